import { chunkTypes } from "../../../shared/knowledge.ts"
import type { Owner } from "../../auth/owner.ts"
import { wordsOf } from "../../words/wordsOf.ts"
import { storable } from "../../../shared/storable.ts"
import type { ChunkType } from "../../tables/chunks/chunk.ts"
import type { IndexParts } from "../index/indexChunks.ts"
import { candidateKey, spread, type Candidate } from "./candidates.ts"
import { cosinesOf, readFound, type FoundChunk } from "./foundChunks.ts"
import { fuse, type Ranking } from "./fuse.ts"
import { lexicalSearch } from "./lexicalSearch.ts"
import { openSegments, type OpenSegment, type SegmentReader } from "./openSegments.ts"
import type { SegmentCache } from "./segmentCache.ts"
import { vectorSearch } from "./vectorSearch.ts"
import { searchKey } from "../index/segmentStore.ts"

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
  { owner, workbooks }: SearchPlace,
  { query, ...options }: { readonly query: string } & SearchOptions,
  signal: AbortSignal,
): Promise<FoundChunk[]> {
  const words = wordsOf(query)
  // A query without a word is near nothing.
  if (words.length === 0 || workbooks.length === 0) return []
  const vector = options.side === "lexical" ? undefined : await embedQuery(parts, query, signal)
  const { cache, database, embedder } = parts
  return database.asOwner(owner, (rows) =>
    searchIn({ rows, cache }, embedder.name, workbooks, { ...options, words, vector }),
  )
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

interface ReadQuery {
  readonly words: readonly string[]
  readonly vector: Float32Array | undefined
}

async function searchIn(
  reader: SegmentReader,
  embedder: string,
  workbooks: SearchPlace["workbooks"],
  { words, vector, ...options }: ReadQuery & SearchOptions,
): Promise<FoundChunk[]> {
  const { limit, chunkTypes: types = chunkTypes, hashes = [], threshold = 0.01, side = "fused" } = options
  const searched = new Map(
    workbooks.map(({ workbookId, sheets }) => [workbookId, sheets && new Set(sheets.map(storable))]),
  )
  const isWhole = ({ workbookId, sheet }: OpenSegment): boolean => searched.get(workbookId)?.has(sheet) ?? true
  const opened = await openSegments(reader, [...searched.keys()])
  const segments = hashes.length > 0 ? opened : opened.filter(isWhole)
  const wanted = { filter: { types, isWhole, hashes: new Set(hashes) }, most: Math.max(candidatesAtLeast, 2 * limit) }
  const key = await searchKey(reader.rows)
  const byWords = side === "vector" ? [] : await lexicalSearch(reader, segments, { key, words }, wanted)
  const embedded = { embedder, vector: vector ?? new Float32Array() }
  const byVector = vector ? await vectorSearch(reader, segments, embedded, wanted) : []
  const cosines = await cosinesOf(reader.rows, [...byWords, ...byVector], embedded)
  const chosen = rankBoth(byWords, byVector, cosines)
    .filter(({ score }) => score >= threshold)
    .slice(0, limit)
  return readFound(reader.rows, chosen, new Set(words))
}

/** Both sides' candidates that are still there, fused, best first. */
function rankBoth(
  byWords: readonly Candidate[],
  byVector: readonly Candidate[],
  cosines: ReadonlyMap<string, number>,
): { candidate: Candidate; score: number }[] {
  const lexical = byWords.filter((candidate) => cosines.has(candidateKey(candidate)))
  const near = byVector
    .map((candidate) => ({ ...candidate, score: cosines.get(candidateKey(candidate)) ?? 0 }))
    .filter(({ score }) => score >= leastCosine)
    .sort((a, b) => b.score - a.score)
  const rankings: Ranking[] = [
    { keys: spread(lexical).map(candidateKey), weight: sideWeights.lexical },
    { keys: spread(near).map(candidateKey), weight: sideWeights.vector },
  ]
  const nearest = Math.min(1, Math.max(0, lexical[0]?.score ?? 0, near[0]?.score ?? 0))
  const byKey = new Map([...lexical, ...near].map((candidate) => [candidateKey(candidate), candidate]))
  return fuse(rankings.filter(({ keys }) => keys.length > 0)).flatMap(({ key, score }) => {
    const candidate = byKey.get(key)
    return candidate ? [{ candidate, score: score * nearest }] : []
  })
}
