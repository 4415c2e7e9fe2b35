import type { Database, Queries } from "./database.ts"

/** The role that statements run as: row-level security does not bind the superuser that an embedded database runs as. */
export const rowsRole = "excel_chat_rows"

/** Tells the row-level security policies, for one transaction, whose rows it may see. */
export function scopes(transaction: Database["transaction"]): Pick<Database, "asOwner" | "asMaintenance"> {
  const scoped = <T>(settings: readonly [string, string, string], work: (rows: Queries) => Promise<T>): Promise<T> =>
    transaction(async (rows) => {
      // The role is missing where we were not allowed to make it; then we are no superuser and the policies bind us all the same.
      await rows.query(
        `select set_config('app.scope', $1, true), set_config('app.tenant_id', $2, true), set_config('app.user_id', $3, true),
           set_config('role', coalesce((select rolname from pg_roles where rolname = '${rowsRole}'), 'none'), true)`,
        settings,
      )
      return work(rows)
    })
  return {
    asOwner: ({ tenantId, userId }, work) => scoped(["owner", tenantId, userId], work),
    asMaintenance: (work) => scoped(["maintenance", "", ""], work),
  }
}
