import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import { parseClientMessage, type ClientMessage } from "../../../shared/protocol.ts"
import { valueCount } from "./valueCount.ts"

/** Values, formulas and formats of a block, the rows they stand in, and as much again. */
const mostValues = 12 * limits.cellsPerBlock

/** @throws AppError message_too_large, invalid_request, unsupported_version. */
export function parseSocketMessage(bytes: Uint8Array): ClientMessage {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (valueCount(text) > mostValues)
    throw new AppError("message_too_large", "The message holds too many values; send fewer cells at once.")
  const parsed = parseClientMessage(text.toString("utf8"))
  if (!parsed.ok) throw new AppError(parsed.code, parsed.reason)
  return parsed.message
}
