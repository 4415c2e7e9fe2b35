import { z } from "zod"
import { chunkTypes } from "../../../shared/knowledge.ts"
import type { Owner } from "../../auth/owner.ts"
import type { Queries } from "../../database/database.ts"
import { wordsOf } from "../../words/wordsOf.ts"
import { storable } from "../../../shared/storable.ts"
import type { Chunk, ChunkType } from "../../tables/chunks/chunk.ts"
import { unpackFigures } from "../index/chunkFigures.ts"
import type { IndexParts } from "../index/indexChunks.ts"
import { candidateKey, spread, type Candidate } from "./candidates.ts"
import { fuse, type Ranking } from "./fuse.ts"
import { lexicalSearch } from "./lexicalSearch.ts"
import { openSegments, type OpenSegment } from "./openSegments.ts"
import type { SegmentCache } from "./segmentCache.ts"
import { snippetOf, type Snippet } from "./snippet.ts"
import { vectorSearch } from "./vectorSearch.ts"
import { searchKey } from "../index/segmentStore.ts"
import { vectorText } from "../index/vectorText.ts"

export interface FoundChunk extends Chunk {
  readonly workbookId: string
  /** 1 for the first of both sides that holds all of the query; it falls with the rank. */
  readonly score: number
  readonly snippet: Snippet
  /** Of its sheet when that was last read whole; null when it never was. */
  readonly revision: string | null
}

/** `lexical` by words, `vector` by what the embedder takes for near, `fused` by both. */
export type SearchSide = "lexical" | "vector" | "fused"

export interface SearchOptions {
  readonly limit: number
  readonly chunkTypes?: readonly ChunkType[] | undefined
  /** Chunks that are found in whatever sheet they stand. */
  readonly hashes?: readonly string[] | undefined
  /** The least score. */
  readonly threshold?: number | undefined
  /** Fused when left out. */
  readonly side?: SearchSide | undefined
}

/** Workbooks of one owner, each whole or some of its sheets. */
export interface SearchPlace {
  readonly owner: Owner
  readonly workbooks: readonly { readonly workbookId: string; readonly sheets?: readonly string[] | undefined }[]
}

export interface SearchParts extends IndexParts {
  readonly cache: SegmentCache
  /** Hears why a query could not be embedded; it is searched by its words then. */
  readonly onEmbedderFailure: (error: unknown) => void
}

/** Chunks that each side proposes. */
const candidatesAtLeast = 64
/** A cosine below says nothing. */
const leastCosine = 0.08
/** What the sides say compared with each other: chosen on half of the questions of `npm run eval:retrieval`, with the built-in embedder. */
const sideWeights = { lexical: 1, vector: 0.2 }

/**
 * The chunks of an owner's workbooks that fit a query best, best first: those that hold its words and those whose vectors are
 * near, fused by their ranks. @throws AppError storage_unavailable, cancelled.
 */
export async function searchChunks(
  parts: SearchParts,
  place: SearchPlace,
  query: string,
  options: SearchOptions,
  signal: AbortSignal,
): Promise<FoundChunk[]> {
  const words = wordsOf(query)
  // A query without a word is near nothing.
  if (words.length === 0 || place.workbooks.length === 0) return []
  const vector = options.side === "lexical" ? undefined : await embedQuery(parts, query, signal)
  return parts.database.asOwner(place.owner, (rows) => searchIn(rows, parts, place, words, vector, options))
}

async function embedQuery(
  { embedder, onEmbedderFailure }: SearchParts,
  query: string,
  signal: AbortSignal,
): Promise<Float32Array | undefined> {
  try {
    // What a text says in its first line counts most: a question has no other.
    const [vector] = await embedder.embed([query.replace(/\s+/g, " ")], signal)
    return vector?.some((value) => value !== 0) ? vector : undefined
  } catch (error) {
    if (signal.aborted) throw error
    onEmbedderFailure(error)
    return undefined
  }
}

async function searchIn(
  rows: Queries,
  { cache, embedder }: SearchParts,
  { owner, workbooks }: SearchPlace,
  words: readonly string[],
  vector: Float32Array | undefined,
  { limit, chunkTypes: types = chunkTypes, hashes = [], threshold = 0.01, side = "fused" }: SearchOptions,
): Promise<FoundChunk[]> {
  const searched = new Map(
    workbooks.map(({ workbookId, sheets }) => [workbookId, sheets && new Set(sheets.map(storable))]),
  )
  const isWhole = ({ workbookId, sheet }: OpenSegment): boolean => searched.get(workbookId)?.has(sheet) ?? true
  const opened = await openSegments(rows, cache, { owner, workbookIds: [...searched.keys()] })
  const segments = hashes.length > 0 ? opened : opened.filter(isWhole)
  const filter = { types, isWhole, hashes: new Set(hashes) }
  const most = Math.max(candidatesAtLeast, 2 * limit)
  const key = await searchKey(rows, owner)
  const byWords = side === "vector" ? [] : await lexicalSearch(rows, cache, owner, key, segments, words, filter, most)
  const named = { embedder: embedder.name, vector: vector ?? new Float32Array() }
  const byVector = vector ? await vectorSearch(rows, cache, owner, segments, named, filter, most) : []
  const alive = await distances(rows, owner, [...byWords, ...byVector], named)

  const isAlive = (candidate: Candidate): boolean => alive.has(candidateKey(candidate))
  const lexical = byWords.filter(isAlive)
  const near = byVector
    .map((candidate) => ({ ...candidate, score: alive.get(candidateKey(candidate)) ?? 0 }))
    .filter(({ score }) => score >= leastCosine)
    .sort((a, b) => b.score - a.score)
  const rankings: Ranking[] = [
    { keys: spread(lexical).map(candidateKey), weight: sideWeights.lexical },
    { keys: spread(near).map(candidateKey), weight: sideWeights.vector },
  ]
  const nearest = Math.min(
    1,
    Math.max(0, ...lexical.slice(0, 1).map(({ score }) => score), ...near.slice(0, 1).map(({ score }) => score)),
  )
  const chosen = fuse(rankings.filter(({ keys }) => keys.length > 0))
    .map(({ key: found, score }) => ({ key: found, score: score * nearest }))
    .filter(({ score }) => score >= threshold)
    .slice(0, limit)
  const places = new Map([...lexical, ...near].map((candidate) => [candidateKey(candidate), candidate]))
  return readChunks(
    rows,
    owner,
    chosen.flatMap(({ key: found, score }) => {
      const candidate = places.get(found)
      return candidate ? [{ candidate, score }] : []
    }),
    new Set(words),
  )
}

/** Workbooks and hashes; a chunk that is found in one workbook and stands in another one too does no harm. */
const keysOf = (candidates: readonly Candidate[]): [workbookIds: string[], hashes: string[]] => [
  [...new Set(candidates.map(({ segment }) => segment.workbookId))],
  [...new Set(candidates.map(({ segment, document }) => segment.documents.hash(document)))],
]

/** Of those candidates that are still there, by their keys, the cosines; 0 where vectors cannot be compared. */
async function distances(
  rows: Queries,
  { tenantId, userId }: Owner,
  candidates: readonly Candidate[],
  { embedder, vector }: { readonly embedder: string; readonly vector: Float32Array },
): Promise<Map<string, number>> {
  const found = await rows.query<{ workbook_id: string; hash: string; cosine: number | null }>(
    `select c.workbook_id, c.hash,
       case when embedder = $5 and vector_dims(embedding) = $6 then 1 - (embedding <=> $7::halfvec) end as cosine
     from chunks c where tenant_id = $1 and user_id = $2 and workbook_id = any($3::text[]) and hash = any($4::text[])`,
    [tenantId, userId, ...keysOf(candidates), embedder, vector.length, vector.length === 0 ? null : vectorText(vector)],
  )
  // A vector of zeros has no direction, and its cosine is NaN.
  return new Map(found.map(({ workbook_id: id, hash, cosine }) => [`${hash} ${id}`, cosine || 0]))
}

const rowSchema = z
  .object({
    workbook_id: z.string(),
    sheet: z.string(),
    hash: z.string(),
    type: z.enum(chunkTypes),
    address: z.string(),
    table_address: z.string().nullable(),
    table_name: z.string().nullable(),
    title: z.string().nullable(),
    columns: z.array(z.string()),
    content: z.string(),
    figures: z.string(),
    revision: z.string().nullable(),
  })
  .transform(({ workbook_id: workbookId, table_address: tableAddress, table_name: table, figures, ...row }) => ({
    ...row,
    workbookId,
    tableAddress,
    table,
    figures: unpackFigures(JSON.parse(figures)),
  }))

async function readChunks(
  rows: Queries,
  { tenantId, userId }: Owner,
  chosen: readonly { readonly candidate: Candidate; readonly score: number }[],
  words: ReadonlySet<string>,
): Promise<FoundChunk[]> {
  const found = await rows.query(
    `select workbook_id, sheet, hash, type, address, table_address, table_name, title, columns, content, figures,
       (select revision from indexed_sheets s where (s.tenant_id, s.user_id, s.workbook_id, s.sheet)
          = (chunks.tenant_id, chunks.user_id, chunks.workbook_id, chunks.sheet)) as revision
     from chunks
     where tenant_id = $1 and user_id = $2 and workbook_id = any($3::text[]) and hash = any($4::text[])`,
    [tenantId, userId, ...keysOf(chosen.map(({ candidate }) => candidate))],
  )
  const byKey = new Map(
    found.map((row) => {
      const chunk = rowSchema.parse(row)
      return [`${chunk.hash} ${chunk.workbookId}`, chunk]
    }),
  )
  return chosen.flatMap(({ candidate, score }) => {
    const chunk = byKey.get(candidateKey(candidate))
    return chunk ? [{ ...chunk, score, snippet: snippetOf(chunk.content, words) }] : []
  })
}
