import { indexChunks, type Indexed, type IndexParts } from "./indexChunks.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"
import { indexedRevisions, keepSheets } from "./chunkStore.ts"
import { embedAnew } from "./reindex/embedAnew.ts"
import { searchChunks, type FoundChunk, type SearchOptions, type SearchPlace } from "./searchChunks.ts"
import { SegmentCache } from "./search/segmentCache.ts"
import type { SheetPlace, WorkbookPlace } from "./sheetPlace.ts"

/** What was read of the workbooks of each owner, to be found again. */
export interface Knowledge {
  /** @see indexChunks */
  index(
    place: SheetPlace,
    chunks: AsyncIterable<readonly Chunk[]>,
    signal: AbortSignal,
    revision?: string,
  ): Promise<Indexed>
  /** The sheets that were read whole, each with its revision then. */
  revisions(place: WorkbookPlace): Promise<ReadonlyMap<string, string>>
  /** Forgets every sheet that is not among these: it was deleted, or has another name. */
  keepSheets(place: WorkbookPlace, sheets: readonly string[]): Promise<void>
  /** Forgets all of a workbook. */
  forget(place: WorkbookPlace): Promise<void>
  /** @see embedAnew */
  embedAnew(place: WorkbookPlace, signal: AbortSignal, pause?: () => Promise<void>): Promise<number>
  /** @see searchChunks */
  search(place: SearchPlace, query: string, options: SearchOptions, signal: AbortSignal): Promise<FoundChunk[]>
}

/** Enough for some 300,000 chunks whose words are asked for again and again. */
const cacheBytes = 96 * 1024 * 1024

export interface KnowledgeParts extends IndexParts {
  /** Hears why a query could not be embedded; it is searched by its words then. */
  readonly onEmbedderFailure: (error: unknown) => void
}

export function knowledgeIn(parts: KnowledgeParts): Knowledge {
  const { database } = parts
  const searching = { ...parts, cache: new SegmentCache(cacheBytes) }
  return {
    index: (place, chunks, signal, revision) => indexChunks(parts, place, chunks, signal, revision),
    revisions: (place) => database.asOwner(place.owner, (rows) => indexedRevisions(rows, place)),
    keepSheets: (place, sheets) => database.asOwner(place.owner, (rows) => keepSheets(rows, place, sheets)),
    forget: (place) => database.asOwner(place.owner, (rows) => keepSheets(rows, place, [])),
    embedAnew: (place, signal, pause) => embedAnew(parts, place, signal, pause),
    search: (place, query, options, signal) => searchChunks(searching, place, query, options, signal),
  }
}

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
