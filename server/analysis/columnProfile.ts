import type { Series } from "danfojs-node"
import { isExcelError } from "../../shared/cell.ts"
import type { ColumnProfile } from "../../shared/profile.ts"
import { foldText } from "../workbooks/cellText.ts"
import { cellOf, type Column, type Table } from "../workbooks/table.ts"
import { columnStatistics } from "./columnStatistics.ts"

const errorCellsShown = 20
const topValuesShown = 10
const topValueCharacters = 200

/** Profile of one column; `numbers` is its danfo series without missing values, undefined when it holds none. */
export function columnProfile(table: Table, column: Column, numbers: Series | undefined): ColumnProfile {
  const seen = new Map<string | number | boolean, { value: string | number | boolean; count: number }>()
  const errorCells: string[] = []
  let errors = 0
  let missing = 0
  column.values.forEach((value, index) => {
    if (value === null) missing++
    else if (isExcelError(value)) {
      errors++
      if (errorCells.length < errorCellsShown) errorCells.push(cellOf(table, column, index))
    } else {
      const key = typeof value === "string" ? foldText(value) : value
      const entry = seen.get(key)
      if (entry) entry.count++
      else seen.set(key, { value, count: 1 })
    }
  })
  return {
    ...column.shape,
    count: column.values.length - missing - errors,
    missing,
    errors,
    errorCells,
    numbers: numbers ? numbers.count() : 0,
    distinct: seen.size,
    topValues: topValues([...seen.values()]),
    statistics: numbers ? columnStatistics(table, column, numbers) : null,
    formulaCount: column.formulaCount,
  }
}

/** The most frequent values, ties in order of appearance; none when every value is there once and there are many. */
function topValues(entries: { value: string | number | boolean; count: number }[]): ColumnProfile["topValues"] {
  const allOnce = entries.every((entry) => entry.count === 1)
  if (allOnce && entries.length > topValuesShown) return []
  return entries
    .sort((a, b) => b.count - a.count)
    .slice(0, topValuesShown)
    .map(({ value, count }) => ({ value: shorten(value), count }))
}

const shorten = (value: string | number | boolean): string | number | boolean =>
  typeof value === "string" && value.length > topValueCharacters ? `${value.slice(0, topValueCharacters)}…` : value
