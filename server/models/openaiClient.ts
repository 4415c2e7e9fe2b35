import { AzureOpenAI, OpenAI } from "openai"
import { AppError } from "../../shared/errors.ts"
import { unlessAborted } from "../async/unlessAborted.ts"

export type OpenAiService =
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

/** More than any reply; a service that sends more without end is cut off. */
const replyBytes = 8 * 1024 * 1024

/** A client of the `openai` package that reads nothing from the environment, tries nothing again and logs nothing. */
export function openAiClient(options: OpenAiService): OpenAI {
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
