import { AppError } from "../../shared/errors.ts"
import type { LanguageModel, ModelEvent, ModelRequest } from "./languageModel.ts"
import { adaptDialect, chatRequest, type Dialect } from "./openaiChat.ts"
import { openAiClient, type OpenAiService } from "./openaiClient.ts"
import { openAiError } from "./openaiErrors.ts"
import { readReply } from "./openaiReply.ts"

export type OpenAiModelOptions = OpenAiService & {
  /** How long the service may stay silent, before the first chunk and between two. */
  readonly idleTimeoutMs: number
}

/** A model behind OpenAI's chat completions protocol. */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const client = openAiClient(options)
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
