import type { RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"

/** RFC 9112: a request of HTTP/1.1 names its host. @throws AppError invalid_request. */
export const hostNamed: RequestHandler = (request, _response, next) => {
  if (request.httpVersion === "1.1" && request.headers.host === undefined)
    throw new AppError("invalid_request", "The request must name its host.")
  next()
}
