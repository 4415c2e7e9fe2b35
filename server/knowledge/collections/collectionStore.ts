import { createHash } from "node:crypto"
import { AppError } from "../../../shared/errors.ts"
import type { Collection, CollectionStats, NewDocuments } from "../../../shared/knowledge.ts"
import type { Owner } from "../../auth/owner.ts"
import { ofOwner, ownerColumns, ownerValues, sameOwner, type OwnerQueries } from "../../database/ownerQueries.ts"
import { storable } from "../../../shared/storable.ts"
import type { SearchedWorkbook } from "../search/searchedWorkbook.ts"

/** A collection among its owner's. */
export interface CollectionKey {
  readonly collectionId: string
}

/** Whose collection. */
export interface CollectionPlace extends CollectionKey {
  readonly owner: Owner
}

interface CollectionRow {
  readonly collection_id: string
  readonly name: string
  readonly created_at: Date
}

const ofCollection = `${ofOwner} and collection_id = $3` as const

const toCollection = ({ collection_id: collectionId, name, created_at: createdAt }: CollectionRow): Collection => ({
  collectionId,
  name,
  createdAt: createdAt.toISOString(),
})

export async function insertCollection(
  rows: OwnerQueries,
  { collectionId }: CollectionKey,
  name: string,
): Promise<Collection> {
  const [made] = await rows.query<CollectionRow>(
    `insert into collections (${ownerColumns}, collection_id, name, created_at, used_at)
     values (${ownerValues}, $3, $4, now(), now()) returning collection_id, name, created_at`,
    [collectionId, storable(name)],
  )
  if (!made) throw new AppError("internal", "The collection was not stored; please try again.")
  return toCollection(made)
}

/** Oldest first. */
export async function listCollections(rows: OwnerQueries): Promise<Collection[]> {
  const found = await rows.query<CollectionRow>(
    `select collection_id, name, created_at from collections where ${ofOwner}
     order by created_at, collection_id`,
  )
  return found.map(toCollection)
}

/** Notes that it is used, for retention. @throws AppError not_found. */
export async function openCollection(rows: OwnerQueries, { collectionId }: CollectionKey): Promise<Collection> {
  const [found] = await rows.query<CollectionRow>(
    `update collections set used_at = case when used_at < now() - interval '1 hour' then now() else used_at end
     where ${ofCollection} returning collection_id, name, created_at`,
    [collectionId],
  )
  if (!found) throw new AppError("not_found", "There is no such collection; it may have been deleted.")
  return toCollection(found)
}

/** @throws AppError not_found for a collection or a file that is not there; then nothing is stored. */
export async function addToCollection(
  rows: OwnerQueries,
  { collectionId }: CollectionKey,
  added: NewDocuments,
): Promise<void> {
  await openCollection(rows, { collectionId })
  const documents = added.documents.map(({ title, text }) => ({
    title: storable(title),
    text: storable(text),
    hash: createHash("sha256").update(text).digest("base64url"),
  }))
  await rows.query(
    `insert into collection_documents (${ownerColumns}, collection_id, title, text, hash)
     select ${ownerValues}, $3, title, text, hash from json_to_recordset($4::json) as d (title text, text text, hash text)
     on conflict (${ownerColumns}, collection_id, title) do update set text = excluded.text, hash = excluded.hash`,
    [collectionId, JSON.stringify(documents)],
  )
  const fileIds = [...new Set(added.fileIds)]
  const known = await rows.query<{ file_id: string }>(
    `select file_id from files where ${ofOwner} and file_id = any($3::text[]) for share`,
    [fileIds],
  )
  if (known.length < fileIds.length)
    throw new AppError("not_found", "One of the files is not there; it may have been deleted. Nothing was added.")
  await rows.query(
    `insert into collection_files (${ownerColumns}, collection_id, file_id)
     select ${ownerValues}, $3, unnest($4::text[]) on conflict do nothing`,
    [collectionId, fileIds],
  )
}

/** False when there was none. */
export async function deleteCollection(rows: OwnerQueries, { collectionId }: CollectionKey): Promise<boolean> {
  return (await rows.query(`delete from collections where ${ofCollection} returning 1`, [collectionId])).length > 0
}

export async function filesOfCollection(rows: OwnerQueries, { collectionId }: CollectionKey): Promise<string[]> {
  const found = await rows.query<{ file_id: string }>(
    `select file_id from collection_files where ${ofCollection} order by file_id`,
    [collectionId],
  )
  return found.map(({ file_id: fileId }) => fileId)
}

export async function titlesOfCollection(
  rows: OwnerQueries,
  { collectionId }: CollectionKey,
): Promise<Map<string, string>> {
  const found = await rows.query<{ title: string; hash: string }>(
    `select title, hash from collection_documents where ${ofCollection} order by title`,
    [collectionId],
  )
  return new Map(found.map(({ title, hash }) => [title, hash]))
}

/** Each as a workbook whose sheets are its documents. */
export async function searchedCollections(rows: OwnerQueries): Promise<SearchedWorkbook[]> {
  const found = await rows.query<{ workbookId: string; name: string; sheets: readonly [string, string][] }>(
    `select collection_id as "workbookId", name, coalesce(
       (select json_agg(json_build_array(d.title, d.hash)) from collection_documents d
        where ${sameOwner("d", "c")} and d.collection_id = c.collection_id),
       '[]') as sheets
     from collections c where ${ofOwner}`,
  )
  return found.map((collection) => ({ ...collection, source: "collection", sheets: new Map(collection.sheets) }))
}

export interface StoredDocument {
  readonly title: string
  readonly text: string
  readonly hash: string
}

const notIndexed = `not exists (
  select from indexed_sheets s
  where ${sameOwner("s", "d")} and s.workbook_id = d.collection_id
    and s.sheet = d.title and s.revision = d.hash)`

/** The first document after a title that the index has not read as it is now. */
export async function nextUnindexed(
  rows: OwnerQueries,
  { collectionId }: CollectionKey,
  after: string | undefined,
): Promise<StoredDocument | undefined> {
  const [found] = await rows.query<StoredDocument>(
    `select title, text, hash from collection_documents d
     where ${ofCollection} and ($4::text is null or title > $4) and ${notIndexed} order by title limit 1`,
    [collectionId, after ?? null],
  )
  return found
}

/** @throws AppError not_found. */
export async function readStats(
  rows: OwnerQueries,
  { collectionId }: CollectionKey,
  embedder: string,
): Promise<CollectionStats> {
  const collection = await openCollection(rows, { collectionId })
  const fileIds = await filesOfCollection(rows, { collectionId })
  const [documents] = await rows.query<{ count: number; waiting: number }>(
    `select count(*)::integer as count, count(*) filter (where ${notIndexed})::integer as waiting
     from collection_documents d where ${ofCollection}`,
    [collectionId],
  )
  const byType = await rows.query<{ type: keyof CollectionStats["chunks"]; count: number; waiting: number }>(
    `select type, count(*)::integer as count, count(*) filter (where embedder <> $4)::integer as waiting
     from chunks where ${ofOwner} and workbook_id = any($3::text[]) group by type`,
    [[collectionId, ...fileIds], embedder],
  )
  const chunks = { total: 0, header: 0, data: 0, statistics: 0, formula: 0 }
  for (const { type, count } of byType) {
    chunks[type] = count
    chunks.total += count
  }
  return {
    ...collection,
    documents: documents?.count ?? 0,
    files: fileIds.length,
    chunks,
    embedder,
    waiting: { documents: documents?.waiting ?? 0, chunks: byType.reduce((sum, { waiting }) => sum + waiting, 0) },
  }
}

/** What retention deletes when nobody has used it for long. */
export const expiringCollections = { table: "collections", usedAt: "used_at" }
