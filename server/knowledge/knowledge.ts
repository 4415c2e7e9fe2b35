import type { IndexParts } from "./index/indexChunks.ts"
import type { WorkbookPlace } from "./index/sheetPlace.ts"
import { workbookIndexIn, type WorkbookIndex } from "./index/workbookIndex.ts"
import { embedAnew } from "./reindex/embedAnew.ts"
import type { FoundChunk } from "./search/foundChunks.ts"
import { searchChunks, type SearchOptions, type SearchPlace } from "./search/searchChunks.ts"
import { segmentCache } from "./search/segmentCache.ts"

/** What was read of the workbooks of each owner, to be found again. */
export interface Knowledge extends WorkbookIndex {
  /** @see embedAnew */
  embedAnew(place: WorkbookPlace, signal: AbortSignal, pause?: () => Promise<void>): Promise<number>
  /** @see searchChunks */
  search(place: SearchPlace, query: string, options: SearchOptions, signal: AbortSignal): Promise<FoundChunk[]>
}

/** Enough for some 300,000 chunks whose words are asked for again and again. */
const cacheBytes = 96 * 1024 * 1024

export interface KnowledgeParts extends IndexParts {
  /** Told why a query could not be embedded; it is then searched by its words alone. */
  readonly onEmbedderFailure: (error: unknown) => void
}

export function knowledgeIn(parts: KnowledgeParts): Knowledge {
  const searching = { ...parts, cache: segmentCache(cacheBytes) }
  return {
    ...workbookIndexIn(parts),
    embedAnew: (place, signal, pause) => embedAnew(parts, place, signal, pause),
    search: (place, query, options, signal) => searchChunks(searching, place, { query, ...options }, signal),
  }
}
