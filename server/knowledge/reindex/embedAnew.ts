import { AppError } from "../../../shared/errors.ts"
import type { OwnerQueries } from "../../database/ownerQueries.ts"
import { batch, nextBatchSize } from "../index/batchSize.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { lockSheet } from "../index/chunkStore.ts"
import { embeddedText } from "../index/embeddedText.ts"
import type { IndexParts } from "../index/indexChunks.ts"
import { Documents } from "../segments/documents.ts"
import { packSigns } from "../segments/binaryVectors.ts"
import { writeCodes } from "../index/segmentStore.ts"
import { ofWorkbook, type SheetPlace, type WorkbookKey, type WorkbookPlace } from "../index/sheetPlace.ts"
import { vectorText } from "../index/vectorText.ts"

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
  const embedding = { ...parts, dimensions: probe?.length ?? 0, pause }
  let embedded = 0
  for (;;) {
    const stale = await database.asOwner(place.owner, (rows) => staleSegment(rows, place, embedder.name))
    if (!stale) return embedded
    embedded += await embedSegment(embedding, { ...place, sheet: stale.sheet }, stale, signal)
  }
}

interface StaleSegment {
  readonly sheet: string
  readonly segment: string
  readonly documents: string
}

async function staleSegment(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  embedder: string,
): Promise<StaleSegment | undefined> {
  const [found] = await rows.query<StaleSegment>(
    `select sheet, segment::text, documents from segments
     where ${ofWorkbook} and embedder is distinct from $4 order by segments.segment limit 1`,
    [workbookId, embedder],
  )
  return found
}

/** The present embedder. */
interface Model {
  readonly name: string
  readonly dimensions: number
}

interface Embedding extends IndexParts {
  readonly dimensions: number
  readonly pause: () => Promise<void>
}

async function embedSegment(
  { database, embedder, dimensions, pause }: Embedding,
  place: SheetPlace,
  { segment, documents: packed }: StaleSegment,
  signal: AbortSignal,
): Promise<number> {
  const model = { name: embedder.name, dimensions }
  const documents = new Documents(Buffer.from(packed, "base64"))
  const codes: Buffer[] = []
  let embedded = 0
  let size = batch.first
  for (let from = 0; from < documents.count;) {
    await pause()
    if (signal.aborted) throw new AppError("cancelled", "The indexing was stopped.", { cause: signal.reason })
    const startedAt = performance.now()
    const hashes = Array.from({ length: Math.min(size, documents.count - from) }, (_, at) => documents.hash(from + at))
    const known = await database.asOwner(place.owner, (rows) => readChunks(rows, place, hashes, model))
    const stale = [...known].flatMap(([hash, chunk]) => (chunk.vector ? [] : [{ hash, ...chunk }]))
    const vectors = await embedder.embed(stale.map(embeddedText), signal)
    const anew = new Map(stale.map(({ hash }, at) => [hash, vectors[at] ?? new Float32Array()]))
    await database.asOwner(place.owner, async (rows) => {
      await lockSheet(rows, place)
      await writeVectors(rows, place, embedder.name, anew)
    })
    // What is dead has no direction.
    const none = new Float32Array(dimensions)
    codes.push(packSigns(hashes.map((hash) => anew.get(hash) ?? known.get(hash)?.vector ?? none)))
    embedded += stale.length
    from += hashes.length
    size = nextBatchSize(hashes.length, performance.now() - startedAt)
  }
  await database.asOwner(place.owner, async (rows) => {
    await lockSheet(rows, place)
    await writeCodes(rows, place, { segment, embedder: embedder.name, codes: Buffer.concat(codes) })
  })
  return embedded
}

type StoredChunk = Pick<Chunk, "sheet" | "title" | "table" | "columns" | "content"> & {
  /** Of the present embedder; undefined when another one made it. */
  readonly vector: Float32Array | undefined
}

async function readChunks(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  hashes: readonly string[],
  { name, dimensions }: Model,
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
    [workbookId, hashes, name, dimensions],
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
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  embedder: string,
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  if (vectors.size === 0) return
  const written = [...vectors].map(([hash, vector]) => ({ hash, embedding: vectorText(vector) }))
  await rows.query(
    `update chunks c set embedder = $4, embedding = v.embedding::halfvec
     from json_to_recordset($5::json) as v (hash text, embedding text)
     where ${ofWorkbook} and c.hash = v.hash`,
    [workbookId, embedder, JSON.stringify(written)],
  )
}
