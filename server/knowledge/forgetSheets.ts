import type { Database } from "../database/database.ts"
import type { WorkbookPlace } from "./sheetPlace.ts"

/** Forgets what was indexed of sheets that the workbook no longer has under these names; of all of it without names. */
export async function forgetSheets(
  database: Database,
  { owner, workbookId }: WorkbookPlace,
  keep: readonly string[] = [],
): Promise<void> {
  await database.asOwner(owner, (rows) =>
    rows.query(
      "delete from indexed_sheets where tenant_id = $1 and user_id = $2 and workbook_id = $3 and not (sheet = any($4::text[]))",
      [owner.tenantId, owner.userId, workbookId, keep],
    ),
  )
}
