import { z } from "zod"
import { blockHash } from "./block.ts"
import { idSchema } from "./id.ts"
import { limits } from "./limits.ts"
import { rangeAddress, worksheetName } from "./workbook.ts"
import { definedNameSchema, sheetDefinitionsSchema, visibilitySchema } from "./workbookMap.ts"

/**
 * `PUT /api/workbooks/{workbookId}`: which sheets the user includes. What is stored of any other sheet is deleted, names are brought up to date.
 */
export const workbookOutlineSchema = z.object({
  /** As the file is called. */
  name: z.string().max(255),
  names: z.array(definedNameSchema).max(10_000).default([]),
  sheets: z
    .array(
      z.object({ sheetId: idSchema, name: worksheetName, position: z.number().int(), visibility: visibilitySchema }),
    )
    .max(limits.sheetsPerWorkbook),
})
export type WorkbookOutline = z.infer<typeof workbookOutlineSchema>

/** `PUT /api/workbooks/{workbookId}/sheets/{sheetId}`: all that a sheet holds, its cells as hashes. */
export const sheetContentSchema = z.object({
  usedRange: rangeAddress.nullable(),
  definitions: sheetDefinitionsSchema,
  /** Every block that holds a value, in the order of `blocksOf`. */
  blocks: z.array(z.object({ address: rangeAddress, hash: blockHash })).max(limits.blocksPerSheet),
  /** Sentences about what could not be read, or was left out for its size. */
  notes: z.array(z.string().max(500)).max(20).default([]),
})
export type SheetContent = z.infer<typeof sheetContentSchema>

/**
 * With nothing missing the sheet is stored as told. Otherwise it is as it was: send the missing blocks
 * (`PUT /api/workbooks/{workbookId}/blocks/{hash}`, the body is the block's text) and put the sheet again.
 */
export const storedSheetSchema = z.object({
  missing: z.array(blockHash),
  /** Of the sheet as it is stored now: another one whenever its name, cells or definitions are; null while nothing is. */
  revision: z.string().nullable(),
})
export type StoredSheet = z.infer<typeof storedSheetSchema>
