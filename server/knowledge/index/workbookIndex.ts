import type { Chunk } from "../../tables/chunks/chunk.ts"
import { indexedRevisions, keepSheets } from "./chunkStore.ts"
import { indexChunks, type Indexed, type IndexParts } from "./indexChunks.ts"
import type { SheetPlace, WorkbookPlace } from "./sheetPlace.ts"

/** What the index holds of the workbooks of each owner. */
export interface WorkbookIndex {
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
}

export function workbookIndexIn(parts: IndexParts): WorkbookIndex {
  const { database } = parts
  return {
    index: (place, chunks, signal, revision) => indexChunks(parts, place, { chunks, revision }, signal),
    revisions: (place) => database.asOwner(place.owner, (rows) => indexedRevisions(rows, place)),
    keepSheets: (place, sheets) => database.asOwner(place.owner, (rows) => keepSheets(rows, place, sheets)),
    forget: (place) => database.asOwner(place.owner, (rows) => keepSheets(rows, place, [])),
  }
}
