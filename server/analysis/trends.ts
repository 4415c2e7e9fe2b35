import { isNumericKind, serialToIso } from "../../shared/cell.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { Column, Table } from "../tables/table.ts"

type Trend = RangeProfile["trends"][number]

/** A line that explains less of the variation than this is called flat. */
const flatBelow = 0.1

/** Least-squares line of every numeric column over the first date column, where both have at least three different days. */
export function trends(table: Table): Trend[] {
  const dates = table.columns.find((column) => column.shape.kind === "date")
  if (!dates) return []
  return table.columns
    .filter((column) => isNumericKind(column.shape.kind))
    .flatMap((column) => trend(dates, column) ?? [])
}

function trend(dates: Column, column: Column): Trend | undefined {
  const x: number[] = []
  const y: number[] = []
  dates.values.forEach((date, row) => {
    const value = column.values[row]
    if (typeof date !== "number" || typeof value !== "number") return
    x.push(date)
    y.push(value)
  })
  if (!threeDays(x)) return undefined
  const line = leastSquares(x, y)
  if (!line) return undefined
  const first = x.reduce((least, date) => Math.min(least, date), Infinity)
  const last = x.reduce((most, date) => Math.max(most, date), -Infinity)
  return {
    dateColumn: dates.shape.name,
    column: column.shape.name,
    direction: directionOf(line),
    slopePerDay: line.slope,
    rSquared: line.rSquared,
    firstDate: serialToIso(first),
    lastDate: serialToIso(last),
    points: x.length,
  }
}

function directionOf({ slope, rSquared }: { slope: number; rSquared: number }): "flat" | "rising" | "falling" {
  if (rSquared < flatBelow || slope === 0) return "flat"
  return slope > 0 ? "rising" : "falling"
}

function threeDays(serials: readonly number[]): boolean {
  const days = new Set<number>()
  return serials.some((serial) => days.add(Math.floor(serial)).size >= 3)
}

/** SLOPE and RSQ, computed around the means; a constant `y` has slope 0 and r squared 0. */
function leastSquares(x: readonly number[], y: readonly number[]): { slope: number; rSquared: number } | undefined {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
  let xx = 0
  let yy = 0
  let xy = 0
  x.forEach((value, i) => {
    const dx = value - meanX
    const dy = (y[i] ?? 0) - meanY
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  })
  const slope = xy / xx
  const rSquared = yy === 0 ? 0 : Math.min(1, (slope * xy) / yy)
  return Number.isFinite(slope) && Number.isFinite(rSquared) ? { slope, rSquared } : undefined
}
