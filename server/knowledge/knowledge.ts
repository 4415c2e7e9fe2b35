import { indexChunks, type Indexed, type IndexParts } from "./indexChunks.ts"
import type { Chunk } from "./chunks/chunk.ts"
import { forgetSheets } from "./forgetSheets.ts"
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
  /** Forgets what was indexed of sheets that the workbook no longer has under these names. */
  keepSheets(place: WorkbookPlace, names: readonly string[]): Promise<void>
  /** Forgets all that was indexed of a workbook. */
  forget(place: WorkbookPlace): Promise<void>
  /** @see searchChunks */
  search(place: WorkbookPlace, query: string, options: SearchOptions, signal: AbortSignal): Promise<FoundChunk[]>
}

export const knowledgeIn = (parts: IndexParts): Knowledge => ({
  index: (place, chunks, signal, revision) => indexChunks(parts, place, chunks, signal, revision),
  revisions: (place) =>
    parts.database.asOwner(place.owner, (rows) => indexedRevisions(rows, place, parts.embedder.name)),
  keepSheets: (place, names) => forgetSheets(parts.database, place, names),
  forget: (place) => forgetSheets(parts.database, place),
  search: (place, query, options, signal) => searchChunks(parts, place, query, options, signal),
})

/** What retention deletes when nobody has used it for long. */
export const expiringSheets = { table: "indexed_sheets", usedAt: "used_at" }
