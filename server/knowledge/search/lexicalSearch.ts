import { setImmediate as nextTurn } from "node:timers/promises"
import { bucketOf, findPosting, type Posting } from "../segments/postings.ts"
import { termOf } from "../segments/termKey.ts"
import { BestCandidates, passes, type Candidate, type CandidateQuery } from "./candidates.ts"
import { bucketKey, readBuckets, type OpenSegment, type SegmentReader } from "./openSegments.ts"

/**
 * BM25F (Robertson, Zaragoza, Taylor 2004): a word counts most in what a table is called, then in its columns' names, then in its
 * cells, and less the longer the text it stands in is.
 */
const weights = { title: 3, header: 1, body: 0.3 }
const lengthShares = { title: 0.3, header: 0.3, body: 0.75 }
const saturation = 1.2

/** The chunks that hold most of the words, best first; a chunk whose header holds each of them once scores about 1. */
export async function lexicalSearch(
  reader: SegmentReader,
  segments: readonly OpenSegment[],
  { key, words }: { readonly key: Uint8Array; readonly words: readonly string[] },
  { filter, most }: CandidateQuery,
): Promise<Candidate[]> {
  const terms = [...new Set(words)].map((word) => termOf(key, word))
  const wanted = segments.flatMap((segment) =>
    [...new Set(terms.map((term) => bucketOf(term, segment.buckets)))].map((bucket) => ({ segment, bucket })),
  )
  const buckets = await readBuckets(reader, wanted)
  const found = segments.map((segment) =>
    terms.map((term) => {
      const bucket = buckets.get(bucketKey(segment.segment, bucketOf(term, segment.buckets)))
      return bucket && findPosting(bucket, term)
    }),
  )
  const total = segments.reduce((sum, { documents }) => sum + documents.count, 0)
  const rarities = terms.map((_, at) => {
    const holding = found.reduce((sum, postings) => sum + (postings[at]?.documents.length ?? 0), 0)
    return Math.log(1 + (total - holding + 0.5) / (holding + 0.5))
  })
  const whole = rarities.reduce((sum, rarity) => sum + rarity, 0)
  const average = averages(segments, total)
  const best = new BestCandidates(most)
  for (const [index, segment] of segments.entries()) {
    if (index % 8 === 7) await nextTurn()
    const scores = new Float32Array(segment.documents.count)
    for (const [at, posting] of (found[index] ?? []).entries())
      if (posting) addScores(scores, posting, segment, { weight: (rarities[at] ?? 0) / whole, average })
    for (let document = 0; document < scores.length; document++) {
      const score = scores[document] ?? 0
      if (score > 0 && passes(filter, segment, document)) best.add(segment, document, score)
    }
  }
  return best.list()
}

function averages(segments: readonly OpenSegment[], total: number): [number, number, number] {
  const mean = (field: 0 | 1 | 2): number =>
    Math.max(1, segments.reduce((sum, { words }) => sum + words[field], 0) / Math.max(1, total))
  return [mean(0), mean(1), mean(2)]
}

function addScores(
  scores: Float32Array,
  { documents: numbers, counts }: Posting,
  { documents }: OpenSegment,
  { weight, average }: { readonly weight: number; readonly average: readonly [number, number, number] },
): void {
  const [title, header, body] = average
  for (let at = 0; at < numbers.length; at++) {
    const document = numbers[at] ?? 0
    const count = counts[at] ?? 0
    let frequency = 0
    if (count >> 6) frequency += share(count >> 6, "title", documents.titleLength(document) / title)
    if ((count >> 4) & 3) frequency += share((count >> 4) & 3, "header", documents.headerLength(document) / header)
    if (count & 15) frequency += share(count & 15, "body", documents.bodyLength(document) / body)
    scores[document] = (scores[document] ?? 0) + (weight * frequency * (saturation + 1)) / (frequency + saturation)
  }
}

const share = (count: number, field: keyof typeof weights, length: number): number =>
  (weights[field] * count) / (1 - lengthShares[field] + lengthShares[field] * length)
