import { ownerColumns, ownerValues, type OwnerQueries } from "../../database/ownerQueries.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { packFigures } from "./chunkFigures.ts"
import { ofSheet, ofWorkbook, sheetValues, type SheetKey, type WorkbookKey } from "./sheetPlace.ts"
import { storable } from "../../../shared/storable.ts"
import { vectorText } from "./vectorText.ts"

/** Notes that the sheet is used. */
export async function noteSheet(rows: OwnerQueries, sheet: SheetKey): Promise<void> {
  await rows.query(
    `insert into indexed_sheets as s (${ownerColumns}, workbook_id, sheet, used_at) values (${ownerValues}, $3, $4, now())
     on conflict (${ownerColumns}, workbook_id, sheet) do update set used_at = now()
       where s.used_at < now() - interval '1 hour'`,
    sheetValues(sheet),
  )
}

/** Which of the chunks the workbook does not have yet. */
export async function missingChunks(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  chunks: readonly Chunk[],
): Promise<Chunk[]> {
  const stored = await rows.query<{ hash: string }>(`select hash from chunks where ${ofWorkbook} and hash = any($4)`, [
    workbookId,
    chunks.map(({ hash }) => hash),
  ])
  const known = new Set(stored.map(({ hash }) => hash))
  return chunks.filter(({ hash }) => !known.has(hash))
}

/** Few enough that the embedded database, which works in this process, does not hold it up for long. */
const chunksAtOnce = 32

/** New chunks with the vectors that the embedder gave them. */
export interface EmbeddedChunks {
  readonly embedder: string
  readonly chunks: readonly Chunk[]
  readonly vectors: readonly Float32Array[]
}

/** Writes chunks with their vectors; who wrote the same one meanwhile wrote the same. */
export async function writeChunks(
  rows: OwnerQueries,
  sheet: SheetKey,
  { embedder, chunks, vectors }: EmbeddedChunks,
): Promise<void> {
  for (let from = 0; from < chunks.length; from += chunksAtOnce) {
    const written = chunks.slice(from, from + chunksAtOnce).map((chunk, index) => ({
      hash: chunk.hash,
      type: chunk.type,
      address: chunk.address,
      table_address: chunk.tableAddress,
      table_name: chunk.table,
      title: chunk.title,
      columns: chunk.columns,
      content: chunk.content,
      figures: JSON.stringify(packFigures(chunk.figures)),
      embedding: vectorText(vectors[from + index] ?? new Float32Array()),
    }))
    await rows.query(
      `insert into chunks (${ownerColumns}, workbook_id, sheet, embedder,
         hash, type, address, table_address, table_name, title, columns, content, figures, embedding)
       select ${ownerValues}, $3, $4, $5, hash, type, address, table_address, table_name, title, columns, content, figures,
         embedding::halfvec
       from json_to_recordset($6::json) as c (hash text, type text, address text, table_address text, table_name text,
         title text, columns text[], content text, figures text, embedding text)
       -- The sheet may have been forgotten since it was noted.
       where exists (select from indexed_sheets where ${ofSheet})
       on conflict do nothing`,
      [...sheetValues(sheet), embedder, JSON.stringify(written)],
    )
  }
}

/** The whole sheet was read at this revision: what it does not hold any more is forgotten. */
export async function finishSheet(
  rows: OwnerQueries,
  sheet: SheetKey,
  revision: string,
  hashes: readonly string[],
): Promise<void> {
  await rows.query(`delete from chunks where ${ofSheet} and not (hash = any($5::text[]))`, [
    ...sheetValues(sheet),
    hashes,
  ])
  await rows.query(`update indexed_sheets set revision = $5, used_at = now() where ${ofSheet}`, [
    ...sheetValues(sheet),
    revision,
  ])
}

/** The hashes of a sheet's chunks. */
export async function liveHashes(rows: OwnerQueries, sheet: SheetKey): Promise<string[]> {
  const found = await rows.query<{ hash: string }>(`select hash from chunks where ${ofSheet}`, sheetValues(sheet))
  return found.map(({ hash }) => hash)
}

/** The sheets of a workbook that were read whole, with their revisions then. */
export async function indexedRevisions(rows: OwnerQueries, { workbookId }: WorkbookKey): Promise<Map<string, string>> {
  const found = await rows.query<{ sheet: string; revision: string }>(
    `select sheet, revision from indexed_sheets where ${ofWorkbook} and revision is not null`,
    [workbookId],
  )
  return new Map(found.map(({ sheet, revision }) => [sheet, revision]))
}

/** Forgets every sheet of a workbook that is not among these. */
export async function keepSheets(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  sheets: readonly string[],
): Promise<void> {
  await rows.query(`delete from indexed_sheets where ${ofWorkbook} and not (sheet = any($4::text[]))`, [
    workbookId,
    sheets.map(storable),
  ])
}

/** Writers of one sheet go one after the other: side by side they could wait for each other's rows for ever. */
export async function lockSheet(rows: OwnerQueries, sheet: SheetKey): Promise<void> {
  const { tenantId, userId } = rows.owner
  const key = JSON.stringify([tenantId, userId, ...sheetValues(sheet)])
  await rows.unscoped.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [key])
}
