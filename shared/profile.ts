import { z } from "zod"

const kind = z.enum(["integer", "decimal", "currency", "percentage", "date", "text", "boolean", "mixed", "empty"])

/** Statistics of the numbers (or date serials) of one column; null where Excel's function would have too few numbers. */
const numberStatistics = z.object({
  mean: z.number(),
  /** Sample standard deviation (STDEV.S); null for fewer than two numbers. */
  standardDeviation: z.number().nullable(),
  minimum: z.number(),
  /** QUARTILE.INC(…, 1), MEDIAN, QUARTILE.INC(…, 3). */
  quartile1: z.number(),
  median: z.number(),
  quartile3: z.number(),
  maximum: z.number(),
  sum: z.number(),
  /** Cells of the smallest and the largest number. */
  minimumCell: z.string(),
  maximumCell: z.string(),
  /** Numbers beyond 1.5 interquartile ranges outside the quartiles: how many, and the first few with their cells. */
  outlierCount: z.number().int(),
  outliers: z.array(z.object({ value: z.number(), cell: z.string() })),
})

export const columnProfileSchema = z.object({
  name: z.string(),
  letter: z.string(),
  kind,
  format: z.string().nullable(),
  unit: z.string().nullable(),
  address: z.string(),
  /** Cells with a value (errors not counted), blanks, error cells, and numbers among the values. */
  count: z.number().int(),
  missing: z.number().int(),
  errors: z.number().int(),
  errorCells: z.array(z.string()),
  numbers: z.number().int(),
  /** Different values; text is compared without case and outer spaces, as Excel compares. */
  distinct: z.number().int(),
  topValues: z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.number().int() })),
  statistics: numberStatistics.nullable(),
  formulaCount: z.number().int(),
})
export type ColumnProfile = z.infer<typeof columnProfileSchema>

/** What the numbers of one range say; the reply of `POST /api/analysis/range` and of the tool `describe_range`. */
export const rangeProfileSchema = z.object({
  worksheet: z.string(),
  address: z.string(),
  tableAddress: z.string(),
  headerRow: z.number().int().nullable(),
  firstRow: z.number().int(),
  lastRow: z.number().int(),
  /** Data rows and columns, without header, titles and totals. */
  rowCount: z.number().int(),
  columnCount: z.number().int(),
  totalsRows: z.array(z.number().int()),
  /** `basic` is a single column or row of plain values, `empty` a range without values. */
  kind: z.enum(["numerical", "temporal", "categorical", "mixed", "basic", "empty"]),
  columns: z.array(columnProfileSchema),
  /** Pearson correlations of pairs of numeric columns with at least three complete rows, strongest first. */
  correlations: z.array(
    z.object({ first: z.string(), second: z.string(), coefficient: z.number(), pairs: z.number().int() }),
  ),
  /** Least-squares line of a numeric column over the first date column; slope in units per day. */
  trends: z.array(
    z.object({
      dateColumn: z.string(),
      column: z.string(),
      direction: z.enum(["rising", "falling", "flat"]),
      slopePerDay: z.number(),
      rSquared: z.number(),
      firstDate: z.string(),
      lastDate: z.string(),
      points: z.number().int(),
    }),
  ),
  duplicateRows: z.number().int(),
  notes: z.array(z.string()),
  insights: z.array(z.string()),
  recommendations: z.array(z.string()),
})
export type RangeProfile = z.infer<typeof rangeProfileSchema>
