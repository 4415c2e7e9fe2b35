import { APIConnectionError, APIError, OpenAIError } from "openai"
import { AppError, toAppError } from "../../shared/errors.ts"

export interface OpenAiTarget {
  readonly provider: "openai" | "azure"
  readonly model: string
  /** The setting that names the model, for whoever has to correct it. */
  readonly setting?: "OPENAI_MODEL" | "EMBEDDING_MODEL"
}

/**
 * A failure of the `openai` package as one of ours. The vendor's text goes no further, neither to the reader nor into the
 * cause: it can hold part of the key or of the prompt.
 */
export function openAiError(error: unknown, { provider, model, setting = "OPENAI_MODEL" }: OpenAiTarget): AppError {
  if (error instanceof AppError) return error
  if (error instanceof APIConnectionError) {
    const cause = new Error(rootCode(error))
    return new AppError(
      "model_unavailable",
      "The model service cannot be reached; check OPENAI_BASE_URL and the network.",
      { cause },
    )
  }
  if (error instanceof APIError) return statusError(error as APIError, { provider, model, setting })
  if (error instanceof SyntaxError || error instanceof OpenAIError)
    return new AppError("model_output_invalid", "The model service sent something that is not its protocol.")
  // fetch's own word for a body whose connection broke: https://fetch.spec.whatwg.org/#abort-the-fetch-call
  if (error instanceof TypeError && (error.message === "terminated" || error.cause instanceof Error))
    return new AppError("model_output_invalid", "The model's answer broke off.", { cause: new Error(rootCode(error)) })
  return toAppError(error)
}

function statusError(error: APIError, target: Required<OpenAiTarget>): AppError {
  const { status } = error
  const cause = new Error(`HTTP ${status ?? "stream"} ${error.code ?? ""} ${error.requestID ?? ""}`.trim())
  if (error.code === "insufficient_quota")
    return new AppError(
      "model_busy",
      "The account of the model service has no quota left; check its plan and billing.",
      { cause, retryable: false },
    )
  if (status === 429 || (status === undefined && /rate_limit/.test(`${error.code} ${error.type}`)))
    return new AppError("model_busy", "The model service is taking no more requests just now; try again in a moment.", {
      cause,
      retryAfterMs: retryAfterMs(error.headers),
    })
  const refusal = refusalOf(error, target)
  if (refusal !== undefined) return new AppError("model_unavailable", refusal, { cause, retryable: false })
  return new AppError(
    "model_unavailable",
    `The model service has a fault (${status ?? "in mid-answer"}); try again in a moment.`,
    { cause, retryAfterMs: retryAfterMs(error.headers) },
  )
}

/** Why the service will refuse the same request again, or undefined when it may take it. */
function refusalOf(
  { status, code }: APIError,
  { provider, model, setting }: Required<OpenAiTarget>,
): string | undefined {
  if (status === 401 || status === 403)
    return `The model service refused our sign-in (${status}); check OPENAI_API_KEY.`
  if (status === 404)
    return provider === "azure"
      ? `Azure OpenAI has no deployment "${model}" at this address; check ${setting} and OPENAI_BASE_URL.`
      : `The model service knows no model "${model}" at this address; check ${setting} and OPENAI_BASE_URL.`
  if (code === "context_length_exceeded")
    return "The question and its data are too long for this model; select fewer columns or start a new chat."
  if (code === "content_filter")
    return "The content filter of the model service refused this question; try other words."
  if (status !== undefined && status < 500 && status !== 408 && status !== 409)
    return `The model service refused the request (${status}); check that ${setting} is ${setting === "OPENAI_MODEL" ? "a chat" : "an embedding"} model.`
  return undefined
}

/** `retry-after-ms` (Azure, OpenAI), or `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Headers | undefined, now = Date.now()): number | undefined {
  const exact = Number(headers?.get("retry-after-ms") || NaN)
  if (exact >= 0) return exact
  const text = headers?.get("retry-after")
  if (!text) return undefined
  const milliseconds = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds)
}

function* causes(error: unknown): Generator<Error> {
  for (let at = error; at instanceof Error; at = at.cause) yield at
}

/** `ECONNREFUSED` and the like: the innermost code tells what happened and nothing else. */
function rootCode(error: unknown): string {
  const codes = [...causes(error)].flatMap((cause) =>
    "code" in cause && typeof cause.code === "string" ? [cause.code] : [],
  )
  return codes.at(-1) ?? (error instanceof Error ? error.name : "unknown")
}
