import { ownerKey, type Owner } from "../../auth/owner.ts"
import { storable } from "../../../shared/storable.ts"

/** Whose workbook. */
export interface WorkbookPlace {
  readonly owner: Owner
  readonly workbookId: string
}

export interface SheetPlace extends WorkbookPlace {
  readonly sheet: string
}

/** One text per workbook; no two workbooks of anybody share one. */
export const placeKey = ({ owner, workbookId }: WorkbookPlace): string => JSON.stringify([ownerKey(owner), workbookId])

/** The columns that come first in every key, as parameters $1 to $3. */
export const workbookValues = ({ owner, workbookId }: WorkbookPlace): [string, string, string] => [
  owner.tenantId,
  owner.userId,
  workbookId,
]

/** The same and the sheet, as parameters $1 to $4. */
export const placeValues = (place: SheetPlace): [string, string, string, string] => [
  ...workbookValues(place),
  storable(place.sheet),
]
