import { indexChunks, type Indexed, type IndexParts } from "./indexChunks.ts"
import type { Chunk } from "./chunks/chunk.ts"
import { indexedRevisions } from "./chunkStore.ts"
import { searchChunks, type FoundChunk, type SearchOptions } from "./searchChunks.ts"
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
  /** @see searchChunks */
  search(place: WorkbookPlace, query: string, options: SearchOptions, signal: AbortSignal): Promise<FoundChunk[]>
}

export const knowledgeIn = (parts: IndexParts): Knowledge => ({
  index: (place, chunks, signal, revision) => indexChunks(parts, place, chunks, signal, revision),
  revisions: (place) =>
    parts.database.asOwner(place.owner, (rows) => indexedRevisions(rows, place, parts.embedder.name)),
  search: (place, query, options, signal) => searchChunks(parts, place, query, options, signal),
})

/** What retention deletes when nobody has used it for long. */
export const expiringSheets = { table: "indexed_sheets", usedAt: "used_at" }
