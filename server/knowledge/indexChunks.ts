import { AppError } from "../../shared/errors.ts"
import type { Database } from "../database/database.ts"
import type { Embedder } from "../models/embedder.ts"
import type { Chunk } from "./chunks/chunk.ts"
import { finishSheet, missingChunks, writeChunks } from "./chunkStore.ts"
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

/** Few enough that the embedded database, which works in this process, does not hold it up for long. */
const chunksAtOnce = 32

/**
 * Stores the chunks of a sheet that it does not have yet. With `revision` they are all that the sheet holds: others are
 * forgotten. Stopped or failed half-way it leaves what was stored, and goes on from there the next time.
 * @throws AppError cancelled, storage_unavailable, and what the embedder and `chunks` throw.
 */
export async function indexChunks(
  { database, embedder }: IndexParts,
  place: SheetPlace,
  chunks: AsyncIterable<readonly Chunk[]>,
  signal: AbortSignal,
  revision?: string,
): Promise<Indexed> {
  const hashes = new Set<string>()
  let written = 0
  for await (const some of chunks) {
    const missing = await database.asOwner(place.owner, (rows) => missingChunks(rows, place, embedder.name, some))
    for (const { hash } of some) hashes.add(hash)
    for (let from = 0; from < missing.length; from += chunksAtOnce) {
      if (signal.aborted) throw new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
      const batch = missing.slice(from, from + chunksAtOnce)
      const vectors = await embedder.embed(
        batch.map(({ content }) => content),
        signal,
      )
      await database.asOwner(place.owner, (rows) => writeChunks(rows, place, embedder.name, batch, vectors))
      written += batch.length
    }
  }
  if (revision !== undefined)
    await database.asOwner(place.owner, async (rows) => {
      // Notes a sheet that holds nothing, too: it need not be read again.
      await missingChunks(rows, place, embedder.name, [])
      await finishSheet(rows, place, embedder.name, revision, [...hashes])
    })
  return { hashes, written }
}
