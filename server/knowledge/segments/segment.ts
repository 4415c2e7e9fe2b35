import type { Chunk } from "../../tables/chunks/chunk.ts"
import { chunkTerms } from "./chunkTerms.ts"
import { packDocuments } from "./documents.ts"
import { packCounts, packPostings, type Posting } from "./postings.ts"
import { packSigns } from "./binaryVectors.ts"
import { timeSlices } from "../../async/timeSlices.ts"

/** A part of a sheet's index, made once and never changed; what its chunks' rows no longer hold is dead. */
export interface Segment {
  readonly count: number
  /** Words of title, header and body of all chunks together. */
  readonly words: readonly [number, number, number]
  /** @see packDocuments */
  readonly documents: Buffer
  /** @see packPostings */
  readonly buckets: readonly Buffer[]
  /** Whose vectors the codes were made of; null without. */
  readonly embedder: string | null
  /** @see packSigns */
  readonly codes: Buffer | null
}

/** The segment of these chunks; `termOf` gives the term of a word as hex. */
export async function makeSegment(
  chunks: readonly Chunk[],
  vectors: readonly Float32Array[],
  embedder: string,
  termOf: (word: string) => string,
): Promise<Segment> {
  const postings = new Map<string, Posting>()
  const lengths: (readonly [number, number, number])[] = []
  const words: [number, number, number] = [0, 0, 0]
  const yieldWhenDue = timeSlices()
  for (const [document, chunk] of chunks.entries()) {
    await yieldWhenDue()
    const terms = chunkTerms(chunk)
    lengths.push(terms.lengths)
    for (const field of [0, 1, 2] as const) words[field] += terms.lengths[field]
    for (const [word, counts] of terms.counts) {
      const term = termOf(word)
      let posting = postings.get(term)
      if (!posting) postings.set(term, (posting = { documents: [], counts: [] }))
      posting.documents.push(document)
      posting.counts.push(packCounts(counts))
    }
  }
  const documents = packDocuments(chunks, lengths)
  const codes = packSigns(vectors)
  return { count: chunks.length, words, documents, buckets: await packPostings(postings), embedder, codes }
}
