import type { Area } from "../../../shared/address.ts"
import { isBlank } from "../../../shared/cell.ts"
import { limits } from "../../../shared/limits.ts"
import type { SimSheet } from "../../workbook/contract.ts"
import { contains, lastCell, type Cell } from "./selection.ts"

export type Direction = "up" | "down" | "left" | "right"

const steps: Record<Direction, readonly [rows: number, columns: number]> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
}

const onSheet = ({ row, column }: Cell): boolean =>
  row >= 0 && column >= 0 && row < limits.sheetRows && column < limits.sheetColumns

export const clampToSheet = ({ row, column }: Cell): Cell => ({
  row: Math.max(0, Math.min(row, limits.sheetRows - 1)),
  column: Math.max(0, Math.min(column, limits.sheetColumns - 1)),
})

const isHidden = (sheet: SimSheet, { row, column }: Cell): boolean =>
  sheet.isRowHidden(row) || sheet.isColumnHidden(column)

const mergeAt = (sheet: SimSheet, cell: Cell): Area | undefined => sheet.merges.find((merge) => contains(merge, cell))

/** The row or column at one side of an area. */
function sideOf(area: Area, direction: Direction): Partial<Cell> {
  const last = lastCell(area)
  switch (direction) {
    case "up":
      return { row: area.row }
    case "down":
      return { row: last.row }
    case "left":
      return { column: area.column }
    case "right":
      return { column: last.column }
  }
}

/** The next visible cell in a direction, past a merged cell as a whole; the same cell at the edge of the sheet. */
export function step(sheet: SimSheet, from: Cell, direction: Direction): Cell {
  const [rows, columns] = steps[direction]
  const merge = mergeAt(sheet, from)
  let next = merge ? { ...from, ...sideOf(merge, direction) } : from
  do next = { row: next.row + rows, column: next.column + columns }
  while (onSheet(next) && isHidden(sheet, next))
  return onSheet(next) ? next : from
}

/** Ctrl+arrow: the end of the block of filled cells, else the next filled cell, else the edge of the sheet. */
export function edge(sheet: SimSheet, from: Cell, direction: Direction): Cell {
  const [rows, columns] = steps[direction]
  const used = sheet.usedArea(true)
  const far = clampToSheet({
    row: from.row + rows * limits.sheetRows,
    column: from.column + columns * limits.sheetColumns,
  })
  if (!used) return far
  const filled = (cell: Cell): boolean => !isBlank(sheet.value(cell.row, cell.column))
  const { row: lastRow = 0, column: lastColumn = 0 } = sideOf(used, direction)
  const ahead = (cell: Cell): boolean =>
    rows === 0 ? columns * (lastColumn - cell.column) >= 0 : rows * (lastRow - cell.row) >= 0
  const next = ({ row, column }: Cell): Cell => ({ row: row + rows, column: column + columns })
  let cell = next(from)
  if (filled(from) && onSheet(cell) && filled(cell)) {
    while (onSheet(next(cell)) && filled(next(cell))) cell = next(cell)
    return cell
  }
  while (onSheet(cell) && ahead(cell) && !filled(cell)) cell = next(cell)
  return onSheet(cell) && filled(cell) ? cell : far
}

/** Ctrl+End: the last cell of the used area. */
export function lastUsed(sheet: SimSheet): Cell {
  const used = sheet.usedArea()
  return used ? lastCell(used) : { row: 0, column: 0 }
}
