import { json, raw, type RequestHandler } from "express"
import { AppError } from "../../shared/errors.ts"

const types = ["application/json", "application/*+json"]

/** Parses a JSON body of at most `limit` bytes. @throws AppError unsupported_media_type for any other kind of body. */
export const jsonBody = (limit: number): RequestHandler[] => [jsonOnly, json({ limit, type: types })]

/** The unparsed bytes of such a body, for whoever parses it away from the event loop. */
export const jsonBytes = (limit: number): RequestHandler[] => [jsonOnly, raw({ limit, type: types })]

const jsonOnly: RequestHandler = (request, _response, next) => {
  const empty = request.headers["content-length"] === "0"
  if (!empty && request.is(types) === false)
    throw new AppError("unsupported_media_type", "Send the body as JSON, with Content-Type: application/json.")
  next()
}
