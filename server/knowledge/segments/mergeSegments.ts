import { Documents } from "./documents.ts"
import { eachPosting, packPostings, type Posting } from "./postings.ts"
import type { Segment } from "./segment.ts"
import { timeSlices } from "../../async/timeSlices.ts"

/** One segment of the chunks of several that are alive, each once; without codes unless all were made by one embedder. */
export async function mergeSegments(segments: readonly Segment[], alive: ReadonlySet<string>): Promise<Segment> {
  const seen = new Set<string>()
  const records: Buffer[] = []
  const codes: Buffer[] = []
  const words: [number, number, number] = [0, 0, 0]
  const postings = new Map<string, Posting>()
  const embedder = segments[0]?.embedder ?? null
  const comparable = segments.every((segment) => segment.codes !== null && segment.embedder === embedder)
  const yieldWhenDue = timeSlices()
  for (const segment of segments) {
    const documents = new Documents(segment.documents)
    const kept: number[] = []
    const numbers = new Map<number, number>()
    for (let index = 0; index < documents.count; index++) {
      const hash = documents.hash(index)
      if (!alive.has(hash) || seen.has(hash)) continue
      numbers.set(index, seen.size)
      seen.add(hash)
      kept.push(index)
      words[0] += documents.titleLength(index)
      words[1] += documents.headerLength(index)
      words[2] += documents.bodyLength(index)
    }
    records.push(documents.only(kept))
    if (comparable && segment.codes) codes.push(rowsOf(segment.codes, segment.codes.length / documents.count, kept))
    for (const bucket of segment.buckets) {
      await yieldWhenDue()
      for (const [term, posting] of eachPosting(bucket)) append(postings, term, posting, numbers)
    }
  }
  return {
    count: seen.size,
    words,
    documents: Buffer.concat(records),
    buckets: await packPostings(postings),
    embedder: comparable ? embedder : null,
    codes: comparable ? Buffer.concat(codes) : null,
  }
}

function append(
  postings: Map<string, Posting>,
  term: string,
  { documents, counts }: Posting,
  numbers: ReadonlyMap<number, number>,
): void {
  for (const [index, document] of documents.entries()) {
    const number = numbers.get(document)
    if (number === undefined) continue
    let posting = postings.get(term)
    if (!posting) postings.set(term, (posting = { documents: [], counts: [] }))
    posting.documents.push(number)
    posting.counts.push(counts[index] ?? 0)
  }
}

const rowsOf = (codes: Buffer, bytes: number, rows: readonly number[]): Buffer =>
  Buffer.concat(rows.map((row) => codes.subarray(row * bytes, (row + 1) * bytes)))
