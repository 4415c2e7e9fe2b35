import { AppError } from "../../../shared/errors.ts"
import type { Database } from "../../database/database.ts"
import type { Embedder } from "../../models/embedder.ts"
import { batch, nextBatchSize } from "./batchSize.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { finishSheet, lockSheet, missingChunks, noteSheet, writeChunks } from "./chunkStore.ts"
import { compactSheet } from "./compactSheet.ts"
import { embeddedText } from "./embeddedText.ts"
import { makeSegment } from "../segments/segment.ts"
import { termsWith } from "../segments/termKey.ts"
import { searchKey, writeSegment } from "./segmentStore.ts"
import type { SheetPlace } from "./sheetPlace.ts"

export interface IndexParts {
  readonly database: Database
  readonly embedder: Embedder
}

export interface Indexed {
  /** Of all chunks, known before or not. */
  readonly hashes: ReadonlySet<string>
  /** How many were new. */
  readonly written: number
}

/** With `revision` the chunks are all that the sheet holds. */
export interface SheetChunks {
  readonly chunks: AsyncIterable<readonly Chunk[]>
  readonly revision?: string | undefined
}

/**
 * Stores the chunks of a sheet that its workbook does not have yet. With `revision` all others are
 * forgotten. Stopped or failed half-way it leaves what was stored, and goes on from there the next time.
 * @throws AppError cancelled, storage_unavailable, and what the embedder and `chunks` throw.
 */
export async function indexChunks(
  parts: IndexParts,
  place: SheetPlace,
  { chunks, revision }: SheetChunks,
  signal: AbortSignal,
): Promise<Indexed> {
  const { database } = parts
  const hashes = new Set<string>()
  const key = await database.asOwner(place.owner, async (rows) => {
    await noteSheet(rows, place)
    return searchKey(rows)
  })
  const termOf = termsWith(key)
  let waiting: Chunk[] = []
  let written = 0
  let size = batch.first
  const store = async (): Promise<void> => {
    if (waiting.length === 0) return
    if (signal.aborted) throw stopped(signal)
    const startedAt = performance.now()
    const missing = await database.asOwner(place.owner, (rows) => missingChunks(rows, place, waiting))
    if (missing.length > 0) written += await storeBatch(parts, place, { chunks: missing, termOf }, signal)
    size = nextBatchSize(waiting.length, performance.now() - startedAt)
    waiting = []
  }
  try {
    for await (const some of chunks) {
      const fresh = some.filter(({ hash }) => !hashes.has(hash))
      for (const { hash } of fresh) hashes.add(hash)
      waiting.push(...fresh)
      if (waiting.length >= size) await store()
    }
  } catch (error) {
    // What came before is kept.
    if (!signal.aborted) throw error
    waiting = []
    throw stopped(signal)
  }
  await store()
  if (revision !== undefined) {
    await database.asOwner(place.owner, async (rows) => {
      await lockSheet(rows, place)
      // Notes a sheet that was forgotten meanwhile, too.
      await noteSheet(rows, place)
      await finishSheet(rows, place, revision, [...hashes])
    })
    await compactSheet(database, place, hashes.size)
  }
  return { hashes, written }
}

async function storeBatch(
  { database, embedder }: IndexParts,
  place: SheetPlace,
  { chunks, termOf }: { readonly chunks: readonly Chunk[]; readonly termOf: (word: string) => string },
  signal: AbortSignal,
): Promise<number> {
  const vectors = await embedder.embed(chunks.map(embeddedText), signal)
  const segment = await makeSegment(chunks, vectors, embedder.name, termOf)
  await database.asOwner(place.owner, async (rows) => {
    await lockSheet(rows, place)
    await writeChunks(rows, place, { embedder: embedder.name, chunks, vectors })
    await writeSegment(rows, place, segment)
  })
  return chunks.length
}

const stopped = (signal: AbortSignal): AppError =>
  new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
