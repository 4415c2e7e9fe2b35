import { blockText } from "../../shared/block.ts"
import type { CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeContent } from "../../shared/workbook.ts"

const longestFirst = [4_096, 1_024, 256, 64, 16]

/**
 * The text of a block, and whether texts of its cells had to be shortened so that it is no longer than a message may be.
 * A formula that is too long is left out, because half of one means something else.
 */
export function fitBlock(content: RangeContent, bytes: number = limits.messageBytes): { text: string; cut: boolean } {
  const whole = blockText(content)
  if (fits(whole, bytes)) return { text: whole, cut: false }
  for (const longest of longestFirst) {
    const text = blockText(shortened(content, longest))
    if (fits(text, bytes)) return { text, cut: true }
  }
  throw new AppError("message_too_large", `The cells ${content.address} hold more than can be sent at once.`)
}

// UTF-8 takes at most three bytes for a UTF-16 unit, so most texts need not be encoded to know that they fit.
const fits = (text: string, bytes: number): boolean =>
  text.length * 3 <= bytes || new TextEncoder().encode(text).length <= bytes

function shortened(content: RangeContent, longest: number): RangeContent {
  const isLong = (cell: CellValue): cell is string => typeof cell === "string" && cell.length > longest
  const cut = (cell: CellValue): CellValue => (isLong(cell) ? `${wholeCharacters(cell.slice(0, longest))}…` : cell)
  return {
    ...content,
    values: content.values.map((row) => row.map(cut)),
    formulas: content.formulas?.map((row) => row.map((cell) => (isLong(cell) ? null : cell))),
  }
}

/** Without the first half of a pair at its end. */
const wholeCharacters = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, "")
