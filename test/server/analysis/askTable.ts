import type { CellValue } from "../../../shared/cell.ts"
import type { QueryResult, RangeQuery } from "../../../shared/query.ts"
import { DuckTable } from "../../../server/analysis/duckTable.ts"
import { queryTable } from "../../../server/analysis/queryTable.ts"
import { tableOf, type RangeOptions } from "../tables/tableOf.ts"

/** Runs one query over a range of the given rows. */
export async function askTable(
  values: readonly (readonly CellValue[])[],
  query: RangeQuery,
  options: RangeOptions = {},
): Promise<QueryResult> {
  const table = tableOf(values, options)
  const duck = await DuckTable.create(table)
  try {
    return await queryTable(table, duck, query)
  } finally {
    duck.close()
  }
}

/** Only the values of the result rows. */
export const valuesOf = (result: QueryResult): (readonly unknown[])[] => result.rows.map((row) => row.values)
