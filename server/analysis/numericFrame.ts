import { DataFrame } from "danfojs-node"
import type { Column, Table } from "../tables/table.ts"

/** What is used of a danfo series; danfo's own types leave most of it untyped. */
export interface NumericSeries {
  readonly values: ArrayLike<number>
  count(): number
  min(): number
  max(): number
  std(): number
}

/** Numbers of the columns that hold any, as danfo series without missing values; undefined for the others. */
export function numericSeries(table: Table): (NumericSeries | undefined)[] {
  const numeric = table.columns.filter((column) => column.values.some((value) => typeof value === "number"))
  if (numeric.length === 0) return table.columns.map(() => undefined)
  // danfo defines a property for each column on the frame, so that a header such as "values" or "__proto__" would break
  // it: columns go by their position. Types are given because danfo guesses them from the first 500 rows.
  const names = new Map(numeric.map((column, i) => [column, `c${i}`]))
  const frame = new DataFrame(
    table.sheetRows.map((_, row) => numeric.map((column) => numberOrNaN(column, row))),
    { columns: [...names.values()], dtypes: numeric.map(() => "float32") },
  )
  return table.columns.map((column) => {
    const name = names.get(column)
    if (name === undefined) return undefined
    const series = frame.column(name) as unknown as NumericSeries & { dropNa(): NumericSeries }
    // danfo's statistics turn NaN, or throw, when a value is missing.
    return column.values.every((value) => typeof value === "number") ? series : series.dropNa()
  })
}

function numberOrNaN(column: Column, row: number): number {
  const value = column.values[row]
  return typeof value === "number" ? value : NaN
}
