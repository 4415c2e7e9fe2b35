import type OpenAI from "openai"
import { z } from "zod"
import { clip } from "../../shared/clip.ts"
import { AppError } from "../../shared/errors.ts"
import type { Embedder } from "./embedder.ts"
import { openAiClient } from "./openaiClient.ts"
import { openAiError } from "./openaiErrors.ts"

export interface OpenAiEmbedderOptions {
  /** Local servers need none. */
  readonly apiKey?: string | undefined
  /** OpenAI's own address when left out. */
  readonly baseUrl?: string | undefined
  readonly model: string
  /** How long one request may take. */
  readonly timeoutMs: number
}

/** Texts in one request: some 20,000 tokens of chunks, far below every service's limit. */
const textsPerRequest = 64
/** Below the 8,191 tokens that OpenAI takes, also for text of one token a character. */
const textCharacters = 8000

const replySchema = z.object({
  data: z.array(
    z.object({
      index: z.number().int().nonnegative(),
      // What pgvector can store; not of numbers that no vector has.
      embedding: z.array(z.number()).min(1).max(16_000),
    }),
  ),
})

/** Embeddings of OpenAI or of a server that speaks its protocol (`POST /embeddings`). */
export function openAiEmbedder({ timeoutMs, ...service }: OpenAiEmbedderOptions): Embedder {
  const { model } = service
  const client = openAiClient({ provider: "openai", ...service })
  let dimensions: number | undefined
  return {
    name: `openai ${model}`,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += textsPerRequest) {
        // Services refuse an empty text.
        const some = texts.slice(from, from + textsPerRequest).map((text) => clip(text, textCharacters).trim() || "-")
        const found = await request({ client, model, timeoutMs }, some, signal)
        dimensions ??= found[0]?.length
        if (found.some(({ length }) => length !== dimensions)) throw garbage()
        vectors.push(...found)
      }
      return vectors
    },
  }
}

async function request(
  { client, model, timeoutMs }: { readonly client: OpenAI; readonly model: string; readonly timeoutMs: number },
  input: string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  // Not AbortSignal.any: the garbage collector may take its signal, which then never fires.
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  signal.addEventListener("abort", stop, { once: true })
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  try {
    if (signal.aborted) throw new Error("aborted")
    // Stated, because the library would ask for base64, which not every server knows.
    const asked = { model, input, encoding_format: "float" } as const
    return readVectors(await client.embeddings.create(asked, { signal: controller.signal }), input.length)
  } catch (error) {
    if (signal.aborted) throw new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
    if (controller.signal.aborted)
      throw new AppError("timeout", `The embedding service did not answer in ${Math.round(timeoutMs / 1000)} s.`)
    throw openAiError(error, { provider: "openai", model, setting: "EMBEDDING_MODEL" })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener("abort", stop)
  }
}

/** In the order of the texts, whatever order they came in. */
function readVectors(reply: unknown, count: number): Float32Array[] {
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success) throw garbage()
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined)
  for (const { index, embedding } of parsed.data.data) {
    if (index >= count || vectors[index]) throw garbage()
    vectors[index] = unit(embedding)
  }
  return vectors.map((vector) => {
    if (!vector) throw garbage()
    return vector
  })
}

function unit(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers)
  if (!Number.isFinite(length)) throw garbage()
  return Float32Array.from(numbers, (value) => (length === 0 ? 0 : value / length))
}

const garbage = (): AppError =>
  new AppError(
    "model_output_invalid",
    "The embedding service sent something that is not its protocol; check EMBEDDING_MODEL and OPENAI_BASE_URL.",
  )
