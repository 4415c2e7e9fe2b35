import { AppError } from "../../../shared/errors.ts"
import { parseInput } from "../../../shared/parseInput.ts"
import { chatRequestSchema, type ChatRequest } from "./chatRequest.ts"

/** @throws AppError invalid_request that names what is wrong. */
export function parseChatRequest(bytes: Uint8Array): ChatRequest {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not JSON.", { cause })
  }
  return parseInput(chatRequestSchema, json)
}
