import { formatArea, intersect, parseAddress, type Area } from "../../shared/address.ts"
import { parseBlock } from "../../shared/block.ts"
import type { CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { blocksAt } from "./sheetSource.ts"
import type { StoredSheetRow } from "./storedWorkbook.ts"
import type { StoredWorkbooks } from "./storedWorkbooks.ts"

/** Blocks that one reading may touch: a whole row of a wide sheet lies in a thousand. */
const mostBlocks = 64

/**
 * Cells of a stored sheet, cut to its used range, under the name that answers call it by.
 * @throws AppError invalid_request, message_too_large, not_found when the sheet was changed meanwhile.
 */
export async function readCells(
  stored: Pick<StoredWorkbooks, "blocks">,
  place: WorkbookPlace,
  sheet: StoredSheetRow,
  name: string,
  address: string,
  signal: AbortSignal,
): Promise<RangeContent> {
  const used = sheet.usedRange === null ? undefined : parseAddress(sheet.usedRange)
  const asked = parseAddress(address)
  // Outside of what is used every cell is blank, and so is the answer's one cell.
  const area = (used && intersect(asked, used)) ?? { ...asked, rowCount: 1, columnCount: 1 }
  const refs = sheet.blocks.filter((block) => intersect(parseAddress(block.address), area))
  if (area.rowCount * area.columnCount > limits.cellsPerBlock || refs.length > mostBlocks)
    throw new AppError(
      "message_too_large",
      `Read at most ${limits.cellsPerBlock.toLocaleString("en-US")} cells at once, and not across the whole width of a sheet.`,
    )
  const cells = blankCells(area)
  for await (const text of blocksAt(stored, place, refs, signal)) copyInto(cells, area, parseBlock(text, name))
  return { worksheet: name, address: formatArea(area), ...cells }
}

interface Cells {
  readonly values: CellValue[][]
  readonly formulas: CellValue[][]
  readonly numberFormats: string[][]
}

function blankCells({ rowCount, columnCount }: Area): Cells {
  const rows = <T>(blank: T): T[][] => Array.from({ length: rowCount }, () => new Array<T>(columnCount).fill(blank))
  return { values: rows<CellValue>(null), formulas: rows<CellValue>(null), numberFormats: rows("General") }
}

function copyInto(cells: Cells, area: Area, block: RangeContent): void {
  const from = parseAddress(block.address)
  const part = intersect(area, from)
  if (!part) return
  for (let r = part.row; r < part.row + part.rowCount; r++)
    for (let c = part.column; c < part.column + part.columnCount; c++) {
      const [row, column] = [r - from.row, c - from.column]
      const value = block.values[row]?.[column] ?? null
      put(cells.values, r - area.row, c - area.column, value)
      put(cells.formulas, r - area.row, c - area.column, block.formulas?.[row]?.[column] ?? value)
      put(cells.numberFormats, r - area.row, c - area.column, block.numberFormats?.[row]?.[column] ?? "General")
    }
}

function put<T>(rows: T[][], row: number, column: number, value: T): void {
  const cells = rows[row]
  if (cells) cells[column] = value
}
