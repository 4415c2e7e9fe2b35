import { z } from "zod"
import { cellCountsSchema, visibilitySchema } from "../../shared/workbookMap.ts"

/** What reading a file told of one of its sheets. */
export const sheetReportSchema = z.object({
  sheetId: z.string(),
  name: z.string(),
  /** `waiting`: it comes later. */
  state: z.enum(["waiting", "read", "failed"]),
  /** Why it, or a part of it, is missing. */
  reason: z.string().nullable(),
  visibility: visibilitySchema,
  usedRange: z.string().nullable(),
  cells: cellCountsSchema,
  sum: z.number(),
})
export type SheetReport = z.infer<typeof sheetReportSchema>
