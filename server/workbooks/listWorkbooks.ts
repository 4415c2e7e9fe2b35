import type { Owner } from "../auth/owner.ts"
import type { Database } from "../database/database.ts"
import { ofOwner, sameOwner } from "../database/ownerQueries.ts"
import type { SearchedWorkbook } from "../knowledge/search/searchedWorkbook.ts"

/** All stored workbooks of an owner with the sheets that are included. @throws AppError storage_unavailable. */
export async function listWorkbooks(database: Database, owner: Owner): Promise<SearchedWorkbook[]> {
  const found = await database.asOwner(owner, (rows) =>
    rows.query<{
      workbook_id: string
      name: string
      source: "pane" | "file"
      sheets: readonly [name: string, revision: string | null][]
    }>(
      `select workbook_id, name, source, coalesce(
         (select json_agg(json_build_array(s.name, s.revision)) from workbook_sheets s
          where ${sameOwner("s", "w")} and s.workbook_id = w.workbook_id and s.content is not null),
         '[]') as sheets
       from workbooks w where ${ofOwner}`,
    ),
  )
  return found.map(({ workbook_id: workbookId, name, source, sheets }) => ({
    workbookId,
    name,
    source,
    sheets: new Map(sheets),
  }))
}
