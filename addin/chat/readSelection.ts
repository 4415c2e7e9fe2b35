import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { Selection } from "../../shared/protocol.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { ReadOptions, Spreadsheet } from "./spreadsheet.ts"
import type { AskedRange } from "./turn.ts"

/** Room for the question and the envelope beside the cells. */
const contentBytes = limits.messageBytes - 64 * 1024

/** Whether the cells travel with the question; a larger range is named only, and read by the server in blocks. */
const travelsInline = (asked: AskedRange): boolean => asked.rowCount * asked.columnCount <= limits.cellsPerMessage

/**
 * The selection as it is sent with a question: with its cells when they fit into one message, else its address alone.
 * @throws AppError range_too_large, and what reading throws.
 */
export async function readSelection(
  spreadsheet: Pick<Spreadsheet, "readRange">,
  asked: AskedRange,
  cellsPerQuestion: number = limits.cellsPerQuestion,
  options: ReadOptions = {},
): Promise<Selection> {
  const { worksheet, address, rowCount, columnCount } = asked
  if (rowCount * columnCount > cellsPerQuestion)
    throw new AppError(
      "range_too_large",
      `${count(rowCount * columnCount)} cells are more than can be analysed at once (${count(cellsPerQuestion)}). Select fewer rows or columns.`,
    )
  const named = { worksheet, address, rowCount, columnCount }
  if (!travelsInline(asked)) return named
  const content = await spreadsheet.readRange(worksheet, address, options)
  return fitsMessage(content) ? { ...named, content } : named
}

/** Whether cells can be sent in one message. */
export const fitsMessage = (content: RangeContent): boolean => byteLength(content) <= contentBytes

/** Bytes of something as it crosses the wire. */
export const byteLength = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const count = (cells: number): string => cells.toLocaleString()
