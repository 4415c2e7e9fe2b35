import { z } from "zod"
import { clip } from "../../../shared/clip.ts"
import { chunkTypes } from "../../../shared/knowledge.ts"
import { foundEvidence, presentHit } from "./foundChunks.ts"
import type { WorkbookHit } from "../question/question.ts"
import { jsonParameters } from "./jsonParameters.ts"
import { parseInput } from "./parseInput.ts"
import type { Tool, ToolContext, ToolOutput } from "./tool.ts"

const defaultLimit = 6

const inputSchema = z.object({
  query: z.string().trim().min(1).max(500).describe("Words that stand in the cells, column names or sheet names."),
  limit: z.number().int().min(1).max(20).optional(),
  chunkType: z
    .enum(chunkTypes)
    .optional()
    .describe("header: tables and their columns; data: rows; statistics: sums and counts; formula: formulas."),
})

export const searchWorkbook: Tool = {
  label: "Searching the workbook",
  definition: {
    name: "search_workbook",
    description:
      "Finds tables, rows, statistics and formulas by their words, in the selection and in all sheets of the workbook and the files that the user includes. Gives their text with links to their cells; what it does not find may still be there.",
    parameters: jsonParameters(inputSchema),
  },
  unavailable: ({ workbook }) => (workbook?.search ? undefined : "There is nothing to search for this question."),
  prepare(input) {
    const { query, limit = defaultLimit, chunkType } = parseInput("search_workbook", inputSchema, input)
    return async ({ workbook }: ToolContext, signal) => {
      const options = { limit, ...(chunkType && { chunkTypes: [chunkType] }) }
      return present(query, (await workbook?.search?.(query, options, signal)) ?? [])
    }
  },
}

function present(query: string, hits: readonly WorkbookHit[]): ToolOutput {
  const sheets = [...new Set(hits.map(({ sheet }) => sheet))]
  const places = hits.length === 1 ? "1 place" : `${hits.length} places`
  return {
    content: JSON.stringify({
      found: hits.map(presentHit),
      ...(hits.length === 0 && { notes: ["Nothing was found. Try other words, or read cells with read_range."] }),
    }),
    summary: clip(`Searched for "${query}": ${places}${sheets.length > 0 ? ` in ${sheets.join(", ")}` : ""}`, 300),
    // What was found is no source before the answer uses it.
    ranges: [],
    ...foundEvidence(hits),
  }
}
