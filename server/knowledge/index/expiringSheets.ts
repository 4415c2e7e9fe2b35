/** What retention deletes when nobody has used it for long. A stored workbook or a collection keeps its index for as long as it is there. */
export const expiringSheets = {
  table: "indexed_sheets",
  usedAt: "used_at",
  keptWhile: `exists (
    select from workbooks w
    where (w.tenant_id, w.user_id, w.workbook_id) = (indexed_sheets.tenant_id, indexed_sheets.user_id, indexed_sheets.workbook_id))
  or exists (
    select from collections c
    where (c.tenant_id, c.user_id, c.collection_id) = (indexed_sheets.tenant_id, indexed_sheets.user_id, indexed_sheets.workbook_id))`,
}
