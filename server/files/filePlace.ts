import type { Owner } from "../auth/owner.ts"

/** Whose file. */
export interface FilePlace {
  readonly owner: Owner
  readonly fileId: string
}

/** The columns that come first in every key, as parameters $1 to $3. */
export const fileValues = ({ owner, fileId }: FilePlace): [string, string, string] => [
  owner.tenantId,
  owner.userId,
  fileId,
]

export const ofFile = "tenant_id = $1 and user_id = $2 and file_id = $3"
