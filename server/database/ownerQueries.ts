import type { Owner } from "../auth/owner.ts"
import type { Queries } from "./queries.ts"

/** The condition on every row of user data. `$1` and `$2` are the owner; a statement's own values begin at `$3`. */
export const ofOwner = "tenant_id = $1 and user_id = $2"

/** The first columns of every table of user data, and of its key. */
export const ownerColumns = "tenant_id, user_id"

/** What an insert puts into `ownerColumns`. */
export const ownerValues = "$1, $2"

/** The condition that rows of two tables, named by their aliases, have the same owner. */
export const sameOwner = (one: string, other: string): string =>
  `${one}.tenant_id = ${other}.tenant_id and ${one}.user_id = ${other}.user_id`

/** A statement on user data. One that forgets the owner does not compile. */
export type OwnerSql =
  `${string}${typeof ofOwner}${string}` | `insert into ${string} (${typeof ownerColumns}, ${string}`

/** Runs statements on the rows of one owner. */
export interface OwnerQueries {
  readonly owner: Owner
  /**
   * `values` are the parameters from `$3` on.
   * @throws AppError storage_unavailable when the database cannot be reached or its folder is unusable.
   */
  readonly query: <Row>(sql: OwnerSql, values?: readonly unknown[]) => Promise<Row[]>
  /** For statements on nobody's rows, such as a lock. Row-level security hides the rows of all others here too. */
  readonly unscoped: Queries
}

export const ownerQueries = (owner: Owner, rows: Queries): OwnerQueries => ({
  owner,
  query: (sql, values = []) => rows.query(sql, [owner.tenantId, owner.userId, ...values]),
  unscoped: rows,
})

/** The owner's columns as a statement on everybody's rows reads them. */
export interface OwnerRow {
  readonly tenant_id: string
  readonly user_id: string
}

export const ownerOfRow = ({ tenant_id: tenantId, user_id: userId }: OwnerRow): Owner => ({ tenantId, userId })
