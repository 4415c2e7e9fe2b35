import { isNumericKind } from "../../shared/cell.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { Column, Table } from "../tables/table.ts"

/** Beyond this many numeric columns the pairs are too many to tell anybody anything. */
export const correlatedColumns = 30

/** Pearson correlations of all pairs of numeric columns with at least three complete rows, strongest first. */
export function correlations(table: Table): RangeProfile["correlations"] {
  const columns = table.columns.filter((column) => isNumericKind(column.shape.kind)).slice(0, correlatedColumns)
  const numbers = columns.map(toNumbers)
  const found: RangeProfile["correlations"] = []
  columns.forEach((first, i) => {
    for (let j = i + 1; j < columns.length; j++) {
      const pair = pearson(numbers[i] ?? new Float64Array(), numbers[j] ?? new Float64Array())
      if (pair) found.push({ first: first.shape.name, second: columns[j]?.shape.name ?? "", ...pair })
    }
  })
  return found.sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient))
}

const toNumbers = (column: Column): Float64Array =>
  Float64Array.from(column.values, (value) => (typeof value === "number" ? value : NaN))

/** Two-pass Pearson coefficient (CORREL) over the rows where both are numbers; undefined for a constant or under three pairs. */
function pearson(x: Float64Array, y: Float64Array): { coefficient: number; pairs: number } | undefined {
  let pairs = 0
  let sumX = 0
  let sumY = 0
  for (let i = 0; i < x.length; i++) {
    const a = x[i] ?? NaN
    const b = y[i] ?? NaN
    if (Number.isNaN(a + b)) continue
    pairs++
    sumX += a
    sumY += b
  }
  if (pairs < 3) return undefined
  const meanX = sumX / pairs
  const meanY = sumY / pairs
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < x.length; i++) {
    const a = (x[i] ?? NaN) - meanX
    const b = (y[i] ?? NaN) - meanY
    if (Number.isNaN(a + b)) continue
    xx += a * a
    yy += b * b
    xy += a * b
  }
  const coefficient = xy / Math.sqrt(xx) / Math.sqrt(yy)
  return Number.isFinite(coefficient) ? { coefficient: Math.max(-1, Math.min(1, coefficient)), pairs } : undefined
}
