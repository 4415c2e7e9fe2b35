import { z } from "zod"
import { intersect, parseAddress } from "./address.ts"
import { blockHash, blockNumber } from "./block.ts"
import { idSchema } from "./id.ts"
import { limits } from "./limits.ts"
import { rangeAddress, worksheetName } from "./workbook.ts"
import { definedNameSchema, sheetDefinitionsSchema, visibilitySchema } from "./workbookMap.ts"

/**
 * `PUT /api/workbooks/{workbookId}`: which sheets the user includes. What is stored of any other sheet is deleted, names are brought up to date.
 */
export const workbookOutlineSchema = z.object({
  /** File name. */
  name: z.string().max(255),
  names: z.array(definedNameSchema).max(10_000).default([]),
  sheets: z
    .array(z.object({ sheetId: idSchema, name: worksheetName, position: z.int32(), visibility: visibilitySchema }))
    .max(limits.sheetsPerWorkbook)
    .refine((sheets) => isUnique(sheets.map(({ sheetId }) => sheetId)), "must name every sheet once")
    // What is found in a sheet is known by its name.
    .refine(
      (sheets) => isUnique(sheets.map(({ name }) => name.toLowerCase())),
      "must have a name of its own for each sheet",
    ),
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

/** Whether each block lies between the fixed lines of a sheet and inside the used range, and no two at one place. */
export function blocksFit({ usedRange, blocks }: SheetContent): boolean {
  const used = usedRange === null ? undefined : parseAddress(usedRange)
  const numbers = new Set<number>()
  for (const { address } of blocks) {
    const area = parseAddress(address)
    const inside = used && intersect(used, area)
    const number = blockNumber(area)
    if (number === undefined || inside?.rowCount !== area.rowCount || inside.columnCount !== area.columnCount)
      return false
    numbers.add(number)
  }
  return numbers.size === blocks.length
}

/**
 * If nothing is missing the sheet is stored. Otherwise it is unchanged: send the missing blocks
 * (`PUT /api/workbooks/{workbookId}/blocks/{hash}`, the body is the block's text) and put the sheet again.
 */
export const storedSheetSchema = z.object({
  missing: z.array(blockHash),
  /** Of the sheet as it is stored now: another one whenever its name, cells or definitions are; null while nothing is. */
  revision: z.string().nullable(),
})
export type StoredSheet = z.infer<typeof storedSheetSchema>

const isUnique = (keys: readonly unknown[]): boolean => new Set(keys).size === keys.length
