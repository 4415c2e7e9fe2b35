/**
 * Every way a request or a turn can fail, with its HTTP status. The codes are the same in `problem+json`, on the
 * socket and in the pane, so that a person, a script and a model can all tell what to do next.
 */
export const errorStatus = {
  invalid_request: 400,
  unsupported_version: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  request_timeout: 408,
  turn_running: 409,
  message_too_large: 413,
  range_too_large: 413,
  unsupported_media_type: 415,
  range_empty: 422,
  /** An uploaded file that is not a workbook, damaged, password-protected, or malicious. */
  unreadable_file: 422,
  rate_limited: 429,
  headers_too_large: 431,
  internal: 500,
  model_output_invalid: 502,
  model_unavailable: 503,
  model_busy: 503,
  storage_unavailable: 503,
  /** The keys that sign-ins are checked with cannot be had. */
  sign_in_unavailable: 503,
  server_stopping: 503,
  timeout: 504,
  pane_unavailable: 504,
  // These arise in the pane and never cross the wire with a status of their own.
  excel_busy: 409,
  excel_failed: 500,
  offline: 503,
  signed_out: 401,
  cancelled: 499,
} as const

export type ErrorCode = keyof typeof errorStatus

export const errorCodes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]

/** The only error class. `message` is one sentence that is safe to show and says what to do next; the cause is for the log. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  /** When trying again makes sense, where the other side said so (Retry-After). */
  readonly retryAfterMs: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = "AppError"
    this.code = code
    this.retryable = options.retryable ?? retryableCodes.has(code)
    this.retryAfterMs = options.retryAfterMs
  }
}

const retryableCodes = new Set<ErrorCode>([
  "rate_limited",
  "model_unavailable",
  "model_busy",
  "model_output_invalid",
  "storage_unavailable",
  "sign_in_unavailable",
  "server_stopping",
  "timeout",
  "pane_unavailable",
  "excel_busy",
  "offline",
  "internal",
])

/** Turns anything thrown into an AppError; what is not ours becomes `internal` with a neutral sentence. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError("internal", "Something went wrong on our side. Please try again.", { cause: thrown })
}
