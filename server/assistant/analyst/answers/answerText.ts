import { formatFigure } from "../../../../shared/formatFigure.ts"
import type { QueryResult } from "../../../../shared/query.ts"
import { type Context, plain, plural, sourcesOf, styleOf, whereText } from "../reading/draft.ts"
import type { Grouping } from "../reading/task.ts"

export const shownRows = 25
const runsCited = 5

export const labelOf = (value: string | number | boolean | null, column: Grouping["column"]): string =>
  plain(
    formatFigure(value, {
      ...styleOf(column),
      kind: column.kind === "date" ? "date" : typeof value === "string" ? "text" : column.kind,
    }),
  )

export const groupLabel = (group: Grouping, value: string | number | boolean | null): string =>
  group.by ? plain(formatFigure(value, { plain: true })) : labelOf(value, group.column)

export const rowsText = (result: QueryResult): string =>
  result.matchedRows === result.scannedRows
    ? `all ${plural(result.scannedRows, "row")}`
    : `${result.matchedRows.toLocaleString("en-US")} of ${plural(result.scannedRows, "row")}`

/** The cells of one result row; all that were read where its own are too many to name. */
export const cellsOf = (result: QueryResult, cells: readonly string[]) =>
  cells.length > runsCited ? sourcesOf(result) : cells.map((address) => ({ sheet: result.worksheet, address }))

export const cut = (total: number, shown: number): string[] =>
  total > shown ? [`The table shows ${shown} of ${total.toLocaleString("en-US")}.`] : []

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const noRows = (context: Context, result: QueryResult) => ({
  sentence: `No row matches${whereText(context.plan.filters)}, so there is nothing to compute.`,
  notes: result.notes,
  proofs: [],
  sources: sourcesOf(result),
  certainty: 0.7,
})
