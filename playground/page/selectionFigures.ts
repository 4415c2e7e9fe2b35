import { intersect, type Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import type { SimSheet } from "../workbook/contract.ts"

export interface SelectionFigures {
  /** Cells that are not blank. */
  readonly count: number
  /** Undefined when no cell is a number. */
  readonly sum: number | undefined
  readonly average: number | undefined
}

/** Beyond this the status bar stays silent rather than hold up the page. */
const mostCells = 3_000_000

/** What Excel's status bar says about a selection; undefined for a single filled cell, a blank selection, or one that is too large. */
export function selectionFigures(sheet: SimSheet, area: Area): SelectionFigures | undefined {
  const used = sheet.usedArea(true)
  const part = used && intersect(area, used)
  if (!part || part.rowCount * part.columnCount > mostCells) return undefined
  let count = 0
  let numbers = 0
  let sum = 0
  // Neumaier's compensation: a long column of cents must not show a rounding tail.
  let lost = 0
  for (let row = part.row; row < part.row + part.rowCount; row++)
    for (let column = part.column; column < part.column + part.columnCount; column++) {
      const value = sheet.value(row, column)
      if (isBlank(value)) continue
      count++
      if (typeof value !== "number") continue
      numbers++
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
    }
  if (count < 2) return undefined
  return numbers > 0
    ? { count, sum: sum + lost, average: (sum + lost) / numbers }
    : { count, sum: undefined, average: undefined }
}
