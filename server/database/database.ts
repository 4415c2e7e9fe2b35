import type { Owner } from "../auth/owner.ts"
import type { OwnerQueries } from "./ownerQueries.ts"
import type { Queries } from "./queries.ts"

/**
 * PostgreSQL, nothing more. Every work is one transaction, which is rolled back when the work throws. Statements outside
 * `asOwner` and `asMaintenance` see nobody's rows, unless the database was opened as a superuser.
 */
export interface Database extends Queries {
  /**
   * Sees and changes the rows of one owner: row-level security hides all others, also from a statement that forgets its owner.
   * A request waits for it, so a server ends each statement after five seconds.
   */
  asOwner<T>(owner: Owner, work: (rows: OwnerQueries) => Promise<T>): Promise<T>
  /** Sees every owner's rows: for retention, and for nothing that a request asks for. */
  asMaintenance<T>(work: (rows: Queries) => Promise<T>): Promise<T>
  transaction<T>(work: (rows: Queries) => Promise<T>): Promise<T>
  /** Resolves when the database answers. */
  ready(): Promise<void>
  close(): Promise<void>
}
