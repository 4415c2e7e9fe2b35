import { serialToIso } from "../../../../shared/cell.ts"
import { formatDateText } from "../../../../shared/formatFigure.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import { spanAround, type CalendarUnit, type DateSpan } from "./calendar.ts"
import type { Filter } from "./reading.ts"

const dayLength = 86_400_000

const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayLength

/** Days without rows at the end of a time that say nothing yet, by the length of the time in days. */
const slackOf = (length: number): number => (length <= 7 ? 2 : length <= 31 ? 3 : length <= 92 ? 10 : 20)

/**
 * Says of each closed time whether the dates of `column` end or begin well inside it, because its figure then looks too small.
 * Rows that are far apart (one a month) may leave as much of a time empty as they are apart.
 */
export function incompleteTimes({ statistics, distinct, kind }: ColumnProfile, spans: readonly DateSpan[]): string[] {
  if (kind !== "date" || !statistics) return []
  const first = serialToIso(Math.floor(statistics.minimum)).slice(0, 10)
  const last = serialToIso(Math.floor(statistics.maximum)).slice(0, 10)
  const apart = distinct > 1 ? Math.ceil(daysFrom(first, last) / (distinct - 1)) : 0
  const notes = spans.flatMap(({ from, to, label }) => {
    const length = daysFrom(from, to)
    if (!(length > 1) || from.startsWith("0000") || to.startsWith("9999")) return []
    const slack = Math.max(slackOf(length), apart)
    const ends = last >= from && last < to && daysFrom(last, to) - 1 > slack
    const begins = first >= from && first < to && daysFrom(from, first) > slack
    if (!ends && !begins) return []
    const facts = [
      ...(begins ? [`begin on ${formatDateText(first)}`] : []),
      ...(ends ? [`end on ${formatDateText(last)}`] : []),
    ]
    return [`${label.charAt(0).toUpperCase()}${label.slice(1)} is not complete: the data ${facts.join(" and ")}.`]
  })
  return [...new Set(notes)]
}

/** The same for the first and the last unit of a grouping by calendar, unless a time in the question leaves them out. */
export function incompleteGroups(
  column: ColumnProfile,
  by: CalendarUnit | "weekday" | undefined,
  filters: readonly Filter[],
): string[] {
  const { statistics } = column
  if (!by || by === "weekday" || by === "day" || !statistics) return []
  const asked = filters.flatMap((filter) => (filter.span && filter.column === column ? [filter.span] : []))
  const ends = [statistics.minimum, statistics.maximum].map((serial) =>
    spanAround(serialToIso(Math.floor(serial)).slice(0, 10), by),
  )
  return incompleteTimes(
    column,
    ends.filter((unit) => asked.every(({ from, to }) => unit.from < to && unit.to > from)),
  )
}
