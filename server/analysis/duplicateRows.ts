import { foldText } from "../workbooks/cellText.ts"
import type { Table } from "../workbooks/table.ts"

/** Rows that repeat an earlier row in every column, text compared without case. */
export function duplicateRows(table: Table): number {
  if (table.columns.length === 0) return 0
  const seen = new Set<string>()
  for (let row = 0; row < table.sheetRows.length; row++) seen.add(rowKey(table, row))
  return table.sheetRows.length - seen.size
}

/** Text that is equal for equal rows only: JSON keeps the number 1 and the text "1" apart. */
const rowKey = (table: Table, row: number): string =>
  JSON.stringify(
    table.columns.map((column) => {
      const value = column.values[row] ?? null
      return typeof value === "string" ? foldText(value) : value
    }),
  )
