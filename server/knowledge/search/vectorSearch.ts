import { setImmediate as nextTurn } from "node:timers/promises"
import { signScores, signTables } from "../segments/binaryVectors.ts"
import { BestCandidates, passes, type Candidate, type CandidateQuery } from "./candidates.ts"
import { readCodes, type OpenSegment, type SegmentReader } from "./openSegments.ts"

/** A query's vector and the name of the embedder that made it; an empty one is near nothing. */
export interface EmbeddedQuery {
  readonly embedder: string
  readonly vector: Float32Array
}

/** The chunks that are probably nearest to the query's vector, best first: their exact distances are still to be computed. */
export async function vectorSearch(
  reader: SegmentReader,
  segments: readonly OpenSegment[],
  { embedder, vector }: EmbeddedQuery,
  { filter, most }: CandidateQuery,
): Promise<Candidate[]> {
  const codes = await readCodes(reader, segments, embedder)
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
