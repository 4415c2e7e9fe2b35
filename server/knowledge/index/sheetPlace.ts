import { ownerKey, type Owner } from "../../auth/owner.ts"
import { ofOwner } from "../../database/ownerQueries.ts"
import { storable } from "../../../shared/storable.ts"

/** A workbook among its owner's. */
export interface WorkbookKey {
  readonly workbookId: string
}

/** A sheet among its owner's. */
export interface SheetKey extends WorkbookKey {
  readonly sheet: string
}

/** Whose workbook. */
export interface WorkbookPlace extends WorkbookKey {
  readonly owner: Owner
}

export interface SheetPlace extends WorkbookPlace, SheetKey {}

/** One text per workbook; no two workbooks of anybody share one. */
export const placeKey = ({ owner, workbookId }: WorkbookPlace): string => JSON.stringify([ownerKey(owner), workbookId])

/** The condition on what belongs to one workbook, `$3`. */
export const ofWorkbook = `${ofOwner} and workbook_id = $3` as const

/** The condition on what the index holds of one sheet, with `sheetValues` as `$3` and `$4`. */
export const ofSheet = `${ofWorkbook} and sheet = $4` as const

export const sheetValues = ({ workbookId, sheet }: SheetKey): [string, string] => [workbookId, storable(sheet)]
