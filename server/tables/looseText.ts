import type { Area } from "../../shared/address.ts"
import { formatKind, isBlank, isExcelError } from "../../shared/cell.ts"
import { findHeader } from "./headerRow.ts"
import { valueAt, type Grid } from "./grid.ts"

const longText = 40
const titleRows = 6

/** True for a region that is text to be read, and no table: a title, a line of words, a paragraph over some rows. */
export function isLooseText(grid: Grid, region: Area): boolean {
  let characters = 0
  let texts = 0
  let fullest = 0
  let dates = 0
  for (let row = region.row; row < region.row + region.rowCount; row++) {
    let filled = 0
    for (let column = region.column; column < region.column + region.columnCount; column++) {
      const value = valueAt(grid, row, column)
      if (isBlank(value)) continue
      const text = textOf(grid, row, column)
      if (text === undefined) return false
      if (typeof value === "number") dates++
      characters += text.length
      texts++
      filled++
    }
    fullest = Math.max(fullest, filled)
  }
  if (dates === 0 && (region.rowCount === 1 || (fullest === 1 && region.columnCount > 1))) return true
  // One date among lines of text is part of a title page.
  if (dates > 0) return dates === 1 && texts > 1 && region.columnCount === 1 && region.rowCount <= titleRows
  if (fullest > 1) return false
  return (
    region.rowCount <= 2 ||
    characters > longText * texts ||
    (!findHeader(grid, region).headerRows && region.rowCount <= 3)
  )
}

function textOf(grid: Grid, row: number, column: number): string | undefined {
  const value = valueAt(grid, row, column)
  if (typeof value === "string" && !isExcelError(value)) return String(value)
  const isDate = typeof value === "number" && formatKind(grid.numberFormats?.[row]?.[column]) === "date"
  return isDate ? String(value) : undefined
}
