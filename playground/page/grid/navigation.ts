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

/** The next visible cell in a direction, past a merged cell as a whole; the same cell at the edge of the sheet. */
export function step(sheet: SimSheet, from: Cell, direction: Direction): Cell {
  const [rows, columns] = steps[direction]
  const merge = mergeAt(sheet, from)
  const end = merge && lastCell(merge)
  let next = from
  if (merge && end)
    next = {
      row: rows > 0 ? end.row : rows < 0 ? merge.row : from.row,
      column: columns > 0 ? end.column : columns < 0 ? merge.column : from.column,
    }
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
  const last = lastCell(used)
  const ahead = (cell: Cell): boolean =>
    rows > 0
      ? cell.row <= last.row
      : rows < 0
        ? cell.row >= used.row
        : columns > 0
          ? cell.column <= last.column
          : cell.column >= used.column
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
