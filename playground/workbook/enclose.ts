import type { Area } from "../../shared/address.ts"

/** Smallest area that holds both; either may be missing. */
export function enclose(a: Area | undefined, b: Area | undefined): Area | undefined {
  if (!a || !b) return a ?? b
  const row = Math.min(a.row, b.row)
  const column = Math.min(a.column, b.column)
  return {
    row,
    column,
    rowCount: Math.max(a.row + a.rowCount, b.row + b.rowCount) - row,
    columnCount: Math.max(a.column + a.columnCount, b.column + b.columnCount) - column,
  }
}
