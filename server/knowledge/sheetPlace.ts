import type { Owner } from "../auth/owner.ts"
import { storable } from "./chunks/chunk.ts"

/** Whose workbook. */
export interface WorkbookPlace {
  readonly owner: Owner
  readonly workbookId: string
}

export interface SheetPlace extends WorkbookPlace {
  readonly sheet: string
}

/** The columns that come first in every key, as parameters $1 to $4. */
export const placeValues = ({ owner, workbookId, sheet }: SheetPlace): [string, string, string, string] => [
  owner.tenantId,
  owner.userId,
  workbookId,
  storable(sheet),
]
