import { ofOwner, type OwnerQueries } from "../../database/ownerQueries.ts"
import { Documents } from "../segments/documents.ts"
import type { SegmentCache } from "./segmentCache.ts"

/** A segment that a search looks through. */
export interface OpenSegment {
  readonly segment: string
  readonly workbookId: string
  readonly sheet: string
  readonly words: readonly [number, number, number]
  readonly buckets: number
  readonly embedder: string | null
  readonly documents: Documents
}

/** Reads segments of one owner, and remembers what it has read. */
export interface SegmentReader {
  readonly rows: OwnerQueries
  readonly cache: SegmentCache
}

/** The segments of some workbooks. */
export async function openSegments(reader: SegmentReader, workbookIds: readonly string[]): Promise<OpenSegment[]> {
  const found = await reader.rows.query<Omit<OpenSegment, "documents">>(
    `select segment::text, workbook_id as "workbookId", sheet, words, buckets, embedder from segments
     where ${ofOwner} and workbook_id = any($3::text[])
     order by segments.segment`,
    [workbookIds],
  )
  const documents = await readParts(reader, found, "documents")
  return found.flatMap((segment) => {
    const packed = documents.get(segment.segment)
    return packed ? [{ ...segment, documents: new Documents(packed) }] : []
  })
}

/** The codes of segments that have some of this embedder, by segment. */
export const readCodes = (
  reader: SegmentReader,
  segments: readonly OpenSegment[],
  embedder: string,
): Promise<Map<string, Buffer>> =>
  readParts(
    reader,
    segments.filter((segment) => segment.embedder === embedder),
    "codes",
  )

/** Read some at a time: PGlite works in this process, and a large answer would hold it up. */
const partsAtOnce = 16

async function readParts(
  { rows, cache }: SegmentReader,
  segments: readonly Pick<OpenSegment, "segment" | "workbookId" | "embedder">[],
  part: "documents" | "codes",
): Promise<Map<string, Buffer>> {
  const read = new Map<string, Buffer>()
  const unknown: (typeof segments)[number][] = []
  // Codes change when another embedder makes them anew.
  const keyOf = ({ segment, embedder }: (typeof segments)[number]): string =>
    part === "codes" ? `codes ${segment} ${embedder ?? ""}` : `documents ${segment}`
  for (const segment of segments) {
    const known = cache.get(keyOf(segment))
    if (known) read.set(segment.segment, known)
    else unknown.push(segment)
  }
  for (let from = 0; from < unknown.length; from += partsAtOnce) {
    const some = unknown.slice(from, from + partsAtOnce)
    const found = await rows.query<{ segment: string; embedder: string | null; body: string | null }>(
      `select segment::text, embedder, ${part} as body from segments
       where ${ofOwner} and workbook_id = any($3::text[]) and segment = any($4::bigint[])`,
      [[...new Set(some.map(({ workbookId }) => workbookId))], some.map(({ segment }) => segment)],
    )
    for (const { segment, embedder, body } of found) {
      const asked = some.find((each) => each.segment === segment)
      if (body === null || !asked || (part === "codes" && asked.embedder !== embedder)) continue
      const bytes = Buffer.from(body, "base64")
      cache.set(keyOf(asked), bytes)
      read.set(segment, bytes)
    }
  }
  return read
}

/** The buckets in which the terms would stand, as `segment/bucket`. */
export async function readBuckets(
  { rows, cache }: SegmentReader,
  wanted: readonly { readonly segment: OpenSegment; readonly bucket: number }[],
): Promise<Map<string, Buffer>> {
  const read = new Map<string, Buffer>()
  const unknown = new Map<string, (typeof wanted)[number]>()
  for (const each of wanted) {
    const key = bucketKey(each.segment.segment, each.bucket)
    const known = cache.get(key)
    if (known) read.set(key, known)
    else unknown.set(key, each)
  }
  if (unknown.size === 0) return read
  const all = [...unknown.values()]
  const found = await rows.query<{ segment: string; bucket: number; postings: string }>(
    // `offset 0` keeps it a look-up for each bucket: a database that nobody has analyzed takes one owner's rows for few and reads all.
    `select t.segment::text, t.bucket, t.postings
     from unnest($3::text[], $4::text[], $5::bigint[], $6::int[]) as w (workbook_id, sheet, segment, bucket),
       lateral (
         select * from segment_terms t
         where ${ofOwner} and t.workbook_id = w.workbook_id and t.sheet = w.sheet
           and t.segment = w.segment and t.bucket = w.bucket
         offset 0
       ) t`,
    [
      all.map(({ segment }) => segment.workbookId),
      all.map(({ segment }) => segment.sheet),
      all.map(({ segment }) => segment.segment),
      all.map(({ bucket }) => bucket),
    ],
  )
  for (const { segment, bucket, postings } of found) {
    const bytes = Buffer.from(postings, "base64")
    cache.set(bucketKey(segment, bucket), bytes)
    read.set(bucketKey(segment, bucket), bytes)
    unknown.delete(bucketKey(segment, bucket))
  }
  // Empty buckets are not stored.
  for (const key of unknown.keys()) cache.set(key, Buffer.alloc(0))
  return read
}

export const bucketKey = (segment: string, bucket: number): string => `${segment}/${bucket}`
