import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { limits } from "../../shared/limits.ts"
import type { SimSheet } from "../workbook/contract.ts"

export type Direction = "Up" | "Down" | "Left" | "Right"

interface Cell {
  readonly row: number
  readonly column: number
}

const filled = (sheet: SimSheet, row: number, column: number): boolean => !isBlank(sheet.value(row, column))

const steps: Record<Direction, readonly [number, number]> = { Up: [-1, 0], Down: [1, 0], Left: [0, -1], Right: [0, 1] }

const sheetEdge: Record<Direction, Partial<Cell>> = {
  Up: { row: 0 },
  Down: { row: limits.sheetRows - 1 },
  Left: { column: 0 },
  Right: { column: limits.sheetColumns - 1 },
}

/**
 * Where Ctrl+arrow goes: to the last filled cell of a run, or over blanks to the next filled cell, or to the sheet's edge.
 */
export function dataEdge(sheet: SimSheet, start: Cell, direction: Direction): Cell {
  const [down, right] = steps[direction]
  const used = sheet.usedArea(true)
  const isInside = (cell: Cell): boolean =>
    cell.row >= 0 && cell.column >= 0 && cell.row < limits.sheetRows && cell.column < limits.sheetColumns
  const isPastData = (cell: Cell): boolean =>
    !used ||
    (direction === "Down" && cell.row >= used.row + used.rowCount) ||
    (direction === "Right" && cell.column >= used.column + used.columnCount)
  const next = (cell: Cell): Cell => ({ row: cell.row + down, column: cell.column + right })
  const edge: Cell = { ...start, ...sheetEdge[direction] }
  let cell: Cell = start
  const after = next(cell)
  if (!isInside(after)) return cell
  const isRun = filled(sheet, cell.row, cell.column) && filled(sheet, after.row, after.column)
  cell = after
  if (isRun) {
    for (let ahead = next(cell); isInside(ahead) && filled(sheet, ahead.row, ahead.column); ahead = next(cell))
      cell = ahead
    return cell
  }
  while (isInside(cell) && !filled(sheet, cell.row, cell.column)) {
    if (isPastData(cell)) return edge
    cell = next(cell)
  }
  return isInside(cell) ? cell : edge
}

/** The block of filled cells around an area, bounded by blank rows and columns (Ctrl+Shift+*). */
export function surroundingArea(sheet: SimSheet, start: Area): Area {
  let top = start.row
  let left = start.column
  let bottom = start.row + start.rowCount - 1
  let right = start.column + start.columnCount - 1
  const anyInRow = (row: number): boolean => {
    for (let column = Math.max(0, left - 1); column <= right + 1; column++)
      if (column < limits.sheetColumns && filled(sheet, row, column)) return true
    return false
  }
  const anyInColumn = (column: number): boolean => {
    for (let row = Math.max(0, top - 1); row <= bottom + 1; row++)
      if (row < limits.sheetRows && filled(sheet, row, column)) return true
    return false
  }
  // As far as it goes in one direction before the next one: each turn reads an edge, and a tall block has many rows.
  for (let before = NaN; before !== top + left - bottom - right;) {
    before = top + left - bottom - right
    while (bottom < limits.sheetRows - 1 && anyInRow(bottom + 1)) bottom++
    while (top > 0 && anyInRow(top - 1)) top--
    while (right < limits.sheetColumns - 1 && anyInColumn(right + 1)) right++
    while (left > 0 && anyInColumn(left - 1)) left--
  }
  return { row: top, column: left, rowCount: bottom - top + 1, columnCount: right - left + 1 }
}
