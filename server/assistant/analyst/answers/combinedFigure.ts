import type { Aggregate, QueryResult } from "../../../../shared/query.ts"
import { exactSum } from "../../../analysis/exactSum.ts"
import type { Measure } from "../reading/task.ts"

/** What one of several tables answered to the same query. */
export interface TablePart {
  /** Safe for markdown. */
  readonly label: string
  readonly result: QueryResult
}

/** Aggregates of each table from which measures over all of them follow: an average needs the total as well. */
export function partsNeeded(measures: readonly Measure[]): Aggregate[] {
  const needed = measures.flatMap(({ function: name, column }): Aggregate[] => {
    if (!column) return [{ function: "count" }]
    const own: Aggregate = { function: name, column: column.name }
    return name === "average"
      ? [own, { function: "sum", column: column.name }, { function: "count", column: column.name }]
      : [own]
  })
  return [...new Map(needed.map((each) => [JSON.stringify(each), each])).values()]
}

/** A measure over the rows of all parts; null where they hold no number. `labels`: values before the aggregates in a row. */
export function combinedFigure(
  { function: name, column }: Measure,
  parts: readonly TablePart[],
  aggregates: readonly Aggregate[],
  labels: number,
): number | null {
  const numbersOf = (wanted: Aggregate["function"]): (number | null)[] => {
    const at = aggregates.findIndex((each) => each.function === wanted && each.column === column?.name)
    return parts.flatMap(({ result }) =>
      result.rows.map((row) => {
        const value = row.values[labels + at]
        return typeof value === "number" ? value : null
      }),
    )
  }
  const own = numbersOf(name)
  const numbers = own.filter((value) => value !== null)
  if (numbers.length === 0) return null
  switch (name) {
    case "min":
      return Math.min(...numbers)
    case "max":
      return Math.max(...numbers)
    case "average": {
      const [sums, counts] = [numbersOf("sum"), numbersOf("count")]
      // A text among the numbers is counted, and not averaged.
      const rows = own.map((mean, i) =>
        mean === null ? 0 : mean === 0 ? (counts[i] ?? 0) : Math.round((sums[i] ?? 0) / mean),
      )
      return exactSum(sums.map((sum) => sum ?? 0)) / exactSum(rows)
    }
    default:
      return exactSum(numbers)
  }
}
