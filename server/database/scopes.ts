import type { Queries } from "./queries.ts"
import type { Database } from "./database.ts"
import { ownerQueries } from "./ownerQueries.ts"
import { rowsRole } from "./rowsRole.ts"

type Transaction = Database["transaction"]

export const asOwnerOver =
  (transaction: Transaction): Database["asOwner"] =>
  (owner, work) =>
    scoped(transaction, ["owner", owner.tenantId, owner.userId], (rows) => work(ownerQueries(owner, rows)))

export const asMaintenanceOver =
  (transaction: Transaction): Database["asMaintenance"] =>
  (work) =>
    scoped(transaction, ["maintenance", "", ""], work)

/** Tells the row-level security policies, until the transaction ends, whose rows it may see. */
function scoped<T>(
  transaction: Transaction,
  settings: readonly [string, string, string],
  work: (rows: Queries) => Promise<T>,
): Promise<T> {
  return transaction(async (rows) => {
    // Fails, and lets nobody through, when a superuser has no such role.
    await rows.query(
      `select set_config('app.scope', $1, true), set_config('app.tenant_id', $2, true), set_config('app.user_id', $3, true),
         case when rolsuper or rolbypassrls then set_config('role', '${rowsRole}', true) end
       from pg_roles where rolname = current_user`,
      settings,
    )
    return work(rows)
  })
}
