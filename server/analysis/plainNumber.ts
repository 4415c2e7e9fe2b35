import { formatDecimals, serialToIso } from "../../shared/cell.ts"
import type { ColumnProfile } from "../../shared/profile.ts"

/** A number of a column as a person would write it: currency sign, percent, date, thousands separators. */
export function plainNumber(column: Pick<ColumnProfile, "kind" | "unit" | "format">, value: number): string {
  if (column.kind === "date") return serialToIso(Math.floor(value))
  if (column.kind === "percentage") return `${rounded(value * 100, 1)}%`
  if (column.kind !== "currency") return rounded(value, formatDecimals(column.format) ?? 2)
  const amount = rounded(Math.abs(value), 2, Number.isInteger(value) ? 0 : 2)
  const unit = column.unit ?? ""
  const sign = value < 0 ? "-" : ""
  return /^\p{L}/u.test(unit) ? `${sign}${amount} ${unit}` : `${sign}${unit}${amount}`
}

/** Rounded to `places`, or to three significant digits when that would show nothing of a small number. */
export function rounded(value: number, places = 2, least = 0): string {
  const size = Math.abs(value)
  if (size >= 1e15) return value.toExponential(3)
  if (size > 0 && size < 10 ** -places / 2) return value.toLocaleString("en-US", { maximumSignificantDigits: 3 })
  return value.toLocaleString("en-US", { maximumFractionDigits: places, minimumFractionDigits: least })
}
