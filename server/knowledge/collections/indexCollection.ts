import { setImmediate as nextTurn } from "node:timers/promises"
import type { Database } from "../../database/database.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { textChunks } from "../../tables/chunks/textChunks.ts"
import type { WorkbookIndex } from "../index/workbookIndex.ts"
import { nextUnindexed, titlesOfCollection, type CollectionPlace } from "./collectionStore.ts"

export interface IndexCollectionParts {
  readonly database: Database
  readonly knowledge: Pick<WorkbookIndex, "index" | "keepSheets">
}

/**
 * Indexes the documents that the index has not read as they are now. Stopped half-way it goes on from there the next time.
 * @throws AppError cancelled, storage_unavailable, and what the embedder throws.
 */
export async function indexCollection(
  { database, knowledge }: IndexCollectionParts,
  place: CollectionPlace,
  signal: AbortSignal,
): Promise<void> {
  const { owner, collectionId: workbookId } = place
  let after: string | undefined
  for (;;) {
    const document = await database.asOwner(owner, (rows) => nextUnindexed(rows, place, after))
    if (!document) break
    const { title, text, hash } = document
    await knowledge.index({ owner, workbookId, sheet: title }, inGroups(textChunks(title, text)), signal, hash)
    after = title
  }
  // It may have been deleted meanwhile, and the index with it before the last of it was written.
  const titles = await database.asOwner(owner, (rows) => titlesOfCollection(rows, place))
  await knowledge.keepSheets({ owner, workbookId }, [...titles.keys()])
}

const chunksAtOnce = 64

async function* inGroups(chunks: Iterable<Chunk>): AsyncGenerator<readonly Chunk[]> {
  let group: Chunk[] = []
  for (const chunk of chunks) {
    group.push(chunk)
    if (group.length < chunksAtOnce) continue
    // Others have their turn.
    await nextTurn()
    yield group
    group = []
  }
  yield group
}
