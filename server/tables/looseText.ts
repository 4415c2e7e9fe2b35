import type { Area } from "../../shared/address.ts"
import { formatKind, isBlank, isExcelError } from "../../shared/cell.ts"
import { findHeader } from "./headerRow.ts"
import { valueAt, type Grid } from "./grid.ts"

const longText = 40
const titleRows = 6

/** True for a region that is text to be read, and no table: a title, a line of words, a paragraph over some rows. */
export function isLooseText(grid: Grid, region: Area): boolean {
  const found = textsIn(grid, region)
  if (!found) return false
  const { characters, texts, fullest, dates } = found
  const { rowCount, columnCount } = region
  // One date among lines of text is part of a title page.
  if (dates > 0) return dates === 1 && texts > 1 && columnCount === 1 && rowCount <= titleRows
  if (rowCount === 1 || (fullest === 1 && columnCount > 1)) return true
  if (fullest > 1) return false
  // Lines far apart are titles, not a list.
  if (rowCount > 3 && (rowCount - texts) * 2 >= texts) return true
  return rowCount <= 2 || characters > longText * texts || (rowCount <= 3 && !findHeader(grid, region).headerRows)
}

interface Texts {
  readonly characters: number
  readonly texts: number
  readonly dates: number
  /** Filled cells of the row with the most. */
  readonly fullest: number
}

/** Undefined where a cell holds more than text or a date. */
function textsIn(grid: Grid, region: Area): Texts | undefined {
  let [characters, texts, dates, fullest] = [0, 0, 0, 0]
  for (let row = region.row; row < region.row + region.rowCount; row++) {
    let filled = 0
    for (let column = region.column; column < region.column + region.columnCount; column++) {
      const value = valueAt(grid, row, column)
      if (isBlank(value)) continue
      const text = textOf(grid, row, column)
      if (text === undefined) return undefined
      if (typeof value === "number") dates++
      characters += text.length
      texts++
      filled++
    }
    fullest = Math.max(fullest, filled)
  }
  return { characters, texts, dates, fullest }
}

function textOf(grid: Grid, row: number, column: number): string | undefined {
  const value = valueAt(grid, row, column)
  if (typeof value === "string" && !isExcelError(value)) return String(value)
  const isDate = typeof value === "number" && formatKind(grid.numberFormats?.[row]?.[column]) === "date"
  return isDate ? String(value) : undefined
}
