import type { Condition } from "../../../shared/query.ts"
import { addDays } from "./calendar.ts"
import type { ColumnMatch } from "./matchColumns.ts"
import { isOpenEnd, isOpenStart, type DateMatch } from "./matchDates.ts"
import { claimNegation } from "./negation.ts"
import type { Filter, Reading } from "./reading.ts"

/** Conditions on the date column that is named beside the time, else on the first one. */
export function dateFilters(
  reading: Reading,
  dates: readonly DateMatch[],
  columnMatches: readonly ColumnMatch[],
): Filter[] {
  const dateColumns = reading.columns.filter(({ kind }) => kind === "date")
  return dates.map(({ span, from, assumption }) => {
    const named = columnMatches
      .filter(({ column }) => column.kind === "date")
      .sort((a, b) => Math.abs(a.to - from) - Math.abs(b.to - from))[0]
    const column = named?.column ?? dateColumns[0]
    if (!column) throw new Error("a date was matched without a date column")
    if (named && Math.abs(named.to - from) <= 4 && !/^(by|per|each)$/.test(reading.words[named.from - 1]?.text ?? ""))
      for (let at = named.from; at < named.to; at++) reading.claimed[at] = "date"
    const other = dateColumns.find((candidate) => candidate !== column)
    if (!named && other) {
      reading.assumptions.push(`I used the dates of ${column.name}.`)
      reading.alternatives.push(`name ${other.name} to use those dates`)
    }
    if (assumption && !reading.assumptions.includes(assumption)) reading.assumptions.push(assumption)
    const conditions: Condition[] = []
    if (!isOpenStart(span)) conditions.push({ column: column.name, operator: "ge", value: span.from })
    if (!isOpenEnd(span)) conditions.push({ column: column.name, operator: "lt", value: span.to })
    const isDay = !isOpenStart(span) && addDays(span.from, 1) === span.to
    const joint = isOpenStart(span) || isOpenEnd(span) ? "is" : isDay ? "is" : "in"
    return {
      column,
      conditions,
      words: `${column.name} ${joint} ${span.label}`,
      span,
      negated: claimNegation(reading, from),
      at: from,
    }
  })
}
