import { cellAddress } from "../../../shared/address.ts"
import type { Source } from "../../../shared/answer.ts"
import { formatKind } from "../../../shared/cell.ts"
import type { QueryResult, QueryRow, RangeQuery } from "../../../shared/query.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { TableShape } from "../../../shared/workbook.ts"
import type { Shares } from "./sharesOfTotal.ts"
import type { Fact } from "../proofs/fact.ts"

/** A result row with more runs of cells than this is proven by its columns. */
const provenRuns = 12

const rowRanges = (result: QueryResult, cells: readonly string[]): Source[] =>
  (cells.length > 0 && cells.length <= provenRuns ? cells : result.ranges).map((address) => ({
    sheet: result.worksheet,
    address,
  }))

/** Every figure of a query's result, and of the shares computed beside it. */
export function queryFacts(
  result: QueryResult,
  query: RangeQuery,
  shares: Shares | undefined,
  table: Pick<TableShape, "columns">,
): Fact[] {
  const groups = query.groupBy?.length ?? 0
  const several = result.columns.length - groups > 1
  const columns = rowRanges(result, [])
  const count = (value: number, operation: string): Fact => ({
    value,
    operation,
    ranges: columns,
    measure: "rows",
    fraction: false,
  })
  const groupOf = (row: QueryRow): string => {
    const labels = row.values.slice(0, groups).map((value) => quotable(value))
    return labels.length > 0 ? `: ${labels.join(", ")}` : ""
  }
  const subject = (row: QueryRow, name: string): string =>
    row.sheetRow !== null && groups === 0
      ? `${name} in row ${row.sheetRow}`
      : (several ? `${name} (${result.operation})` : result.operation) + groupOf(row)
  const facts = result.rows.flatMap((row, index): Fact[] => {
    const cellOf = (name: string): string[] => {
      const column = table.columns.find((known) => known.name === name)
      return column && row.sheetRow !== null ? [cellAddress(column.letter, row.sheetRow)] : []
    }
    const values = row.values.flatMap((value, c): Fact[] => {
      const column = result.columns[c]
      if (!column) return []
      const figure = typeof value === "number" ? value : numericText(value)
      if (figure === undefined) return []
      const fraction = formatKind(column.format) === "percentage"
      const [cell] = cellOf(column.name)
      const ranges = rowRanges(result, cell ? [cell] : row.cells)
      return [{ value: figure, operation: subject(row, column.name), ranges, measure: column.name, fraction }]
    })
    const parts = (shares?.rows[index] ?? []).flatMap((part, s): Fact[] =>
      part === undefined
        ? []
        : [
            {
              value: part,
              operation: (shares?.names[s] ?? "share of total") + groupOf(row),
              ranges: columns,
              measure: "share",
              fraction: true,
            },
          ],
    )
    return [...values, ...parts]
  })
  const totals = (shares?.totals ?? []).map((value, index): Fact => {
    const measure = result.columns[shares?.columns[index] ?? -1]?.name ?? "total"
    return {
      value,
      operation: `${measure} of all groups (${result.operation})`,
      ranges: columns,
      measure,
      fraction: false,
    }
  })
  return [
    ...facts,
    ...totals,
    count(result.matchedRows, `count of matching rows (${result.operation})`),
    count(result.scannedRows, "count of data rows"),
    count(result.totalRows, `count of result rows (${result.operation})`),
    count(result.rows.length, `count of result rows shown (${result.operation})`),
  ]
}

/** Group labels such as "12" that are text in the sheet. */
const numericText = (value: unknown): number | undefined =>
  typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined

/** Numbers of the query itself: bounds of conditions and the number of rows asked for. */
export function queryOperands(query: RangeQuery): number[] {
  const bounds = (query.where ?? []).flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
  const numbers = bounds.map((value) => (typeof value === "number" ? value : numericText(value)))
  return [...numbers, query.having?.value, query.limit].filter((value) => value !== undefined)
}

/** Text and dates of a result, and its column names. */
export const queryLabels = (result: QueryResult): string[] => [
  result.worksheet,
  ...result.columns.map(({ name }) => name),
  ...result.rows.flatMap(({ values }) => values.flatMap((value) => (typeof value === "string" ? [value] : []))),
]
