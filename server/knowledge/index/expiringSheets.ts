import { sameOwner } from "../../database/ownerQueries.ts"

/** What retention deletes when nobody has used it for long. A stored workbook or a collection keeps its index for as long as it is there. */
export const expiringSheets = {
  table: "indexed_sheets",
  usedAt: "used_at",
  keptWhile: `exists (
    select from workbooks w
    where ${sameOwner("w", "indexed_sheets")} and w.workbook_id = indexed_sheets.workbook_id)
  or exists (
    select from collections c
    where ${sameOwner("c", "indexed_sheets")} and c.collection_id = indexed_sheets.workbook_id)`,
}
