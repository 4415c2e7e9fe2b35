import { z } from "zod"
import { sourceSchema } from "./answer.ts"

/** What a `select` over the tables of a workbook gave. */
export const sqlResultSchema = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["number", "date", "text", "boolean"]),
      /** Excel number format of the one column it was computed from; null where there is none. */
      format: z.string().nullable(),
      /** The cells it was computed from; empty for a constant. */
      ranges: z.array(sourceSchema),
    }),
  ),
  /** Dates are ISO text. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  /** Rows beyond those given. */
  moreRows: z.number().int(),
  /** Every column range that was read. */
  ranges: z.array(sourceSchema),
  /** Full sentences: text in a numeric column left out, rows cut off. */
  notes: z.array(z.string()),
})
export type SqlResult = z.infer<typeof sqlResultSchema>
