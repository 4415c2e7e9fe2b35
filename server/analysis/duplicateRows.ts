import { foldText } from "../tables/cellText.ts"
import type { Column, Table } from "../tables/table.ts"

/**
 * Rows that repeat an earlier row in every column, text compared without case. Groups of alike rows are split column by
 * column, those with most different values first, so that few rows remain to be compared.
 */
export function duplicateRows(table: Table, distinct: (column: Column) => number): number {
  let groups = [table.sheetRows.map((_, row) => row)]
  for (const column of [...table.columns].sort((a, b) => distinct(b) - distinct(a)))
    groups = groups.flatMap((group) => split(column, group))
  return table.columns.length === 0 ? 0 : groups.reduce((sum, group) => sum + group.length - 1, 0)
}

/** The groups of two rows and more that are alike in a column. */
function split(column: Column, rows: readonly number[]): number[][] {
  const groups = new Map<unknown, number[]>()
  for (const row of rows) {
    const value = column.values[row] ?? null
    const key = typeof value === "string" ? foldText(value) : value
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}
