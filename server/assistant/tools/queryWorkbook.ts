import { z } from "zod"
import { citationLink } from "../../../shared/address.ts"
import type { Source } from "../../../shared/answer.ts"
import { formatKind } from "../../../shared/cell.ts"
import { clip } from "../../../shared/clip.ts"
import { AppError } from "../../../shared/errors.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { SqlResult } from "../../../shared/sqlResult.ts"
import { scopeTables } from "../question/scope.ts"
import { jsonParameters } from "./jsonParameters.ts"
import { parseInput } from "./parseInput.ts"
import type { Fact } from "../proofs/fact.ts"
import type { Tool, ToolOutput } from "./tool.ts"

const resultCharacters = 6000
const citedRanges = 8
const labelCharacters = 80

const inputSchema = z.object({
  sql: z.string().trim().min(1).max(8000).describe("One select statement of DuckDB's SQL."),
})

export const queryWorkbook: Tool = {
  label: "Querying the workbook",
  definition: {
    name: "query_workbook",
    description:
      "Runs one SQL select (DuckDB) over the tables of the workbook, also several at once. Tables and columns have the names that the workbook's map gives; put names with spaces into double quotes. Each table has a column _row with the Excel row number. Reads only; gives the cells that each column was computed from.",
    parameters: jsonParameters(inputSchema),
  },
  unavailable: ({ workbook }) =>
    scopeTables(workbook).length > 0 ? undefined : "There are no stored tables to query for this question.",
  prepare(input) {
    const { sql } = parseInput("query_workbook", inputSchema, input)
    return async ({ workbook }, signal) => {
      if (!workbook) throw new AppError("invalid_request", "There are no stored tables to query for this question.")
      return present(sql, await workbook.sql(sql, signal))
    }
  },
}

function present(sql: string, result: SqlResult): ToolOutput {
  const rows: string[][] = []
  let characters = 0
  for (const row of result.rows) {
    const line = row.map((value, c) => quotable(value, result.columns[c]))
    characters += JSON.stringify(line).length
    if (characters > resultCharacters && rows.length > 0) break
    rows.push(line)
  }
  const leftOut = result.moreRows + result.rows.length - rows.length
  const shown = { ...result, rows: result.rows.slice(0, rows.length) }
  return {
    content: JSON.stringify({
      columns: result.columns.map(({ name, ranges }) => ({
        name: clip(name, 120),
        ...(ranges.length > 0 && { cells: links(ranges) }),
      })),
      rows,
      cite: links(result.ranges),
      notes: [
        ...result.notes.slice(0, 8).map((note) => clip(note, 300)),
        ...(leftOut > 0 ? [`${leftOut} more rows are not shown; aggregate, filter or limit to see what matters.`] : []),
      ],
    }),
    summary: clip(`Queried ${sql.replace(/\s+/g, " ")}`, 300),
    ranges: result.ranges,
    facts: sqlFacts(sql, shown, leftOut === 0),
    operands: literals(sql),
    labels: [
      ...result.ranges.map(({ sheet }) => sheet),
      ...result.columns.map(({ name }) => name),
      ...shown.rows.flatMap((row) => row.filter((value) => typeof value === "string")),
    ],
  }
}

const links = (ranges: readonly Source[]): string[] =>
  ranges.slice(0, citedRanges).map(({ sheet, address }) => citationLink(sheet, address))

/** Every number of a result, called after its column and the texts of its row. */
function sqlFacts(sql: string, { columns, rows, ranges }: SqlResult, complete: boolean): Fact[] {
  const query = clip(sql.replace(/\s+/g, " "), 200)
  const facts = rows.flatMap((row) => {
    const labels = row.filter((value) => typeof value === "string").map((text) => clip(text, labelCharacters))
    return row.flatMap((value, c): Fact[] => {
      const column = columns[c]
      // What was computed from no cell proves nothing.
      if (typeof value !== "number" || !column || column.ranges.length === 0) return []
      const of = labels.length > 0 ? `: ${labels.join(", ")}` : ""
      return [
        {
          value,
          operation: `${column.name}${of} (${query})`,
          ranges: column.ranges,
          measure: column.name,
          fraction: formatKind(column.format) === "percentage",
        },
      ]
    })
  })
  const count = { value: rows.length, operation: `count of result rows (${query})`, ranges, measure: "rows" }
  return complete ? [...facts, { ...count, fraction: false }] : facts
}

/** Bounds of the statement's conditions and limits. No other number: a constant that is selected would pass for a finding. */
const literals = (sql: string): number[] =>
  [...sql.matchAll(/(?:[<>=]|\bbetween|\band|\blimit|\boffset)\s*'?(-?\d+(?:\.\d+)?)(?![\w.])/gi)].map(([, digits]) =>
    Number(digits),
  )
