import type { Column, Table } from "./table.ts"

/** A row that no other rows add up to, and that is no part of a row that stays: of these rows each amount counts once. */
export const isLeaf = ({ levels }: Pick<Table, "levels">, index: number): boolean => {
  if (!levels) return true
  if (levels.subtotals.has(index)) return false
  const parent = levels.parents.get(index)
  return parent === undefined || levels.subtotals.has(parent)
}

/** A table of the rows alone in which each amount counts once; the same table where no row sums up others. */
export function leafTable(table: Table): Table {
  if (!table.levels) return table
  const kept = table.sheetRows.flatMap((_, index) => (isLeaf(table, index) ? [index] : []))
  const pick = <T>(values: readonly T[]): T[] => kept.map((index) => values[index] as T)
  const places = new Map(kept.map((index, at) => [index, at]))
  const placesOf = (indices: readonly number[]): number[] => indices.flatMap((index) => places.get(index) ?? [])
  return {
    ...table,
    sheetRows: pick(table.sheetRows),
    levels: undefined,
    columns: table.columns.map((column): Column => ({
      ...column,
      values: pick(column.values),
      numbersAsText: placesOf(column.numbersAsText),
      datesAsText: placesOf(column.datesAsText),
      ...(column.placedRows && { placedRows: pick(column.placedRows) }),
    })),
  }
}
