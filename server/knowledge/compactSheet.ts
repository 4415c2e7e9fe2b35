import type { Database } from "../database/database.ts"
import { liveHashes, lockSheet } from "./chunkStore.ts"
import { mergeSegments } from "./segments/mergeSegments.ts"
import type { Segment } from "./segments/segment.ts"
import { deleteSegments, readSegment, segmentRows, writeSegment, type SegmentRow } from "./segmentStore.ts"
import type { SheetPlace } from "./sheetPlace.ts"

/** A search reads a bucket of each segment for each word: a sheet should have few segments. */
const segmentsAtMost = 4
const chunksAtMost = 4096

/** Makes few segments of a sheet's many, and drops what is dead where that is half. */
export async function compactSheet(database: Database, place: SheetPlace): Promise<void> {
  for (;;) {
    const done = await database.asOwner(place.owner, async (rows) => {
      const all = await segmentRows(rows, place)
      const alive = new Set(await liveHashes(rows, place))
      const chosen = toMerge(all, alive.size)
      if (chosen.length === 0) return true
      await lockSheet(rows, place)
      const read: Segment[] = []
      for (const { segment } of chosen) {
        const found = await readSegment(rows, place, segment)
        if (!found) return false // somebody else merged it
        read.push(found)
      }
      const merged = await mergeSegments(read, alive)
      if (merged.count > 0) await writeSegment(rows, place, merged)
      await deleteSegments(
        rows,
        place,
        chosen.map(({ segment }) => segment),
      )
      return true
    })
    if (done) return
  }
}

function toMerge(all: readonly SegmentRow[], alive: number): readonly SegmentRow[] {
  const stored = all.reduce((sum, { chunkCount }) => sum + chunkCount, 0)
  if (stored > 2 * alive) return all
  const small = all.filter(({ chunkCount }) => chunkCount < chunksAtMost / 2)
  return small.length > segmentsAtMost ? small : []
}
