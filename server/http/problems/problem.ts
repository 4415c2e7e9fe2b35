import { STATUS_CODES } from "node:http"
import type { ErrorRequestHandler } from "express"
import type { Problem } from "../../../shared/conversation.ts"
import { AppError, errorStatus, toAppError } from "../../../shared/errors.ts"
import { refusalReason } from "../../auth/signInRefused.ts"
import { describeError, type Log } from "../../telemetry/log.ts"

export const problemType = "application/problem+json"

/** A failure as others read it (RFC 9457). */
export function problemOf(error: AppError, requestId?: string): Problem {
  const status = errorStatus[error.code]
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail: error.message,
    code: error.code,
    ...(requestId !== undefined && { requestId }),
  }
}

/** The one place where a failure in a route becomes an http reply. */
export function problemHandler(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (thrown: unknown, request, response, next) => {
    const error = fromExpress(thrown) ?? toAppError(thrown)
    const requestId = response.get("X-Request-Id")
    const { code } = error
    const status = errorStatus[code]
    if (status >= 500)
      log.error("request failed", { requestId, method: request.method, code, error: describeError(thrown) })
    else log.info("request refused", { requestId, method: request.method, code, reason: refusalReason(error) })
    if (response.headersSent) {
      next(thrown)
      return
    }
    if (status === 401) response.set("WWW-Authenticate", "Bearer")
    if (error.retryAfterMs !== undefined && !response.get("Retry-After"))
      response.set("Retry-After", String(Math.max(1, Math.ceil(error.retryAfterMs / 1000))))
    response
      .status(status)
      .set("Cache-Control", "no-store")
      .type(problemType)
      .send(JSON.stringify(problemOf(error, requestId)))
  }
}

/** What Express and its body parser throw carries a status; theirs are the sender's mistakes. */
function fromExpress(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError || !("status" in thrown)) return undefined
  const { status } = thrown
  switch (status) {
    case 404:
      return new AppError("not_found", "There is nothing at this address.", { cause: thrown })
    case 413:
      return bodyTooLarge("limit" in thrown && typeof thrown.limit === "number" ? thrown.limit : undefined, thrown)
    case 415:
      return new AppError("unsupported_media_type", "The body must be JSON in UTF-8, plain or compressed with gzip.", {
        cause: thrown,
      })
  }
  if (typeof status !== "number" || status < 400 || status >= 500) return undefined
  const isJson = "type" in thrown && thrown.type === "entity.parse.failed"
  return new AppError("invalid_request", isJson ? "The body is not JSON." : "The request cannot be read.", {
    cause: thrown,
  })
}

/** `limit` in bytes. */
export const bodyTooLarge = (limit: number | undefined, cause?: unknown): AppError =>
  new AppError("message_too_large", `The body is larger than ${limit === undefined ? "allowed" : sizeOf(limit)}.`, {
    cause,
  })

const sizeOf = (bytes: number): string => (bytes < 1024 ** 2 ? `${bytes / 1024} kB` : `${bytes / 1024 ** 2} MB`)
