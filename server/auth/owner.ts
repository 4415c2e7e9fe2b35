/** Whose data it is; comes first in every query and every key. */
export interface Owner {
  readonly tenantId: string
  readonly userId: string
}

/** One text per owner; no two owners share one, whatever characters their ids hold. */
export const ownerKey = ({ tenantId, userId }: Owner): string => JSON.stringify([tenantId, userId])

/** Who is signed in, and for how long. */
export interface Access {
  readonly owner: Owner
  /** Milliseconds since 1970 until which the token is taken. */
  readonly endsAt: number
}
