import { z } from "zod"

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const conditionSchema = z.object({
  column: z.string().describe("A column name of the range, as describe_range gives it."),
  operator: z.enum([
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "between",
    "in",
    "contains",
    "starts_with",
    "ends_with",
    "is_blank",
    "is_not_blank",
  ]),
  value: z
    .union([scalar, z.array(scalar).max(500)])
    .optional()
    .describe(
      "One value; a list of two for between, a list for in. Dates as 2026-03-31. Text is compared without case.",
    ),
})
export type Condition = z.infer<typeof conditionSchema>

const aggregateFunctions = ["count", "count_distinct", "sum", "average", "median", "min", "max", "stdev"] as const

export const aggregateSchema = z.object({
  function: z.enum(aggregateFunctions),
  column: z.string().optional().describe("Left out for count: then rows are counted."),
})
export type Aggregate = z.infer<typeof aggregateSchema>

/** The tool `query_range`: filter, group, aggregate, sort and top over the table found in the range. */
export const rangeQuerySchema = z.object({
  where: z.array(conditionSchema).max(20).optional().describe("All of them must hold."),
  groupBy: z
    .array(
      z.object({ column: z.string(), by: z.enum(["year", "quarter", "month", "week", "weekday", "day"]).optional() }),
    )
    .max(4)
    .optional()
    .describe("`by` groups a date column by calendar unit."),
  aggregates: z
    .array(aggregateSchema)
    .max(20)
    .optional()
    .describe("Without aggregates the matching rows themselves are returned."),
  columns: z
    .array(z.string())
    .max(50)
    .optional()
    .describe("Columns of the rows to return when there are no aggregates; all when left out."),
  having: z
    .object({
      function: z.enum(aggregateFunctions),
      column: z.string().optional(),
      operator: z.enum(["eq", "ne", "gt", "ge", "lt", "le"]),
      value: z.number(),
    })
    .optional()
    .describe("Keeps the groups whose aggregate passes, for example count gt 1 for duplicates."),
  orderBy: z
    .array(
      z.object({
        by: z.string().describe("A column, or a result column such as `sum of Revenue`."),
        direction: z.enum(["asc", "desc"]),
      }),
    )
    .max(4)
    .optional(),
  limit: z.number().int().min(1).max(500).optional(),
})
export type RangeQuery = z.infer<typeof rangeQuerySchema>

export interface QueryColumn {
  /** `Region`, `month of Date`, `sum of Revenue`, `count`. */
  readonly name: string
  readonly kind: "number" | "date" | "text" | "boolean"
  /** Excel number format to show its numbers with, taken from the source column. */
  readonly format: string | null
}

export interface QueryRow {
  /** Dates are ISO text (`2026-03-31`), months `2026-03`, quarters `2026-Q1`. */
  readonly values: readonly (string | number | boolean | null)[]
  /** Number format of each value where a column holds numbers of several sorts; undefined where those of the columns do for all rows. */
  readonly formats?: readonly (string | null)[] | undefined
  /** Cells behind this row as addresses without sheet, runs joined (`C4:C9`, `C12`), at most 50. */
  readonly cells: readonly string[]
  /** How many sheet rows stand behind this row. */
  readonly rowCount: number
  /** Excel row number when the row is one sheet row (row listings, and min/max without groups), else null. */
  readonly sheetRow: number | null
}

export interface QueryResult {
  readonly worksheet: string
  readonly columns: readonly QueryColumn[]
  readonly rows: readonly QueryRow[]
  /** Result rows before `limit`. */
  readonly totalRows: number
  /** Data rows that passed `where`, of all data rows. */
  readonly matchedRows: number
  readonly scannedRows: number
  /** In plain words: `sum of Revenue where Region = "West", by month of Date`. */
  readonly operation: string
  /** Column ranges that were read, without sheet. */
  readonly ranges: readonly string[]
  /** Full sentences that must be read before any figure: a total on the sheet that its rows do not add up to. */
  readonly warnings?: readonly string[] | undefined
  /** Full sentences: error cells skipped, text in a numeric column, rows cut off. */
  readonly notes: readonly string[]
}
