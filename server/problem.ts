import { STATUS_CODES } from "node:http"
import type { ErrorRequestHandler } from "express"
import type { Problem } from "../shared/conversation.ts"
import { AppError, errorStatus, toAppError } from "../shared/errors.ts"
import { limits } from "../shared/limits.ts"
import { describeError, type Log } from "./telemetry/log.ts"

/** The one place where a failure becomes an http reply: `application/problem+json` (RFC 9457). */
export function problemHandler(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (thrown: unknown, request, response, next) => {
    const error = fromExpress(thrown) ?? toAppError(thrown)
    const requestId = response.get("X-Request-Id")
    if (errorStatus[error.code] >= 500)
      log.error("request failed", { requestId, method: request.method, code: error.code, error: describeError(thrown) })
    if (response.headersSent) {
      next(thrown)
      return
    }
    const status = errorStatus[error.code]
    const problem: Problem = {
      type: "about:blank",
      title: STATUS_CODES[status] ?? "Error",
      status,
      detail: error.message,
      code: error.code,
      ...(requestId && { requestId }),
    }
    if (status === 401) response.set("WWW-Authenticate", "Bearer")
    response.status(status).type("application/problem+json").send(JSON.stringify(problem))
  }
}

/** What Express and its body parser throw carries a status; theirs are the sender's mistakes. */
function fromExpress(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError || !("status" in thrown)) return undefined
  const { status } = thrown
  if (status === 413)
    return new AppError("message_too_large", `The body is larger than ${limits.bodyBytes / 1024 / 1024} MB.`, {
      cause: thrown,
    })
  if (status === 404) return new AppError("not_found", "There is nothing at this address.", { cause: thrown })
  if (typeof status !== "number" || status < 400 || status >= 500) return undefined
  const isJson = "type" in thrown && thrown.type === "entity.parse.failed"
  return new AppError("invalid_request", isJson ? "The body is not JSON." : "The request cannot be read.", {
    cause: thrown,
  })
}
