import type { Area } from "../../shared/address.ts"
import { isBlank, isExcelError } from "../../shared/cell.ts"
import { findHeader } from "./headerRow.ts"
import { valueAt, type Grid } from "./grid.ts"

const longText = 40

/** True for a region that is text to be read, and no table: a title, a line of words, a paragraph over some rows. */
export function isLooseText(grid: Grid, region: Area): boolean {
  let characters = 0
  let texts = 0
  let fullest = 0
  for (let row = region.row; row < region.row + region.rowCount; row++) {
    let filled = 0
    for (let column = region.column; column < region.column + region.columnCount; column++) {
      const value = valueAt(grid, row, column)
      if (isBlank(value)) continue
      const text = typeof value === "string" && !isExcelError(value) ? String(value) : undefined
      if (text === undefined) return false
      characters += text.length
      texts++
      filled++
    }
    fullest = Math.max(fullest, filled)
  }
  if (region.rowCount === 1 || (fullest === 1 && region.columnCount > 1)) return true
  if (fullest > 1) return false
  return (
    region.rowCount <= 2 ||
    characters > longText * texts ||
    (!findHeader(grid, region).headerRows && region.rowCount <= 3)
  )
}
