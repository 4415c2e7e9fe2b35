import { isExcelError } from "../../shared/cell.ts"
import type { ColumnProfile } from "../../shared/profile.ts"
import { foldText } from "../tables/cellText.ts"
import { cellOf, type Column, type Table } from "../tables/table.ts"
import { columnStatistics } from "./columnStatistics.ts"
import type { NumericSeries } from "./numericFrame.ts"

const errorCellsShown = 20
const topValuesShown = 10
const topValueCharacters = 200

interface Counted {
  readonly value: string | number | boolean
  count: number
}

/** Profile of one column; `numbers` is its danfo series without missing values, undefined when it holds none. */
export function columnProfile(table: Table, column: Column, numbers: NumericSeries | undefined): ColumnProfile {
  const seen = new Map<string | number | boolean, Counted>()
  const folded = new Map<string, Counted>()
  const errorCells: string[] = []
  let errors = 0
  let missing = 0
  column.values.forEach((value, index) => {
    if (value === null) missing++
    else if (isExcelError(value)) {
      errors++
      if (errorCells.length < errorCellsShown) errorCells.push(cellOf(table, column, index))
    } else {
      let entry = seen.get(value)
      if (!entry) {
        const fresh = { value, count: 0 }
        entry = typeof value === "string" ? sameText(folded, foldText(value), fresh) : fresh
        seen.set(value, entry)
      }
      entry.count++
    }
  })
  const entries = [...new Set(seen.values())]
  return {
    ...column.shape,
    count: column.values.length - missing - errors,
    missing,
    errors,
    errorCells,
    numbers: numbers ? numbers.count() : 0,
    distinct: entries.length,
    topValues: topValues(entries),
    statistics: numbers ? columnStatistics(table, column, numbers) : null,
    formulaCount: column.formulaCount,
  }
}

/** The entry of text that is equal but for case and outer blanks. */
function sameText(folded: Map<string, Counted>, text: string, fresh: Counted): Counted {
  const entry = folded.get(text) ?? fresh
  folded.set(text, entry)
  return entry
}

/** The most frequent values, ties in order of appearance; none when every value is there once and there are many. */
function topValues(entries: Counted[]): ColumnProfile["topValues"] {
  const allOnce = entries.every((entry) => entry.count === 1)
  if (allOnce && entries.length > topValuesShown) return []
  return entries
    .sort((a, b) => b.count - a.count)
    .slice(0, topValuesShown)
    .map(({ value, count }) => ({ value: shorten(value), count }))
}

const shorten = (value: string | number | boolean): string | number | boolean =>
  typeof value === "string" && value.length > topValueCharacters ? `${value.slice(0, topValueCharacters)}…` : value
