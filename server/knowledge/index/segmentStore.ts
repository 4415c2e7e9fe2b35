import { randomBytes } from "node:crypto"
import { ofOwner, ownerColumns, ownerValues, type OwnerQueries } from "../../database/ownerQueries.ts"
import type { Segment } from "../segments/segment.ts"
import { ofSheet, sheetValues, type SheetKey } from "./sheetPlace.ts"

/** The key of the owner's words; one is made where there is none. */
export async function searchKey(rows: OwnerQueries): Promise<Buffer> {
  const read = (): Promise<{ key: string }[]> => rows.query(`select key from search_keys where ${ofOwner}`)
  let [found] = await read()
  if (!found) {
    await rows.query(
      `insert into search_keys (${ownerColumns}, key) values (${ownerValues}, $3) on conflict do nothing`,
      [randomBytes(32).toString("base64")],
    )
    ;[found] = await read()
  }
  return Buffer.from(found?.key ?? "", "base64")
}

/** Stores a segment; says nothing when its sheet was forgotten. */
export async function writeSegment(rows: OwnerQueries, sheet: SheetKey, segment: Segment): Promise<void> {
  const [written] = await rows.query<{ segment: string }>(
    `insert into segments (${ownerColumns}, workbook_id, sheet, chunk_count, words, buckets, documents, embedder, codes)
     select ${ownerValues}, $3, $4, $5, $6::int[], $7, $8, $9, $10 where exists (select from indexed_sheets where ${ofSheet})
     returning segment::text`,
    [
      ...sheetValues(sheet),
      segment.count,
      segment.words,
      segment.buckets.length,
      segment.documents.toString("base64"),
      segment.embedder,
      segment.codes?.toString("base64") ?? null,
    ],
  )
  if (!written) return
  const filled = segment.buckets
    .map((postings, bucket) => ({ bucket, postings: postings.toString("base64") }))
    .filter(({ postings }) => postings !== "")
  for (let from = 0; from < filled.length; from += bucketsAtOnce)
    await rows.query(
      `insert into segment_terms (${ownerColumns}, workbook_id, sheet, segment, bucket, postings)
       select ${ownerValues}, $3, $4, $5::bigint, bucket, postings from json_to_recordset($6::json) as b (bucket int, postings text)`,
      [...sheetValues(sheet), written.segment, JSON.stringify(filled.slice(from, from + bucketsAtOnce))],
    )
}

/** Some 0.3 MB in a statement. */
const bucketsAtOnce = 256

export interface SegmentRow {
  readonly segment: string
  readonly chunkCount: number
  readonly embedder: string | null
}

/** The segments of a sheet, without what they hold. */
export const segmentRows = (rows: OwnerQueries, sheet: SheetKey): Promise<SegmentRow[]> =>
  rows.query(
    `select segment::text, chunk_count as "chunkCount", embedder from segments where ${ofSheet} order by segments.segment`,
    sheetValues(sheet),
  )

/** One segment with all that it holds; undefined when it is gone. */
export async function readSegment(rows: OwnerQueries, sheet: SheetKey, segment: string): Promise<Segment | undefined> {
  const [found] = await rows.query<{
    chunk_count: number
    words: [number, number, number]
    documents: string
    embedder: string | null
    codes: string | null
  }>(`select chunk_count, words, documents, embedder, codes from segments where ${ofSheet} and segment = $5::bigint`, [
    ...sheetValues(sheet),
    segment,
  ])
  if (!found) return undefined
  const buckets = await rows.query<{ postings: string }>(
    `select postings from segment_terms where ${ofSheet} and segment = $5::bigint`,
    [...sheetValues(sheet), segment],
  )
  return {
    count: found.chunk_count,
    words: found.words,
    documents: Buffer.from(found.documents, "base64"),
    buckets: buckets.map(({ postings }) => Buffer.from(postings, "base64")),
    embedder: found.embedder,
    codes: found.codes === null ? null : Buffer.from(found.codes, "base64"),
  }
}

export async function deleteSegments(rows: OwnerQueries, sheet: SheetKey, segments: readonly string[]): Promise<void> {
  await rows.query(`delete from segments where ${ofSheet} and segment = any($5::bigint[])`, [
    ...sheetValues(sheet),
    segments,
  ])
}

/** Puts codes of another embedder in place. */
export async function writeCodes(
  rows: OwnerQueries,
  sheet: SheetKey,
  { segment, embedder, codes }: { readonly segment: string; readonly embedder: string; readonly codes: Buffer },
): Promise<void> {
  await rows.query(`update segments set embedder = $6, codes = $7 where ${ofSheet} and segment = $5::bigint`, [
    ...sheetValues(sheet),
    segment,
    embedder,
    codes.toString("base64"),
  ])
}
