import type { ColumnProfile } from "../../../shared/profile.ts"
import type { Table } from "../../workbooks/table.ts"

export interface ProfiledTable {
  readonly table: Table
  /** One for each column of the table, in order. */
  readonly columns: readonly ColumnProfile[]
}

/** Splits a list into parts of at most so many items. */
export function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = []
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size))
  return groups
}

/** Address from the first row to the last over columns given by their letters. */
export const blockAddress = (
  columns: readonly { readonly letter: string }[],
  firstRow: number,
  lastRow: number,
): string => `${columns[0]?.letter ?? "A"}${firstRow}:${columns.at(-1)?.letter ?? "A"}${lastRow}`
