import { cellAddress } from "../../../shared/address.ts"
import type { ColumnProfile } from "../../../shared/profile.ts"
import type { Table } from "../table.ts"

export interface ProfiledTable {
  readonly table: Table
  /** One for each column of the table, in order. */
  readonly columns: readonly ColumnProfile[]
  /** What the workbook's map calls it, and the title that stands above it; null where nobody has looked for them. */
  readonly name: string | null
  readonly title: string | null
}

/** Splits a list into parts of at most so many items. */
export function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = []
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size))
  return groups
}

/** Address from the first row to the last over columns given by their letters; where records stand in columns, the other way round. */
export const blockAddress = (
  columns: readonly { readonly letter: string }[],
  firstRow: number,
  lastRow: number,
): string =>
  `${cellAddress(columns[0]?.letter ?? "A", firstRow)}:${cellAddress(columns.at(-1)?.letter ?? "A", lastRow)}`
