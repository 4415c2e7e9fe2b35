import { json, raw, type RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"
import { bodyTooLarge } from "../problems/problem.ts"

const types = ["application/json", "application/*+json"]

/** Parses a JSON body of at most `limit` bytes. @throws AppError unsupported_media_type, message_too_large, invalid_request. */
export const readJson = (limit: number): RequestHandler[] => [jsonUpTo(limit), json({ limit, type: types })]

/** The unparsed bytes of such a body, for whoever parses it away from the event loop. */
export const readBytes = (limit: number): RequestHandler[] => [jsonUpTo(limit), raw({ limit, type: types })]

/** Refuses by the headers: the parsers would read a body to its end before they say that it is too large. */
function jsonUpTo(limit: number): RequestHandler {
  return (request, _response, next) => {
    const length = Number(request.headers["content-length"] ?? NaN)
    if (length > limit) throw bodyTooLarge(limit)
    if (length !== 0 && request.is(types) === false)
      throw new AppError("unsupported_media_type", "Send the body as JSON, with Content-Type: application/json.")
    next()
  }
}
