import { z } from "zod"
import { clip } from "../../../shared/clip.ts"
import { AppError } from "../../../shared/errors.ts"
import type { ColumnProfile, RangeProfile } from "../../../shared/profile.ts"
import { askedTable, withoutTables } from "../question/scope.ts"
import { describeColumn, rangeSummary } from "./compactProfile.ts"
import { jsonParameters } from "./jsonParameters.ts"
import { parseInput } from "./parseInput.ts"
import { profileFacts, profileLabels } from "./profileFacts.ts"
import type { Tool, ToolOutput } from "./tool.ts"

const columnsAtOnce = 30

const inputSchema = z.object({
  columns: z
    .array(z.string())
    .max(columnsAtOnce)
    .optional()
    .describe(`Names of the columns to describe; the first ${columnsAtOnce} when left out.`),
  table: z.string().max(255).optional().describe("Name of a table of the workbook; left out for the selected range."),
})

export const describeRange: Tool = {
  label: "Describing the range",
  definition: {
    name: "describe_range",
    description:
      "Describes the selected range, or one table of the workbook: its columns with kinds and statistics (count, missing, sum, mean, median, quartiles, outliers, most frequent values), correlations, trends, duplicates.",
    parameters: jsonParameters(inputSchema),
  },
  unavailable: withoutTables,
  prepare(input) {
    const { columns: wanted = [], table } = parseInput("describe_range", inputSchema, input)
    return async (context, signal) => describe(await (await askedTable(context, table, signal)).profile(signal), wanted)
  },
}

/** @throws AppError invalid_request for a column that does not exist. */
export function describe(profile: RangeProfile, wanted: readonly string[]): ToolOutput {
  const columns =
    wanted.length > 0 ? wanted.map((name) => findColumn(profile, name)) : profile.columns.slice(0, columnsAtOnce)
  const shown = { ...profile, columns }
  const addresses = wanted.length > 0 ? columns.map(({ address }) => address) : [profile.tableAddress]
  const subject =
    wanted.length > 0
      ? wanted.join(", ")
      : `${count(profile.rowCount, "row")} × ${count(profile.columnCount, "column")}`
  return {
    content: JSON.stringify({
      ...rangeSummary(profile),
      columns: columns.map((column) => describeColumn(column, profile.worksheet)),
    }),
    summary: clip(`Described ${subject} in ${profile.tableAddress}`, 200),
    ranges: addresses.map((address) => ({ sheet: profile.worksheet, address })),
    facts: profileFacts(shown),
    operands: [],
    labels: profileLabels(shown),
  }
}

function findColumn(profile: RangeProfile, name: string): ColumnProfile {
  const wanted = name.trim().toLowerCase()
  const column = profile.columns.find((known) => known.name.toLowerCase() === wanted)
  if (column) return column
  const names = profile.columns.slice(0, 40).map((known) => known.name)
  throw new AppError(
    "invalid_request",
    `There is no column "${name.slice(0, 80)}". The columns are: ${names.join(", ").slice(0, 1500)}.`,
  )
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`
