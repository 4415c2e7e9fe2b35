import { serialToIso } from "../../shared/cell.ts"

export type DateUnit = "year" | "quarter" | "month" | "week" | "weekday" | "day"

/** SQL for the day of a serial; like serialToDate, with the 29 February 1900 that never was folded into the 28th. */
const dayOf = (serial: string): string =>
  `CASE WHEN ${serial} >= 0 AND ${serial} < 2958466 THEN DATE '1899-12-31' + (floor(${serial}) - CASE WHEN ${serial} >= 60 THEN 1 ELSE 0 END)::INTEGER END`

/** SQL for a number that orders and tells apart the calendar units of a serial; null for what is no date. */
export function bucketKey(unit: DateUnit, serial: string): string {
  const day = dayOf(serial)
  switch (unit) {
    case "year":
      return `year(${day})`
    case "quarter":
      return `year(${day}) * 10 + quarter(${day})`
    case "month":
      return `year(${day}) * 100 + month(${day})`
    case "week":
      return `isoyear(${day}) * 100 + weekofyear(${day})`
    case "weekday":
      return `isodow(${day})`
    case "day":
      return `floor(${serial})`
  }
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

/** `2026`, `2026-Q1`, `2026-03`, `2026-W05` (ISO week), `Monday`, `2026-03-31`. */
export function bucketLabel(unit: DateUnit, key: number): string {
  const two = (value: number): string => String(value).padStart(2, "0")
  switch (unit) {
    case "year":
      return String(key)
    case "quarter":
      return `${Math.floor(key / 10)}-Q${key % 10}`
    case "month":
      return `${Math.floor(key / 100)}-${two(key % 100)}`
    case "week":
      return `${Math.floor(key / 100)}-W${two(key % 100)}`
    case "weekday":
      return weekdays[key - 1] ?? ""
    case "day":
      return serialToIso(key)
  }
}
