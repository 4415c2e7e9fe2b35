import type { Queries } from "../../database/database.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { packFigures } from "./chunkFigures.ts"
import { placeValues, workbookValues, type SheetPlace, type WorkbookPlace } from "./sheetPlace.ts"
import { storable } from "../../../shared/storable.ts"
import { vectorText } from "./vectorText.ts"

const ofWorkbook = "tenant_id = $1 and user_id = $2 and workbook_id = $3"
const ofSheet = `${ofWorkbook} and sheet = $4`

/** Notes that the sheet is used. */
export async function noteSheet(rows: Queries, place: SheetPlace): Promise<void> {
  await rows.query(
    `insert into indexed_sheets as s (tenant_id, user_id, workbook_id, sheet, used_at) values ($1, $2, $3, $4, now())
     on conflict (tenant_id, user_id, workbook_id, sheet) do update set used_at = now()
       where s.used_at < now() - interval '1 hour'`,
    placeValues(place),
  )
}

/** Which of the chunks the workbook does not have yet. */
export async function missingChunks(rows: Queries, place: WorkbookPlace, chunks: readonly Chunk[]): Promise<Chunk[]> {
  const stored = await rows.query<{ hash: string }>(`select hash from chunks where ${ofWorkbook} and hash = any($4)`, [
    ...workbookValues(place),
    chunks.map(({ hash }) => hash),
  ])
  const known = new Set(stored.map(({ hash }) => hash))
  return chunks.filter(({ hash }) => !known.has(hash))
}

/** Few enough that the embedded database, which works in this process, does not hold it up for long. */
const chunksAtOnce = 32

/** Writes chunks with their vectors; who wrote the same one meanwhile wrote the same. */
export async function writeChunks(
  rows: Queries,
  place: SheetPlace,
  embedder: string,
  chunks: readonly Chunk[],
  vectors: readonly Float32Array[],
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
      `insert into chunks (tenant_id, user_id, workbook_id, sheet, embedder,
         hash, type, address, table_address, table_name, title, columns, content, figures, embedding)
       select $1, $2, $3, $4, $5, hash, type, address, table_address, table_name, title, columns, content, figures,
         embedding::halfvec
       from json_to_recordset($6::json) as c (hash text, type text, address text, table_address text, table_name text,
         title text, columns text[], content text, figures text, embedding text)
       -- The sheet may have been forgotten since it was noted.
       where exists (select from indexed_sheets where ${ofSheet})
       on conflict do nothing`,
      [...placeValues(place), embedder, JSON.stringify(written)],
    )
  }
}

/** The whole sheet was read at this revision: what it does not hold any more is forgotten. */
export async function finishSheet(
  rows: Queries,
  place: SheetPlace,
  revision: string,
  hashes: readonly string[],
): Promise<void> {
  await rows.query(`delete from chunks where ${ofSheet} and not (hash = any($5::text[]))`, [
    ...placeValues(place),
    hashes,
  ])
  await rows.query(`update indexed_sheets set revision = $5, used_at = now() where ${ofSheet}`, [
    ...placeValues(place),
    revision,
  ])
}

/** The hashes of a sheet's chunks. */
export async function liveHashes(rows: Queries, place: SheetPlace): Promise<string[]> {
  const found = await rows.query<{ hash: string }>(`select hash from chunks where ${ofSheet}`, placeValues(place))
  return found.map(({ hash }) => hash)
}

/** The sheets of a workbook that were read whole, with their revisions then. */
export async function indexedRevisions(rows: Queries, place: WorkbookPlace): Promise<Map<string, string>> {
  const found = await rows.query<{ sheet: string; revision: string }>(
    `select sheet, revision from indexed_sheets where ${ofWorkbook} and revision is not null`,
    workbookValues(place),
  )
  return new Map(found.map(({ sheet, revision }) => [sheet, revision]))
}

/** Forgets every sheet of a workbook that is not among these. */
export async function keepSheets(rows: Queries, place: WorkbookPlace, sheets: readonly string[]): Promise<void> {
  await rows.query(`delete from indexed_sheets where ${ofWorkbook} and not (sheet = any($4::text[]))`, [
    ...workbookValues(place),
    sheets.map(storable),
  ])
}

/** Writers of one sheet go one after the other: side by side they could wait for each other's rows for ever. */
export async function lockSheet(rows: Queries, place: SheetPlace): Promise<void> {
  await rows.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [JSON.stringify(placeValues(place))])
}
