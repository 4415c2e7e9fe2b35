import { z } from "zod"
import { idSchema } from "./id.ts"
import { rangeAddress, worksheetName } from "./workbook.ts"

/** Of all cells of a sheet that hold a value. Dates are numbers with a date format, and not counted among the numbers. */
export const cellCountsSchema = z.object({
  number: z.number().int(),
  date: z.number().int(),
  text: z.number().int(),
  boolean: z.number().int(),
  error: z.number().int(),
})
export type CellCounts = z.infer<typeof cellCountsSchema>

const kind = z.enum(["integer", "decimal", "currency", "percentage", "date", "text", "boolean", "mixed", "empty"])

export const mapColumnSchema = z.object({
  name: z.string(),
  /** Of a transposed table the number of its row. */
  letter: z.string(),
  kind,
  /** Currency symbol or code, `%`, `k`, a measure from the header: `kg`. */
  unit: z.string().nullable(),
  format: z.string().nullable(),
  /** Its data cells, without header and totals; of a transposed table a piece of a row. */
  address: z.string(),
})
export type MapColumn = z.infer<typeof mapColumnSchema>

export const mapTableSchema = z.object({
  /** Unique within the workbook, compared without case; its name in SQL. Excel's own for a defined table. */
  name: z.string(),
  /** The title that stands above it. */
  title: z.string().nullable(),
  /** `key_value`: one name and one value a row; `transposed`: records stand in columns, field names in the first column. */
  kind: z.enum(["table", "key_value", "transposed"]),
  /** Header and data, without title and totals. */
  address: z.string(),
  /** How many rows (of a transposed table: columns) the header takes. */
  headerSize: z.number().int(),
  /** Data rows (of a transposed table: columns). */
  rowCount: z.number().int(),
  columns: z.array(mapColumnSchema),
  /** Excel row numbers (of a transposed table: column letters) that only sum up others. */
  totals: z.array(z.string()),
  /** Places of the data rows that sum up other data rows: levels of the table, not rows of their own. */
  subtotals: z.array(z.string()).default([]),
  /** Rows of a title alone that head the rows below them, in order. */
  sections: z.array(z.object({ place: z.string(), title: z.string() })).default([]),
  /** Where Excel itself says so: a table of its own, or an autofilter. */
  definedBy: z.enum(["table", "autofilter"]).nullable(),
})
export type MapTable = z.infer<typeof mapTableSchema>

/** Text outside of all tables. */
export const mapTextSchema = z.object({ kind: z.enum(["title", "note"]), address: z.string(), text: z.string() })
export type MapText = z.infer<typeof mapTextSchema>

/** Cells whose formulas are the same but for their place. */
export const formulaRegionSchema = z.object({ r1c1: z.string(), address: z.string(), count: z.number().int() })
export type FormulaRegion = z.infer<typeof formulaRegionSchema>

/** What stands where on one sheet: found by us from its cells and from what Excel says of it. */
export const sheetLayoutSchema = z.object({
  tables: z.array(mapTableSchema),
  texts: z.array(mapTextSchema),
  formulas: z.array(formulaRegionSchema),
  counts: cellCountsSchema,
  /** Of all numbers and date serials. */
  sum: z.number(),
  /** Full sentences: what was not read, what was assumed. */
  notes: z.array(z.string()),
})
export type SheetLayout = z.infer<typeof sheetLayoutSchema>

const shownText = z.string().max(255)
const chartSchema = z.object({ name: shownText, type: shownText, title: shownText.nullable() })
const pivotSchema = z.object({ name: shownText, address: rangeAddress.nullable() })

/** What a file or Excel says of a sheet beside its cells. Addresses without sheet. */
export const sheetDefinitionsSchema = z.object({
  tables: z
    .array(
      z.object({ name: z.string().max(255), address: rangeAddress, hasHeader: z.boolean(), hasTotals: z.boolean() }),
    )
    .max(5_000)
    .default([]),
  autoFilter: rangeAddress.nullable().default(null),
  merged: z.array(rangeAddress).max(100_000).default([]),
  /** `5:9`, `C:D`. */
  hidden: z.array(rangeAddress).max(20_000).default([]),
  charts: z.array(chartSchema).max(1_000).default([]),
  pivots: z.array(pivotSchema).max(1_000).default([]),
})
export type SheetDefinitions = z.infer<typeof sheetDefinitionsSchema>

export const visibilitySchema = z.enum(["visible", "hidden", "very_hidden"])
export type Visibility = z.infer<typeof visibilitySchema>

export const definedNameSchema = z.object({
  name: z.string().max(255),
  /** `=Orders!$A$1:$B$2`, or a constant formula. */
  formula: z.string().max(8_192),
  /** The sheet it belongs to; null for the whole workbook. */
  sheet: worksheetName.nullable(),
})

/** How far the index is with a sheet: `waiting` until a job takes it. */
export const indexStateSchema = z.enum(["waiting", "indexing", "indexed", "failed"])
export type IndexState = z.infer<typeof indexStateSchema>

export const mapSheetSchema = z.object({
  sheetId: idSchema,
  name: z.string(),
  visibility: visibilitySchema,
  usedRange: z.string().nullable(),
  /** Null until the sheet was looked at. */
  layout: sheetLayoutSchema.nullable(),
  charts: z.array(chartSchema),
  pivots: z.array(pivotSchema),
  /** When its cells were last stored. */
  storedAt: z.iso.datetime(),
  index: indexStateSchema,
  /** Why the index failed: a sentence for the person. */
  problem: z.string().nullable(),
  /** Chunks that search can find. */
  chunkCount: z.number().int(),
})
export type MapSheet = z.infer<typeof mapSheetSchema>

/** `GET /api/workbooks/{id}`: what the server knows of a workbook. */
export const workbookMapSchema = z.object({
  workbookId: idSchema,
  name: z.string(),
  sheets: z.array(mapSheetSchema),
  names: z.array(definedNameSchema),
})
export type WorkbookMap = z.infer<typeof workbookMapSchema>
