import { termBytes } from "./termKey.ts"
import { timeSlices } from "../../async/timeSlices.ts"

/** In which chunks of a segment a term stands: their numbers, rising, and for each how often, packed by `packCounts`. */
export interface Posting {
  readonly documents: number[]
  readonly counts: number[]
}

/** Frequencies in one byte: title 0 … 3, header 0 … 3, body 0 … 15. More of a word says next to nothing more. */
export const packCounts = ([title, header, body]: readonly [number, number, number]): number =>
  (Math.min(title, 3) << 6) | (Math.min(header, 3) << 4) | Math.min(body, 15)

/** Bytes of a bucket: small enough for PostgreSQL to keep it in its row. */
const bucketBytes = 1200
const bucketsAtMost = 4096

/** The bucket of a segment in which a term would stand; `buckets` is a power of two. */
export const bucketOf = (term: Uint8Array, buckets: number): number =>
  (((term[0] ?? 0) << 8) | (term[1] ?? 0)) % buckets

/**
 * Postings in buckets, so that a search reads what concerns its words. In a bucket stand one after the other: term, bytes that
 * follow for it, and for each chunk the distance from the one before and the frequencies; integers as LEB128. Terms are given as hex.
 */
export async function packPostings(postings: ReadonlyMap<string, Posting>): Promise<Buffer[]> {
  const yieldWhenDue = timeSlices()
  const packed: [term: Buffer, body: Buffer][] = []
  let bytes = 0
  for (const [term, posting] of postings) {
    const pause = yieldWhenDue()
    if (pause) await pause
    const body = packPosting(posting)
    packed.push([Buffer.from(term, "hex"), body])
    bytes += body.length + termBytes + 2
  }
  const buckets = Math.min(bucketsAtMost, 2 ** Math.ceil(Math.log2(Math.max(1, bytes / bucketBytes))))
  const parts = Array.from({ length: buckets }, (): Buffer[] => [])
  for (const [term, body] of packed) {
    const length: number[] = []
    pushNumber(length, body.length)
    parts[bucketOf(term, buckets)]?.push(term, Buffer.from(length), body)
  }
  return parts.map((some) => Buffer.concat(some))
}

function packPosting({ documents, counts }: Posting): Buffer {
  const bytes: number[] = []
  let last = -1
  for (const [index, document] of documents.entries()) {
    pushNumber(bytes, document - last)
    bytes.push(counts[index] ?? 0)
    last = document
  }
  return Buffer.from(bytes)
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
}

/** Reads a bucket's numbers one after the other. */
class Reader {
  at = 0
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0
  }

  number(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
}

/** The posting of one term; undefined when it does not stand in the bucket. */
export function findPosting(bucket: Uint8Array, term: Uint8Array): Posting | undefined {
  const reader = new Reader(bucket)
  while (reader.at < bucket.length) {
    const start = reader.at
    reader.at += termBytes
    const length = reader.number()
    if (term.every((byte, index) => bucket[start + index] === byte)) return readPosting(reader, length)
    reader.at += length
  }
  return undefined
}

/** All postings of a bucket, by their terms as hex. */
export function* eachPosting(bucket: Uint8Array): Generator<[term: string, posting: Posting]> {
  const reader = new Reader(bucket)
  while (reader.at < bucket.length) {
    const term = Buffer.from(bucket.subarray(reader.at, reader.at + termBytes)).toString("hex")
    reader.at += termBytes
    yield [term, readPosting(reader, reader.number())]
  }
}

function readPosting(reader: Reader, length: number): Posting {
  const end = reader.at + length
  const documents: number[] = []
  const counts: number[] = []
  let document = -1
  while (reader.at < end) {
    document += reader.number()
    documents.push(document)
    counts.push(reader.byte())
  }
  return { documents, counts }
}
