import { isAbsolute, resolve } from "node:path"
import type * as Transformers from "@huggingface/transformers"
import { clip } from "../../shared/clip.ts"
import { AppError } from "../../shared/errors.ts"
import type { Embedder } from "./embedder.ts"

export interface TransformersEmbedderOptions {
  /** A name on huggingface.co, which is downloaded once, or a folder that holds a model. */
  readonly model: string
  /** Where downloaded models are kept. */
  readonly cacheDir: string
}

/** Texts in one run of the model: few enough that others have their turn on the event loop. */
const textsPerRun = 16
/** More than models of this kind read, which is 512 tokens at most. */
const textCharacters = 4000

/** True for what is no name on huggingface.co: those are neither absolute nor begin with a dot. */
export const isModelFolder = (model: string): boolean => isAbsolute(model) || /^\.{1,2}(?:[\\/]|$)/.test(model)

/**
 * Embeddings of a sentence model in this process, by Transformers.js, which is installed beside us by who wants it; texts go nowhere.
 * @throws AppError with one sentence when the package or the model is missing.
 */
export async function transformersEmbedder({ model, cacheDir }: TransformersEmbedderOptions): Promise<Embedder> {
  const extract = await loadExtractor(model, cacheDir)
  return {
    name: `transformers ${model}`,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += textsPerRun) {
        if (signal.aborted) throw stopped(signal)
        const some = texts.slice(from, from + textsPerRun).map((text) => wellFormed(clip(text, textCharacters)))
        vectors.push(...(await run(extract, some, model)))
      }
      if (signal.aborted) throw stopped(signal)
      return vectors
    },
  }
}

type Extract = Awaited<ReturnType<typeof Transformers.pipeline>>

async function loadExtractor(model: string, cacheDir: string): Promise<Extract> {
  const isFolder = isModelFolder(model)
  const { pipeline } = await loadPackage()
  try {
    return await pipeline("feature-extraction", isFolder ? resolve(model) : model, {
      dtype: "q8",
      cache_dir: resolve(cacheDir),
      local_files_only: isFolder,
    })
  } catch (cause) {
    throw new AppError(
      "model_unavailable",
      `The embedding model ${model} cannot be loaded (${firstLine(cause)}): ` +
        (isFolder
          ? "set EMBEDDING_MODEL to a folder with config.json, tokenizer.json and onnx/model_quantized.onnx."
          : "check EMBEDDING_MODEL and the connection to huggingface.co, or set it to a folder that holds the model."),
      { cause },
    )
  }
}

async function loadPackage(): Promise<typeof Transformers> {
  try {
    return await import("@huggingface/transformers")
  } catch (cause) {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND"
    throw new AppError(
      "model_unavailable",
      `EMBEDDING_PROVIDER=transformers needs the package @huggingface/transformers, which ${isMissing ? "is not installed" : `cannot be loaded (${firstLine(cause)})`}: ` +
        'run "npm install --no-save @huggingface/transformers", or set EMBEDDING_PROVIDER=built-in.',
      { cause },
    )
  }
}

/** One vector a text; the model's mean over all of its tokens, of length one. */
async function run(extract: Extract, texts: string[], model: string): Promise<Float32Array[]> {
  const { dims, data } = await extract(texts, { pooling: "mean", normalize: true })
  const [count = 0, dimensions = 0] = dims
  if (count !== texts.length || dimensions === 0 || data.length !== count * dimensions || !data.every(Number.isFinite))
    throw new AppError("model_output_invalid", `${model} makes no vectors of texts; check EMBEDDING_MODEL.`)
  return texts.map((_, at) => Float32Array.from(data.slice(at * dimensions, (at + 1) * dimensions)))
}

/** Halves of surrogate pairs are no text. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD")

const firstLine = (cause: unknown): string =>
  clip((cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "", 200)

const stopped = (signal: AbortSignal): AppError =>
  new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
