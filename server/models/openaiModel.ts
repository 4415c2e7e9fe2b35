import { AzureOpenAI, OpenAI } from "openai"
import { AppError } from "../../shared/errors.ts"
import { unlessAborted } from "../abort/unlessAborted.ts"
import type { LanguageModel, ModelEvent, ModelRequest } from "./languageModel.ts"
import { adaptDialect, chatRequest, type Dialect } from "./openaiChat.ts"
import { openAiError } from "./openaiErrors.ts"
import { readReply } from "./openaiReply.ts"

export type OpenAiModelOptions = {
  /** How long the service may stay silent, before the first chunk and between two. */
  readonly idleTimeoutMs: number
} & (
  | {
      /** OpenAI itself and every server that speaks its protocol: Ollama, vLLM, LM Studio. */
      readonly provider: "openai"
      /** Local servers need none. */
      readonly apiKey?: string | undefined
      /** OpenAI's own address when left out. */
      readonly baseUrl?: string | undefined
      readonly model: string
    }
  | {
      readonly provider: "azure"
      readonly apiKey: string
      /** `https://<resource>.openai.azure.com`. */
      readonly endpoint: string
      readonly deployment: string
      readonly apiVersion: string
    }
)

/** More than any reply; a service that sends more without end is cut off. */
const replyBytes = 8 * 1024 * 1024

/** A model behind OpenAI's chat completions protocol. */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const client = createClient(options)
  const { provider, idleTimeoutMs } = options
  const name = provider === "azure" ? options.deployment : options.model
  let dialect: Dialect = {
    tools: true,
    streamOptions: true,
    // OpenAI's newer models refuse `max_tokens`; Ollama and older servers know nothing else.
    tokenLimit: provider === "azure" || !options.baseUrl ? "max_completion_tokens" : "max_tokens",
  }

  /** What this server does not understand is left out from then on, so that it is refused once and not at every question. */
  async function open(request: ModelRequest, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
    for (let attempt = 1; ; attempt++) {
      const tried = dialect
      try {
        return await client.chat.completions.create(chatRequest(name, request, tried), { signal })
      } catch (error) {
        const adapted = attempt <= 3 ? adaptDialect(error, tried) : undefined
        if (!adapted) throw error
        dialect = adapted
      }
    }
  }

  async function* stream(asked: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    // Not AbortSignal.any: the garbage collector may take its signal, which then never fires.
    const request = new AbortController()
    const stop = (): void => request.abort()
    signal.addEventListener("abort", stop, { once: true })
    let silent = false
    const watch = (): NodeJS.Timeout =>
      setTimeout(() => {
        silent = true
        request.abort()
      }, idleTimeoutMs)
    let timer = watch()
    const check = (): void => {
      if (signal.aborted) throw new AppError("cancelled", "The answer was stopped.", { cause: signal.reason })
      if (silent)
        throw new AppError("timeout", `The model service said nothing for ${Math.round(idleTimeoutMs / 1000)} s.`)
    }
    try {
      check()
      for await (const event of readReply(await open(asked, request.signal), () => timer.refresh())) {
        check()
        clearTimeout(timer) // the time our reader takes is not the service's silence
        yield event
        timer = watch()
      }
      check()
    } catch (error) {
      check()
      throw openAiError(error, { provider, model: name })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener("abort", stop)
      request.abort()
    }
  }
  return { name, stream }
}

function createClient(options: OpenAiModelOptions): OpenAI {
  // Everything the library would otherwise take from the environment is given, so that config.ts stays its only reader.
  const common = {
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: "off" as const, // it would print what it cannot parse
    timeout: 2 ** 31 - 1, // our own timer covers the whole reply, the library's only its head
    fetch: boundedFetch,
  }
  if (options.provider === "openai")
    return new OpenAI({ ...common, apiKey: options.apiKey || "none", baseURL: options.baseUrl || officialUrl })
  return new AzureOpenAI({
    ...common,
    apiKey: options.apiKey,
    baseURL: `${options.endpoint.replace(/\/+$/, "").replace(/\/openai$/, "")}/openai`,
    deployment: options.deployment,
    apiVersion: options.apiVersion,
  })
}

const officialUrl = "https://api.openai.com/v1"

/**
 * No redirects (they would carry the key elsewhere) and no endless body. The signal is watched here as well: Node's fetch holds
 * it weakly, so that after a garbage collection an abort may reach neither the request nor the body, which then hang.
 */
async function boundedFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const signal = init.signal ?? new AbortController().signal
  const request = fetch(input, { ...init, redirect: "error" })
  const response = await unlessAborted(
    request,
    signal,
    () => new DOMException("The request was aborted.", "AbortError"),
  )
  let received = 0
  const bounded = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.byteLength
      if (received > replyBytes)
        controller.error(new AppError("model_output_invalid", "The model's reply is too long."))
      else controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(bounded, { signal }) ?? null, response)
}
