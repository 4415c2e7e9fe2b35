import type { Database } from "../../database/database.ts"
import { liveHashes, lockSheet } from "./chunkStore.ts"
import { mergeSegments } from "../segments/mergeSegments.ts"
import type { Segment } from "../segments/segment.ts"
import { deleteSegments, readSegment, segmentRows, writeSegment, type SegmentRow } from "./segmentStore.ts"
import type { SheetPlace } from "./sheetPlace.ts"

/** A search reads a bucket of each segment for each word: a sheet should have few segments. */
const segmentsAtMost = 4
const chunksAtMost = 4096

/** Makes few segments of a sheet's many, and drops what is dead where that is half. `alive` is how many chunks the sheet has. */
export async function compactSheet(database: Database, place: SheetPlace, alive: number): Promise<void> {
  const all = await database.asOwner(place.owner, (rows) => segmentRows(rows, place))
  for (const group of toMerge(all, alive))
    await database.asOwner(place.owner, async (rows) => {
      await lockSheet(rows, place)
      const read: Segment[] = []
      for (const { segment } of group) {
        const found = await readSegment(rows, place, segment)
        if (!found) return // somebody else merged it
        read.push(found)
      }
      const merged = await mergeSegments(read, new Set(await liveHashes(rows, place)))
      if (merged.count > 0) await writeSegment(rows, place, merged)
      await deleteSegments(
        rows,
        place,
        group.map(({ segment }) => segment),
      )
    })
}

/** Each group becomes one segment. None grows so large that merging it would hold others up. */
export function toMerge(all: readonly SegmentRow[], alive: number): SegmentRow[][] {
  const stored = all.reduce((sum, { chunkCount }) => sum + chunkCount, 0)
  const mostlyDead = stored > 2 * alive
  const small = all.filter(({ chunkCount }) => mostlyDead || chunkCount < chunksAtMost / 2)
  if (!mostlyDead && small.length <= segmentsAtMost) return []
  const groups: { segments: SegmentRow[]; chunks: number }[] = []
  for (const segment of small) {
    let last = groups.at(-1)
    if (!last || last.chunks + segment.chunkCount > chunksAtMost) groups.push((last = { segments: [], chunks: 0 }))
    last.segments.push(segment)
    last.chunks += segment.chunkCount
  }
  return groups.map(({ segments }) => segments)
}
