import { intersect, qualify, tryParseAddress, type Area } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { AskedRange } from "./turn.ts"

/** Why the server may not read these cells for a question: it may read the cells that were asked about. Undefined when it may. */
export function readRefusal(asked: AskedRange | null, worksheet: string, address: string): AppError | undefined {
  const area = tryParseAddress(address)
  if (!area) return new AppError("invalid_request", `"${address.slice(0, 80)}" is not a cell address.`)
  if (asked?.worksheet !== worksheet || !contains(tryParseAddress(asked.address), area))
    return new AppError(
      "forbidden",
      `${qualify(worksheet, address)} is not part of the question. Select these cells, or include the whole workbook, to ask about them.`,
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
