import { z } from "zod"
import { citationLink } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import { rangeQuerySchema, type QueryColumn, type QueryResult, type RangeQuery } from "../../../shared/query.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import { askedTable, withoutTables } from "../question/scope.ts"
import { jsonParameters } from "./jsonParameters.ts"
import { parseInput } from "./parseInput.ts"
import { queryFacts, queryLabels, queryOperands } from "./queryFacts.ts"
import { sharesOfTotal, type Shares } from "./sharesOfTotal.ts"
import type { Tool, ToolOutput } from "./tool.ts"

/** Rows when the model asks for no number, and characters of all rows together. */
const defaultRows = 50
const resultCharacters = 6000
/** A result row with more runs of cells than this is cited by its columns: links cost the model many tokens. */
const citedRuns = 3

const inputSchema = rangeQuerySchema.extend({
  table: z.string().max(255).optional().describe("Name of a table of the workbook; left out for the selected range."),
})

export const queryRange: Tool = {
  label: "Asking the table",
  definition: {
    name: "query_range",
    description:
      "Computes exactly over the rows of the selected range, or of one table of the workbook: filter (where), group, aggregate, sort, top. Without aggregates it lists rows. Groups of sums and counts come with their share of the total. Every figure you state must come from a result.",
    parameters: jsonParameters(inputSchema),
  },
  unavailable: withoutTables,
  prepare(input) {
    const { table, ...given } = parseInput("query_range", inputSchema, input)
    const query = withoutEmptyLists(given)
    return async (context, signal) => ask(query, await askedTable(context, table, signal), signal)
  },
}

async function ask(query: RangeQuery, range: RangeAnalysis, signal: AbortSignal): Promise<ToolOutput> {
  const result = await range.query(query, signal)
  const shares = await sharesOfTotal(query, result, range, signal)
  const { content, shown } = present(result, shares, query.limit ?? defaultRows)
  const seen = { ...result, rows: result.rows.slice(0, shown) }
  return {
    content,
    summary: clip(result.operation, 300),
    ranges: result.ranges.map((address) => ({ sheet: result.worksheet, address })),
    facts: queryFacts(seen, query, shares, range.table),
    operands: queryOperands(query),
    labels: queryLabels(seen),
  }
}

/** Models fill optional lists with []. */
const withoutEmptyLists = (query: RangeQuery): RangeQuery =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => !Array.isArray(value) || value.length > 0))

function present(result: QueryResult, shares: Shares | undefined, atMost: number): { content: string; shown: number } {
  const link = (address: string): string => citationLink(result.worksheet, address, address)
  const rows: unknown[][] = []
  let characters = 0
  for (const [index, row] of result.rows.slice(0, atMost).entries()) {
    const values = row.values.map((value, c) => quotable(value, formatted(result.columns[c], row.formats?.[c])))
    const share = shares?.rows[index]?.map((part) => (part === undefined ? "" : quotable(part, sharesFormat))) ?? []
    const cells = row.cells.length <= citedRuns ? row.cells.map(link).join(" ") : ""
    const line = [...values, ...share, cells]
    characters += JSON.stringify(line).length
    if (characters > resultCharacters && rows.length > 0) break
    rows.push(line)
  }
  const leftOut = result.totalRows - rows.length
  const content = JSON.stringify({
    computed: clip(result.operation, 600),
    cite: result.ranges.slice(0, 6).map(link),
    rowsThatMatch: result.matchedRows,
    rowsLookedAt: result.scannedRows,
    columns: [...result.columns.map(({ name }) => name), ...(shares?.names ?? []), "cells"],
    rows,
    notes: [
      ...(result.warnings ?? []),
      ...result.notes.slice(0, 8).map((note) => clip(note, 300)),
      ...(leftOut > 0
        ? [`${leftOut} of ${result.totalRows} result rows are not shown; filter, group or limit to see what matters.`]
        : []),
    ],
  })
  return { content, shown: rows.length }
}

const formatted = (column: QueryColumn | undefined, format: string | null | undefined): QueryColumn | undefined =>
  column && format !== undefined ? { ...column, format } : column

const sharesFormat = { kind: "percentage", format: "0.0%" }
