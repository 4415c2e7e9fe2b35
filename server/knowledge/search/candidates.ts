import { chunkTypes } from "../../../shared/knowledge.ts"
import type { ChunkType } from "../../tables/chunks/chunk.ts"
import type { OpenSegment } from "./openSegments.ts"

/** A chunk that one side of a search found. */
export interface Candidate {
  readonly segment: OpenSegment
  readonly document: number
  readonly score: number
}

/** Which chunks of a segment count: those of these types; where only some chunks of the segment are searched, those. */
export interface ChunkFilter {
  readonly types: readonly ChunkType[]
  readonly isWhole: (segment: OpenSegment) => boolean
  readonly hashes: ReadonlySet<string>
}

/** What one side of a search is to propose. */
export interface CandidateQuery {
  readonly filter: ChunkFilter
  readonly most: number
}

export function passes({ types, isWhole, hashes }: ChunkFilter, segment: OpenSegment, at: number): boolean {
  if (types.length < chunkTypes.length && !types.includes(segment.documents.type(at))) return false
  return isWhole(segment) || hashes.has(segment.documents.hash(at))
}

/** So many chunks of one table come before the first of the next one. */
const chunksOfATable = 3

/**
 * The best of those that it is shown: `most` in all, and the best chunk of each of `most` tables besides, so that a table of
 * thousands of chunks leaves room for others.
 */
export class BestCandidates {
  readonly #most: number
  readonly #best: Candidate[] = []
  readonly #ofTables = new Map<string, Candidate>()
  #lastKey = ""
  #lastTable = NaN
  #lastSegment: OpenSegment | undefined

  constructor(most: number) {
    this.#most = most
  }

  add(segment: OpenSegment, document: number, score: number): void {
    const table = segment.documents.table(document)
    if (table !== this.#lastTable || segment !== this.#lastSegment) {
      this.#lastKey = tableKey(segment, table)
      this.#lastTable = table
      this.#lastSegment = segment
    }
    const known = this.#ofTables.get(this.#lastKey)
    if (!known || score > known.score) this.#ofTables.set(this.#lastKey, { segment, document, score })
    if (this.#best.length === this.#most && score <= (this.#best.at(-1)?.score ?? 0)) return
    let low = 0
    for (let high = this.#best.length; low < high;) {
      const middle = (low + high) >> 1
      if ((this.#best[middle]?.score ?? 0) >= score) low = middle + 1
      else high = middle
    }
    this.#best.splice(low, 0, { segment, document, score })
    if (this.#best.length > this.#most) this.#best.pop()
  }

  /** Best first. */
  list(): Candidate[] {
    const tables = [...this.#ofTables.values()].sort(byScore).slice(0, this.#most)
    const both = new Map([...this.#best, ...tables].map((each) => [candidateKey(each), each]))
    return [...both.values()].sort(byScore)
  }
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score

const tableKey = ({ workbookId, sheet }: OpenSegment, table: number): string => `${table} ${workbookId} ${sheet}`

/** The same for a chunk that two segments hold. */
export const candidateKey = ({ segment, document }: Candidate): string =>
  `${segment.documents.hash(document)} ${segment.workbookId}`

/** The same chunks, so that no table has more than a few before others have had their turn. */
export function spread(ranked: readonly Candidate[]): Candidate[] {
  const counts = new Map<string, number>()
  const late: Candidate[] = []
  const early = ranked.filter((candidate) => {
    const key = tableKey(candidate.segment, candidate.segment.documents.table(candidate.document))
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count > chunksOfATable) late.push(candidate)
    return count <= chunksOfATable
  })
  return [...early, ...late]
}
