import { z } from "zod"
import { formatArea, parseAddress, tryParseAddress } from "./address.ts"
import { isBlank, type CellValue, type ColumnKind } from "./cell.ts"
import { limits } from "./limits.ts"

/** Cells of one rectangle: every matrix has the size of `address` (rows x columns). Blank is `null`. */
export interface RangeContent {
  readonly worksheet: string
  /** Without sheet: `A3:F212`. */
  readonly address: string
  readonly values: readonly (readonly CellValue[])[]
  /** Office.js `formulas`: `=…` for a formula cell, else the value itself. */
  readonly formulas?: readonly (readonly CellValue[])[] | undefined
  readonly numberFormats?: readonly (readonly string[])[] | undefined
}

/** Reads cells of the user's workbook: Excel in the pane, a socket on the server, memory in tests. */
export interface WorkbookReader {
  /** At most `limits.cellsPerBlock` cells. @throws AppError excel_busy, excel_failed, not_found, pane_unavailable. */
  readRange(worksheet: string, address: string): Promise<RangeContent>
}

export interface ColumnShape {
  /** Unique within the table; an empty header becomes `Column C`, a repeated one gets ` (2)`. */
  readonly name: string
  /** Where records stand in columns, the number of its row: see cellAddress. */
  readonly letter: string
  readonly kind: ColumnKind
  /** The most common number format of its numbers. */
  readonly format: string | null
  /** Currency symbol or code when the kind is currency. */
  readonly unit: string | null
  /** Its data cells without header and totals: `C4:C211`. */
  readonly address: string
}

/** A further table of the same range, which no figure includes. */
export interface OtherTable {
  readonly address: string
  /** Its headers and the texts of its first column, at most a hundred: enough to tell that a question means this table. */
  readonly labels: readonly string[]
}

/** The table recognised in a range. Row numbers are Excel's, counting from one; where records stand in columns, they number those. */
export interface TableShape {
  readonly worksheet: string
  /** The whole range that was looked at. */
  readonly address: string
  /** Header and data without titles and totals. */
  readonly tableAddress: string
  readonly headerRow: number | null
  readonly firstRow: number
  readonly lastRow: number
  readonly rowCount: number
  readonly columns: readonly ColumnShape[]
  readonly totalsRows: readonly number[]
  /** Data rows that sum up other data rows. */
  readonly subtotalRows: readonly number[]
  /** Rows of a title alone that head the data rows below them. */
  readonly sections: readonly { readonly row: number; readonly title: string }[]
  readonly otherTables: readonly OtherTable[]
  /** Full sentences about what was skipped or assumed: titles, totals, a second table beside the first. */
  readonly notes: readonly string[]
}

const cell = (value: unknown): boolean =>
  value === null ||
  typeof value === "boolean" ||
  (typeof value === "string" && value.length <= limits.cellCharacters) ||
  (typeof value === "number" && Number.isFinite(value))

// One loop instead of a schema per cell: a block of 20,000 cells is checked in about a millisecond.
const matrixOf =
  (allowed: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every(allowed))

/** The JSON Schema of a matrix, which cannot be derived from a custom check. */
function rowsOf(cells: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { type: "array", items: { type: "array", items: cells } }
}

export const cellMatrix = z
  .custom<(CellValue | undefined)[][]>(
    matrixOf(cell),
    "must be rows of text, finite numbers, booleans or null, at most 32,767 characters a cell",
  )
  .register(
    z.globalRegistry,
    rowsOf({ type: ["string", "number", "boolean", "null"], maxLength: limits.cellCharacters }),
  )
  .transform((rows) => rows.map((row) => row.map((value) => (isBlank(value) ? null : value))))
export const textMatrix = z
  .custom<string[][]>(
    matrixOf((value) => typeof value === "string" && value.length <= 512),
    "must be rows of number format codes",
  )
  .register(z.globalRegistry, rowsOf({ type: "string", maxLength: 512 }))

export const worksheetName = z.string().min(1).max(255)
export const rangeAddress = z
  .string()
  .max(64)
  .refine((text) => !text.includes("!") && tryParseAddress(text) !== undefined, "must be an address such as A1:C10")

/** Padding ragged rows may multiply the cells sent by at most this factor. */
const mostPadding = 4

/**
 * Cells of one range as they cross the wire. Ragged rows are padded with blanks and the address is made to fit what came,
 * so that no later code meets a short row; a matrix that is larger than its address is refused.
 */
export const rangeContentSchema = z
  .object({
    worksheet: worksheetName,
    address: rangeAddress,
    values: cellMatrix,
    formulas: cellMatrix.optional(),
    numberFormats: textMatrix.optional(),
  })
  .superRefine((range, context) => {
    const area = tryParseAddress(range.address)
    if (!area) return
    for (const part of ["values", "formulas", "numberFormats"] as const) {
      const rows = range[part]
      if (rows && (rows.length > area.rowCount || rows.some((row) => row.length > area.columnCount)))
        context.addIssue({ code: "custom", path: [part], message: `has more cells than ${range.address}` })
    }
    // Before the rows are padded: one long row among many short ones would become more cells than any memory holds.
    const matrices = [range.values, range.formulas ?? [], range.numberFormats ?? []]
    const sent = matrices.flat().reduce((sum, row) => sum + row.length, 0)
    if (range.values.length * Math.max(...matrices.map(width)) > Math.max(limits.cellsPerBlock, sent * mostPadding))
      context.addIssue({
        code: "custom",
        path: ["values"],
        message: "has rows of very different lengths: send null for blank cells",
      })
  })
  .transform((range): RangeContent => {
    const { row, column } = parseAddress(range.address)
    const rowCount = range.values.length
    const columnCount = Math.max(width(range.values), width(range.formulas), width(range.numberFormats))
    const fit = <T>(rows: readonly (readonly T[])[], blank: T): T[][] =>
      Array.from({ length: rowCount }, (_, r) => Array.from({ length: columnCount }, (_, c) => rows[r]?.[c] ?? blank))
    return {
      worksheet: range.worksheet,
      address: rowCount && columnCount ? formatArea({ row, column, rowCount, columnCount }) : range.address,
      values: fit(range.values, null),
      formulas: range.formulas && fit(range.formulas, null),
      numberFormats: range.numberFormats && fit(range.numberFormats, "General"),
    }
  })

const width = (rows: readonly (readonly unknown[])[] = []): number =>
  rows.reduce((widest, row) => Math.max(widest, row.length), 0)
