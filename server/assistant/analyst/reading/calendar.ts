/** Days of the calendar as ISO text (`2026-03-31`); a span ends before `to`. */
export interface DateSpan {
  readonly from: string
  readonly to: string
  /** "Mar 2026", "Q1 2026", "1 May 2026". */
  readonly label: string
}

export type CalendarUnit = "day" | "week" | "month" | "quarter" | "year"

const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

const iso = (date: Date): string => date.toISOString().slice(0, 10)
const utc = (year: number, month: number, day = 1): Date => new Date(Date.UTC(year, month, day))

export const addDays = (day: string, days: number): string => iso(new Date(Date.parse(day) + days * 86_400_000))

function addMonths(day: string, months: number): string {
  const date = new Date(Date.parse(day))
  const first = utc(date.getUTCFullYear(), date.getUTCMonth() + months)
  const length = utc(first.getUTCFullYear(), first.getUTCMonth() + 1, 0).getUTCDate()
  return iso(utc(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date.getUTCDate(), length)))
}

export const yearSpan = (year: number): DateSpan => ({
  from: `${year}-01-01`,
  to: `${year + 1}-01-01`,
  label: String(year),
})

/** Quarter 1 … 4. */
export const quarterSpan = (year: number, quarter: number): DateSpan => ({
  from: iso(utc(year, quarter * 3 - 3)),
  to: iso(utc(year, quarter * 3)),
  label: `Q${quarter} ${year}`,
})

/** Half 1 or 2. */
export const halfSpan = (year: number, half: number): DateSpan => ({
  from: iso(utc(year, half * 6 - 6)),
  to: iso(utc(year, half * 6)),
  label: `H${half} ${year}`,
})

/** Month 0 … 11. */
export const monthSpan = (year: number, month: number): DateSpan => ({
  from: iso(utc(year, month)),
  to: iso(utc(year, month + 1)),
  label: `${names[month] ?? ""} ${year}`,
})

/** One day, or undefined when the calendar does not have it (31 June). */
export function daySpan(year: number, month: number, day: number): DateSpan | undefined {
  const date = utc(year, month, day)
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined
  return { from: iso(date), to: addDays(iso(date), 1), label: `${day} ${names[month] ?? ""} ${year}` }
}

/** The calendar unit that holds a day. Weeks start on Monday (ISO 8601). */
export function spanAround(day: string, unit: CalendarUnit): DateSpan {
  const date = new Date(Date.parse(day))
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  switch (unit) {
    case "year":
      return yearSpan(year)
    case "quarter":
      return quarterSpan(year, Math.floor(month / 3) + 1)
    case "month":
      return monthSpan(year, month)
    case "week": {
      const monday = addDays(day, -((date.getUTCDay() + 6) % 7))
      return { from: monday, to: addDays(monday, 7), label: `the week of ${monday}` }
    }
    case "day":
      return { from: day, to: addDays(day, 1), label: day }
  }
}

/**
 * "last month" for data that end on `lastDay`: the newest unit that is complete but for a few days, because workbooks
 * rarely have a row on the very last day.
 */
export function lastSpan(lastDay: string, unit: CalendarUnit): DateSpan {
  const around = spanAround(lastDay, unit)
  const slack = { day: 0, week: 2, month: 3, quarter: 7, year: 15 }[unit]
  const complete = addDays(lastDay, 1 + slack) >= around.to
  return complete ? around : spanAround(addDays(around.from, -1), unit)
}

/** The last `count` units up to and with `lastDay`: whole ones when the newest is complete, else counted back from the day. */
export function trailingSpan(lastDay: string, count: number, unit: CalendarUnit): DateSpan {
  const months = { month: 1, quarter: 3, year: 12 }
  const newest = lastSpan(lastDay, unit)
  if (unit !== "day" && unit !== "week" && newest.to > lastDay)
    return {
      from: addMonths(newest.from, (1 - count) * months[unit]),
      to: newest.to,
      label: `the last ${count} ${unit}s`,
    }
  const to = addDays(lastDay, 1)
  const from =
    unit === "day" || unit === "week"
      ? addDays(to, -count * (unit === "week" ? 7 : 1))
      : addMonths(to, -count * months[unit])
  return { from, to, label: `the last ${count} ${unit}s` }
}
