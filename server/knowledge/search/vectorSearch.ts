import { setImmediate as nextTurn } from "node:timers/promises"
import type { Queries } from "../../database/database.ts"
import type { Owner } from "../../auth/owner.ts"
import { signScores, signTables } from "../segments/binaryVectors.ts"
import { BestCandidates, passes, type Candidate, type ChunkFilter } from "./candidates.ts"
import { readCodes, type OpenSegment } from "./openSegments.ts"
import type { SegmentCache } from "./segmentCache.ts"

/** The chunks that are probably nearest to the query's vector, best first: their exact distances are still to be computed. */
export async function vectorSearch(
  rows: Queries,
  cache: SegmentCache,
  owner: Owner,
  segments: readonly OpenSegment[],
  { embedder, vector }: { readonly embedder: string; readonly vector: Float32Array },
  filter: ChunkFilter,
  most: number,
): Promise<Candidate[]> {
  const codes = await readCodes(rows, cache, owner, segments, embedder)
  const tables = signTables(vector)
  const best = new BestCandidates(most)
  for (const [index, segment] of segments.entries()) {
    if (index % 8 === 7) await nextTurn()
    const packed = codes.get(segment.segment)
    // Of another length: another model under the same name.
    if (packed?.length !== segment.documents.count * Math.ceil(vector.length / 8)) continue
    for (const [document, score] of signScores(packed, tables).entries())
      if (passes(filter, segment, document)) best.add(segment, document, score)
  }
  return best.list()
}
