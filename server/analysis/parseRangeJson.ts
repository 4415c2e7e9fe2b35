import { AppError } from "../../shared/errors.ts"
import { rangeContentSchema, type RangeContent } from "../../shared/workbook.ts"

/** A range from the JSON of a request. @throws AppError invalid_request that names what is wrong. */
export function parseRangeJson(bytes: Uint8Array): RangeContent {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause })
  }
  const parsed = rangeContentSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join(".") || "The body"
  throw new AppError("invalid_request", `${where}: ${issue?.message ?? "is not a range"}.`)
}
