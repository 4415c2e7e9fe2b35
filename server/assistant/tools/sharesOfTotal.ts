import type { QueryResult, RangeQuery } from "../../../shared/query.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"

export interface Shares {
  /** `share of sum of Revenue`, one for each sum and count of the query. */
  readonly names: readonly string[]
  /** Index of the result column each share belongs to. */
  readonly columns: readonly number[]
  readonly totals: readonly number[]
  /** For each result row its shares between 0 and 1; undefined where a share means nothing. */
  readonly rows: readonly (readonly (number | undefined)[])[]
}

/**
 * What part of the whole each group is: the same question is asked once more without groups. Undefined when there are no
 * groups or nothing that adds up. A sum with parts of both signs has no shares.
 */
export async function sharesOfTotal(
  query: RangeQuery,
  result: QueryResult,
  range: RangeAnalysis,
  signal: AbortSignal,
): Promise<Shares | undefined> {
  const groups = query.groupBy?.length ?? 0
  const additive = (query.aggregates ?? []).flatMap((aggregate, index) =>
    aggregate.function === "sum" || aggregate.function === "count" ? [{ aggregate, column: groups + index }] : [],
  )
  if (groups === 0 || additive.length === 0 || result.rows.length === 0) return undefined
  const whole = await range.query(
    { where: query.where, aggregates: additive.map(({ aggregate }) => aggregate) },
    signal,
  )
  const totals = additive.map((_, index) => numberOr(whole.rows[0]?.values[index], 0))
  const sameSign = additive.map(({ column }, index) =>
    result.rows.every(({ values }) => numberOr(values[column], 0) * (totals[index] ?? 0) >= 0),
  )
  return {
    names: additive.map(({ column }) => `share of ${result.columns[column]?.name ?? "total"}`),
    columns: additive.map(({ column }) => column),
    totals,
    rows: result.rows.map(({ values }) =>
      additive.map(({ column }, index) => {
        const total = totals[index] ?? 0
        const value = values[column]
        return total !== 0 && sameSign[index] && typeof value === "number" ? value / total : undefined
      }),
    ),
  }
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise)
