import type { Chunk } from "../tables/chunks/chunk.ts"

// Made in some 20 ms, in which nobody else's call has its turn, and read here in a few.
export const chunksPerReply = 32

/** All that `next` has; a batch of fewer than `chunksPerReply` is the last one. */
export async function* inBatches(next: () => Promise<Chunk[]>): AsyncGenerator<Chunk[]> {
  const more = (): Promise<Chunk[]> => {
    const some = next()
    some.catch(() => undefined) // whoever stops reading does not hear how this one ends
    return some
  }
  for (let coming = more(); ;) {
    const some = await coming
    const last = some.length < chunksPerReply
    // The worker makes them while these are used.
    if (!last) coming = more()
    if (some.length > 0) yield some
    if (last) return
  }
}
