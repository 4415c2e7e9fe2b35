import type { Area } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import { mapCells } from "./areas.ts"
import { cellArgument } from "./wireArguments.ts"
import { sizeMismatch } from "./wireErrors.ts"

/**
 * Reads what Office.js accepts for the cells of an area: one value for all of them, or rows of exactly its size.
 * @throws InvalidArgument.
 */
export const matrixArgument = (values: unknown, area: Area): CellValue[][] => matrixOf(values, area, cellArgument)

/** The same for cells read another way, such as number formats. */
export function matrixOf<T>(
  values: unknown,
  area: Area,
  cell: (value: unknown, row: number, column: number) => T,
): T[][] {
  if (!Array.isArray(values)) return mapCells(area, (row, column) => cell(values, row, column))
  const rows: unknown[] = values
  if (rows.length !== area.rowCount) throw sizeMismatch()
  return rows.map((line, r) => {
    if (!Array.isArray(line) || line.length !== area.columnCount) throw sizeMismatch()
    return line.map((value: unknown, c) => cell(value, area.row + r, area.column + c))
  })
}
