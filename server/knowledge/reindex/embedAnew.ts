import { AppError } from "../../../shared/errors.ts"
import type { Queries } from "../../database/database.ts"
import { batch, nextBatchSize } from "../index/batchSize.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { lockSheet } from "../index/chunkStore.ts"
import { embeddedText } from "../index/embeddedText.ts"
import type { IndexParts } from "../index/indexChunks.ts"
import { Documents } from "../segments/documents.ts"
import { packSigns } from "../segments/binaryVectors.ts"
import { writeCodes } from "../index/segmentStore.ts"
import { workbookValues, type SheetPlace, type WorkbookPlace } from "../index/sheetPlace.ts"
import { vectorText } from "../index/vectorText.ts"

const ofWorkbook = "tenant_id = $1 and user_id = $2 and workbook_id = $3"

/**
 * Embeds anew what another embedder embedded of a workbook, and returns of how many chunks. Until a segment is done it is searched by its
 * words. Stopped half-way it goes on from there the next time. `pause` is awaited before each batch.
 * @throws AppError cancelled, storage_unavailable, and what the embedder throws.
 */
export async function embedAnew(
  parts: IndexParts,
  place: WorkbookPlace,
  signal: AbortSignal,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const { database, embedder } = parts
  const [probe] = await embedder.embed(["length"], signal)
  let embedded = 0
  for (;;) {
    const stale = await database.asOwner(place.owner, (rows) => staleSegment(rows, place, embedder.name))
    if (!stale) return embedded
    embedded += await embedSegment(parts, { ...place, sheet: stale.sheet }, stale, probe?.length ?? 0, signal, pause)
  }
}

interface StaleSegment {
  readonly sheet: string
  readonly segment: string
  readonly documents: string
}

async function staleSegment(rows: Queries, place: WorkbookPlace, embedder: string): Promise<StaleSegment | undefined> {
  const [found] = await rows.query<StaleSegment>(
    `select sheet, segment::text, documents from segments
     where ${ofWorkbook} and embedder is distinct from $4 order by segments.segment limit 1`,
    [...workbookValues(place), embedder],
  )
  return found
}

/** `dimensions` of the present embedder's vectors. */
async function embedSegment(
  { database, embedder }: IndexParts,
  place: SheetPlace,
  { segment, documents: packed }: StaleSegment,
  dimensions: number,
  signal: AbortSignal,
  pause: () => Promise<void>,
): Promise<number> {
  const documents = new Documents(Buffer.from(packed, "base64"))
  const codes: Buffer[] = []
  let embedded = 0
  let size = batch.first
  for (let from = 0; from < documents.count;) {
    await pause()
    if (signal.aborted) throw new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
    const startedAt = performance.now()
    const hashes = Array.from({ length: Math.min(size, documents.count - from) }, (_, at) => documents.hash(from + at))
    const known = await database.asOwner(place.owner, (rows) =>
      readChunks(rows, place, hashes, embedder.name, dimensions),
    )
    const stale = [...known].flatMap(([hash, chunk]) => (chunk.vector ? [] : [{ hash, ...chunk }]))
    const vectors = await embedder.embed(stale.map(embeddedText), signal)
    await database.asOwner(place.owner, async (rows) => {
      await lockSheet(rows, place)
      await writeVectors(rows, place, embedder.name, stale, vectors)
    })
    const anew = new Map(stale.map(({ hash }, at) => [hash, vectors[at]]))
    // What is dead has no direction.
    const none = new Float32Array(dimensions)
    codes.push(packSigns(hashes.map((hash) => anew.get(hash) ?? known.get(hash)?.vector ?? none)))
    embedded += stale.length
    from += hashes.length
    size = nextBatchSize(hashes.length, performance.now() - startedAt)
  }
  await database.asOwner(place.owner, async (rows) => {
    await lockSheet(rows, place)
    await writeCodes(rows, place, segment, embedder.name, Buffer.concat(codes))
  })
  return embedded
}

type StoredChunk = Pick<Chunk, "sheet" | "title" | "table" | "columns" | "content"> & {
  /** Of the present embedder; undefined when another one made it. */
  readonly vector: Float32Array | undefined
}

async function readChunks(
  rows: Queries,
  place: WorkbookPlace,
  hashes: readonly string[],
  embedder: string,
  dimensions: number,
): Promise<Map<string, StoredChunk>> {
  const found = await rows.query<{
    hash: string
    sheet: string
    title: string | null
    columns: string[]
    table_name: string | null
    content: string
    vector: string | null
  }>(
    `select hash, sheet, title, table_name, columns, content,
       case when embedder = $5 and vector_dims(embedding) = $6 then embedding::text end as vector
     from chunks where ${ofWorkbook} and hash = any($4::text[])`,
    [...workbookValues(place), hashes, embedder, dimensions],
  )
  return new Map(
    found.map(({ hash, sheet, title, table_name: table, columns, content, vector }) => [
      hash,
      // pgvector writes a vector as a JSON array of numbers.
      {
        sheet,
        title,
        table,
        columns,
        content,
        vector: vector === null ? undefined : Float32Array.from(JSON.parse(vector) as number[]),
      },
    ]),
  )
}

async function writeVectors(
  rows: Queries,
  place: SheetPlace,
  embedder: string,
  chunks: readonly { readonly hash: string }[],
  vectors: readonly Float32Array[],
): Promise<void> {
  if (chunks.length === 0) return
  const written = chunks.map(({ hash }, at) => ({ hash, embedding: vectorText(vectors[at] ?? new Float32Array()) }))
  await rows.query(
    `update chunks c set embedder = $4, embedding = v.embedding::halfvec
     from json_to_recordset($5::json) as v (hash text, embedding text)
     where ${ofWorkbook} and c.hash = v.hash`,
    [...workbookValues(place), embedder, JSON.stringify(written)],
  )
}
