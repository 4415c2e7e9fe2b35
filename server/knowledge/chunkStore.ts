import type { Queries } from "../database/database.ts"
import type { Chunk } from "./chunks/chunk.ts"
import { packFigures } from "./chunkFigures.ts"
import { placeValues, type SheetPlace, type WorkbookPlace } from "./sheetPlace.ts"

const ofSheet = "tenant_id = $1 and user_id = $2 and workbook_id = $3 and sheet = $4"

/** Which of the chunks the sheet does not have yet, with vectors of this embedder; notes that the sheet is used. */
export async function missingChunks(
  rows: Queries,
  place: SheetPlace,
  embedder: string,
  chunks: readonly Chunk[],
): Promise<Chunk[]> {
  await rows.query(
    `insert into indexed_sheets as s (tenant_id, user_id, workbook_id, sheet, used_at) values ($1, $2, $3, $4, now())
     on conflict (tenant_id, user_id, workbook_id, sheet) do update set used_at = now()
       where s.used_at < now() - interval '1 hour'`,
    placeValues(place),
  )
  const stored = await rows.query<{ hash: string }>(
    `select hash from chunks where ${ofSheet} and embedder = $5 and hash = any($6::text[])`,
    [...placeValues(place), embedder, chunks.map(({ hash }) => hash)],
  )
  const known = new Set(stored.map(({ hash }) => hash))
  return chunks.filter(({ hash }) => !known.has(hash))
}

/** Writes chunks with their vectors; who wrote the same one meanwhile wrote the same. */
export async function writeChunks(
  rows: Queries,
  place: SheetPlace,
  embedder: string,
  chunks: readonly Chunk[],
  vectors: readonly Float32Array[],
): Promise<void> {
  await lockSheet(rows, place)
  const written = chunks.map((chunk, index) => ({
    hash: chunk.hash,
    type: chunk.type,
    address: chunk.address,
    table_address: chunk.tableAddress,
    columns: chunk.columns,
    content: chunk.content,
    figures: packFigures(chunk.figures),
    embedding: vectorText(vectors[index] ?? new Float32Array()),
  }))
  await rows.query(
    `insert into chunks (tenant_id, user_id, workbook_id, sheet, embedder,
       hash, type, address, table_address, columns, content, figures, embedding)
     select $1, $2, $3, $4, $5, hash, type, address, table_address, columns, content, figures, embedding::vector
     from json_to_recordset($6::json) as c (hash text, type text, address text, table_address text, columns text[],
       content text, figures json, embedding text)
     -- The sheet may have been forgotten since it was noted.
     where exists (select from indexed_sheets where ${ofSheet})
     on conflict (tenant_id, user_id, workbook_id, sheet, hash) do update
       set embedder = excluded.embedder, embedding = excluded.embedding`,
    [...placeValues(place), embedder, JSON.stringify(written)],
  )
}

/** The whole sheet was read at this revision: what it does not hold any more is forgotten. */
export async function finishSheet(
  rows: Queries,
  place: SheetPlace,
  embedder: string,
  revision: string,
  hashes: readonly string[],
): Promise<void> {
  await lockSheet(rows, place)
  await rows.query(`delete from chunks where ${ofSheet} and not (hash = any($5::text[]))`, [
    ...placeValues(place),
    hashes,
  ])
  await rows.query(`update indexed_sheets set revision = $5, embedder = $6, used_at = now() where ${ofSheet}`, [
    ...placeValues(place),
    revision,
    embedder,
  ])
}

/** The sheets of a workbook that were read whole, with their revisions then. */
export async function indexedRevisions(
  rows: Queries,
  { owner, workbookId }: WorkbookPlace,
  embedder: string,
): Promise<Map<string, string>> {
  const found = await rows.query<{ sheet: string; revision: string }>(
    `select sheet, revision from indexed_sheets
     where tenant_id = $1 and user_id = $2 and workbook_id = $3 and embedder = $4 and revision is not null`,
    [owner.tenantId, owner.userId, workbookId, embedder],
  )
  return new Map(found.map(({ sheet, revision }) => [sheet, revision]))
}

/** Writers of one sheet go one after the other: side by side they could wait for each other's rows for ever. */
async function lockSheet(rows: Queries, place: SheetPlace): Promise<void> {
  await rows.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [JSON.stringify(placeValues(place))])
}

/** pgvector's way of writing a vector, with the digits that a 32-bit float has. */
export const vectorText = (vector: Float32Array): string =>
  `[${Array.from(vector, (value) => (value === 0 ? "0" : String(Number(value.toPrecision(7))))).join(",")}]`
