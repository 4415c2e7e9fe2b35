import type { Condition } from "../../../../shared/query.ts"
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
    // What is not before a day is on or after it; outside a closed time are two stretches, so there the "not" stays unclaimed.
    const negated = isOpenStart(span) !== isOpenEnd(span) && claimNegation(reading, from)
    const conditions: Condition[] = []
    if (!isOpenStart(span)) conditions.push({ column: column.name, operator: negated ? "lt" : "ge", value: span.from })
    if (!isOpenEnd(span)) conditions.push({ column: column.name, operator: negated ? "ge" : "lt", value: span.to })
    const isDay = !isOpenStart(span) && addDays(span.from, 1) === span.to
    const isStretch = / to (?!date$)/.test(span.label)
    const joint = isOpenStart(span) || isOpenEnd(span) || isDay ? "is" : isStretch ? "is from" : "is in"
    return {
      column,
      conditions,
      words: `${column.name} ${joint} ${negated ? "not " : ""}${span.label}`,
      span: negated ? undefined : span,
      negated,
      at: from,
    }
  })
}
