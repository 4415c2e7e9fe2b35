import type { RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"

export const plainJson = "application/json"
export const versionedJson = "application/vnd.excel-chat.v1+json"

// Each also with the parameter that many programs add.
const offered = [plainJson, versionedJson].flatMap((type) => [type, `${type}; charset=utf-8`])

/**
 * Version 1 under its own name for who asks for it, and as plain JSON for everybody else.
 * @throws AppError not_acceptable when only other versions, or no JSON at all, are wanted.
 */
export const negotiateVersion: RequestHandler = (request, response, next) => {
  response.vary("Accept")
  const accepted = request.accepts(offered)
  if (accepted === false)
    throw new AppError(
      "not_acceptable",
      `This server replies in ${versionedJson} or ${plainJson}: ask for one of them.`,
    )
  if (accepted.startsWith(versionedJson)) response.type(versionedJson)
  next()
}
