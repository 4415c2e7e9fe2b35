import type { Owner } from "../auth/owner.ts"
import { ofOwner } from "../database/ownerQueries.ts"

/** A file among its owner's. */
export interface FileKey {
  readonly fileId: string
}

/** Whose file. */
export interface FilePlace extends FileKey {
  readonly owner: Owner
}

/** The condition on what belongs to one file, `$3`. */
export const ofFile = `${ofOwner} and file_id = $3` as const
