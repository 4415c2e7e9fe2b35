import { dateToSerial } from "../../shared/cell.ts"

/** Serials from `start` up to but not including `end`. */
export interface DateSpan {
  readonly start: number
  readonly end: number
}

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
]

/**
 * The days a written date covers: `2026` a year, `2026-03` or `March 2026` a month, `2026-Q1` a quarter, `2026-03-31` or
 * `31 March 2026` a day, `2026-03-31 14:05` a minute. A number under 3000 is a year, any other a serial.
 * Undefined when it is none of these, also for `03/04/2026`, which means two different days to different readers.
 */
export function dateSpan(value: string | number): DateSpan | undefined {
  if (typeof value === "number")
    return Number.isInteger(value) && value >= 1900 && value < 3000
      ? months(value, 0, 12)
      : { start: value, end: after(value) }
  const text = value.trim().toLowerCase().replace(/,/g, " ").replace(/\s+/g, " ")
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[t ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?z?)?)?)?$/.exec(text)
  if (iso) return isoSpan(iso.slice(1).map((part) => (part ? Number(part) : undefined)))
  const quarter = /^(\d{4})[- ]?q([1-4])$/.exec(text) ?? /^q([1-4])[- ]?(\d{4})$/.exec(text)
  if (quarter) {
    const [a = 0, b = 0] = quarter.slice(1).map(Number)
    return a > 4 ? months(a, (b - 1) * 3, 3) : months(b, (a - 1) * 3, 3)
  }
  return wordDate(text)
}

function isoSpan(parts: readonly (number | undefined)[]): DateSpan | undefined {
  const [year, month, day, hour, minute, second] = parts
  if (year === undefined) return undefined
  if (month === undefined) return months(year, 0, 12)
  if (month < 1 || month > 12) return undefined
  if (day === undefined) return months(year, month - 1, 1)
  const start = dayStart(year, month - 1, day)
  if (start === undefined || hour === undefined) return oneDay(start)
  return timeSpan(start, { hour, minute: minute ?? 0, second })
}

/** `March 2026`, `31 March 2026`, `31. Mar 2026`, `March 31 2026`. */
function wordDate(text: string): DateSpan | undefined {
  const european = /^(?:(\d{1,2})\.? )?([a-z]{3,9})\.? (\d{4})$/.exec(text)
  const american = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/.exec(text)
  const [day, name, year] = european?.slice(1) ?? [american?.[2], american?.[1], american?.[3]]
  const month = name === undefined ? -1 : monthNames.findIndex((each) => each.startsWith(name))
  if (month < 0) return undefined
  return day ? oneDay(dayStart(Number(year), month, Number(day))) : months(Number(year), month, 1)
}

const months = (year: number, month: number, count: number): DateSpan => ({
  start: serial(year, month, 1),
  end: serial(year, month + count, 1),
})

const serial = (year: number, month: number, day: number): number => dateToSerial(new Date(Date.UTC(year, month, day)))

/** The serial of a day; undefined when there is no such day. */
function dayStart(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month, day))
  return at.getUTCMonth() === month && at.getUTCDate() === day ? dateToSerial(at) : undefined
}

const oneDay = (start: number | undefined): DateSpan | undefined =>
  start === undefined ? undefined : { start, end: start + 1 }

interface TimeOfDay {
  readonly hour: number
  readonly minute: number
  readonly second: number | undefined
}

function timeSpan(start: number, { hour, minute, second }: TimeOfDay): DateSpan {
  // Half a unit to the left, because a time of day is rarely exact in a double.
  const width = second === undefined ? 1 / 1440 : 1 / 86_400
  const from = start + (hour * 3600 + minute * 60 + (second ?? 0)) / 86_400
  const slack = 0.5 / 86_400
  return { start: from - slack, end: from + width - slack }
}

const after = (value: number): number => value + Math.max(Math.abs(value), 1) * Number.EPSILON
