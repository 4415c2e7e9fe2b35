import type { WorkbookPlace } from "../knowledge/index/sheetPlace.ts"

/** The columns that come first in every key, as parameters $1 to $3. */
export const placeValues = ({ owner, workbookId }: WorkbookPlace): [string, string, string] => [
  owner.tenantId,
  owner.userId,
  workbookId,
]
