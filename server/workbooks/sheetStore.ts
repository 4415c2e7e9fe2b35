import { createHash } from "node:crypto"
import { storable } from "../../shared/storable.ts"
import { z } from "zod"
import { sheetContentSchema, type SheetContent, type StoredSheet, type WorkbookOutline } from "../../shared/sync.ts"
import {
  definedNameSchema,
  indexStateSchema,
  sheetLayoutSchema,
  visibilitySchema,
  type SheetLayout,
} from "../../shared/workbookMap.ts"
import { ownerColumns, ownerValues, type OwnerQueries } from "../database/ownerQueries.ts"
import { ofWorkbook, type WorkbookKey } from "../knowledge/index/sheetPlace.ts"
import { holdBlocks, missingBlocks, noWorkbook, releaseBlocks } from "./blockStore.ts"
import type { SheetIndex, StoredSheetRow, StoredWorkbook } from "./storedWorkbook.ts"

const ofSheet = `${ofWorkbook} and sheet_id = $4` as const

export async function putWorkbook(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  source: "pane" | "file",
  { name, names, sheets }: WorkbookOutline,
): Promise<void> {
  await rows.query(
    `insert into workbooks (${ownerColumns}, workbook_id, source, name, names, used_at)
     values (${ownerValues}, $3, $4, $5, $6, now())
     on conflict (${ownerColumns}, workbook_id) do update set name = excluded.name, names = excluded.names, used_at = now()`,
    [workbookId, source, storable(name), JSON.stringify(names)],
  )
  const gone = await rows.query<{ blocks: string[] }>(
    `delete from workbook_sheets where ${ofWorkbook} and not (sheet_id = any($4::text[])) returning blocks`,
    [workbookId, sheets.map(({ sheetId }) => sheetId)],
  )
  await rows.query(
    `insert into workbook_sheets as s (${ownerColumns}, workbook_id, sheet_id, name, position, visibility)
     select ${ownerValues}, $3, "sheetId", name, position, visibility
     from json_to_recordset($4::json) as n ("sheetId" text, name text, position integer, visibility text)
     on conflict (${ownerColumns}, workbook_id, sheet_id) do update
       set name = excluded.name, position = excluded.position, visibility = excluded.visibility,
         -- What was found and indexed names the sheet.
         revision = case when s.name = excluded.name then s.revision else s.revision || '.' end
       where (s.name, s.position, s.visibility) is distinct from (excluded.name, excluded.position, excluded.visibility)`,
    [workbookId, JSON.stringify(sheets.map((sheet) => ({ ...sheet, name: storable(sheet.name) })))],
  )
  await releaseBlocks(
    rows,
    { workbookId },
    gone.flatMap(({ blocks }) => blocks),
  )
}

/** @throws AppError not_found when the outline did not name the sheet. */
export async function putSheet(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  sheetId: string,
  content: SheetContent,
): Promise<StoredSheet> {
  const [sheet] = await rows.query<{ name: string; revision: string | null; blocks: string[] }>(
    `select name, revision, blocks from workbook_sheets where ${ofSheet} for update`,
    [workbookId, sheetId],
  )
  if (!sheet) throw noWorkbook()
  const hashes = content.blocks.map(({ hash }) => hash)
  const missing = await missingBlocks(rows, { workbookId }, hashes)
  if (missing.length > 0) return { missing: [...missing], revision: sheet.revision }
  const text = JSON.stringify(content)
  const revision = createHash("sha256")
    .update(JSON.stringify([sheet.name, text]))
    .digest("base64url")
  if (revision === sheet.revision) {
    await rows.query(`update workbook_sheets set stored_at = now() where ${ofSheet}`, [workbookId, sheetId])
    return { missing: [], revision }
  }
  await rows.query(
    `update workbook_sheets set content = $5, blocks = $6, revision = $7, stored_at = now() where ${ofSheet}`,
    [workbookId, sheetId, text, hashes, revision],
  )
  await holdBlocks(rows, { workbookId }, hashes)
  const kept = new Set(hashes)
  await releaseBlocks(
    rows,
    { workbookId },
    sheet.blocks.filter((hash) => !kept.has(hash)),
  )
  return { missing: [], revision }
}

const sheetRow = z.object({
  sheet_id: z.string(),
  name: z.string(),
  position: z.number(),
  visibility: visibilitySchema,
  content: sheetContentSchema,
  revision: z.string(),
  stored_at: z.date(),
  layout: sheetLayoutSchema.nullable(),
  index_state: indexStateSchema,
  index_problem: z.string().nullable(),
  chunk_count: z.number(),
})

const workbookRow = z.object({
  name: z.string(),
  source: z.enum(["pane", "file"]),
  names: z.array(definedNameSchema),
})

/** The workbook with the sheets whose cells are stored; notes that it was used. */
export async function readWorkbook(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
): Promise<StoredWorkbook | undefined> {
  const [found] = await rows.query(
    `update workbooks set used_at = case when used_at < now() - interval '1 hour' then now() else used_at end
     where ${ofWorkbook} returning name, source, names`,
    [workbookId],
  )
  if (!found) return undefined
  const sheets = await rows.query(
    `select sheet_id, name, position, visibility, content, revision, stored_at, chunk_count,
       case when layout_revision = revision then layout end as layout,
       case when index_revision = revision then index_state else 'waiting' end as index_state,
       case when index_revision = revision then index_problem end as index_problem
     from workbook_sheets where ${ofWorkbook} and content is not null order by position, sheet_id`,
    [workbookId],
  )
  return {
    workbookId,
    ...workbookRow.parse(found),
    sheets: sheets.map((row) => toSheet(sheetRow.parse(row))),
  }
}

const toSheet = (row: z.infer<typeof sheetRow>): StoredSheetRow => ({
  sheetId: row.sheet_id,
  name: row.name,
  position: row.position,
  visibility: row.visibility,
  usedRange: row.content.usedRange,
  definitions: row.content.definitions,
  blocks: row.content.blocks,
  notes: row.content.notes,
  storedAt: row.stored_at,
  revision: row.revision,
  layout: row.layout,
  index: row.index_state,
  problem: row.index_problem,
  chunkCount: row.chunk_count,
})

/** A sheet as it was at one revision. */
export interface SheetRevision extends WorkbookKey {
  readonly sheetId: string
  readonly revision: string
}

/** Says nothing when the sheet has another revision by now. */
export async function saveLayout(
  rows: OwnerQueries,
  { workbookId, sheetId, revision }: SheetRevision,
  layout: SheetLayout,
): Promise<void> {
  await rows.query(
    `update workbook_sheets set layout = $6, layout_revision = revision where ${ofSheet} and revision = $5`,
    [workbookId, sheetId, revision, JSON.stringify(layout)],
  )
}

export async function saveIndexState(
  rows: OwnerQueries,
  { workbookId, sheetId, revision }: SheetRevision,
  { state, chunkCount, problem = null }: SheetIndex,
): Promise<void> {
  await rows.query(
    `update workbook_sheets set index_state = $6, index_revision = revision, chunk_count = $7, index_problem = $8
     where ${ofSheet} and revision = $5`,
    [workbookId, sheetId, revision, state, chunkCount, problem],
  )
}
