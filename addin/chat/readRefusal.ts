import { intersect, qualify, tryParseAddress, type Area } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { AskedRange } from "./turn.ts"

/**
 * Why the server may not read these cells for a question: it may read the cells that were asked about, and their whole sheet
 * when the person shares that. Undefined when it may.
 */
export function readRefusal(
  asked: AskedRange | null,
  sharedSheets: readonly string[],
  worksheet: string,
  address: string,
): AppError | undefined {
  const area = tryParseAddress(address)
  if (!area) return new AppError("invalid_request", `"${address.slice(0, 80)}" is not a cell address.`)
  const onAskedSheet = asked?.worksheet === worksheet
  const allowed = onAskedSheet && (sharedSheets.includes(worksheet) || contains(tryParseAddress(asked.address), area))
  if (!allowed)
    return new AppError(
      "forbidden",
      `${qualify(worksheet, address)} is not shared. ` +
        (onAskedSheet
          ? "Turn on \u201cAlso use this sheet\u201d to allow it."
          : "Select cells of that sheet and turn on \u201cAlso use this sheet\u201d to ask about it."),
    )
  if (area.rowCount * area.columnCount > limits.cellsPerBlock)
    return new AppError(
      "message_too_large",
      `Read at most ${limits.cellsPerBlock.toLocaleString("en-US")} cells at once.`,
    )
  return undefined
}

function contains(outer: Area | undefined, inner: Area): boolean {
  const both = outer && intersect(outer, inner)
  return both?.rowCount === inner.rowCount && both.columnCount === inner.columnCount
}
