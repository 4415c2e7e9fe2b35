import { z } from "zod"
import { chunkTypes } from "../../../shared/knowledge.ts"
import { ofOwner, sameOwner, type OwnerQueries } from "../../database/ownerQueries.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"
import { unpackFigures } from "../index/chunkFigures.ts"
import { vectorText } from "../index/vectorText.ts"
import { candidateKey, type Candidate } from "./candidates.ts"
import { snippetOf, type Snippet } from "./snippet.ts"
import type { EmbeddedQuery } from "./vectorSearch.ts"

export interface FoundChunk extends Chunk {
  readonly workbookId: string
  /** 1 for the first of both sides that holds all of the query; it falls with the rank. */
  readonly score: number
  readonly snippet: Snippet
  /** Of its sheet when that was last read whole; null when it never was. */
  readonly revision: string | null
}

/** Workbooks and hashes; a chunk that is found in one workbook and stands in another one too does no harm. */
const keysOf = (candidates: readonly Candidate[]): [workbookIds: string[], hashes: string[]] => [
  [...new Set(candidates.map(({ segment }) => segment.workbookId))],
  [...new Set(candidates.map(({ segment, document }) => segment.documents.hash(document)))],
]

/** Of those candidates that are still there, by their keys, the cosines; 0 where vectors cannot be compared. */
export async function cosinesOf(
  rows: OwnerQueries,
  candidates: readonly Candidate[],
  { embedder, vector }: EmbeddedQuery,
): Promise<Map<string, number>> {
  const found = await rows.query<{ workbook_id: string; hash: string; cosine: number | null }>(
    `select c.workbook_id, c.hash,
       case when embedder = $5 and vector_dims(embedding) = $6 then 1 - (embedding <=> $7::halfvec) end as cosine
     from chunks c where ${ofOwner} and workbook_id = any($3::text[]) and hash = any($4::text[])`,
    [...keysOf(candidates), embedder, vector.length, vector.length === 0 ? null : vectorText(vector)],
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

/** The candidates with all that is stored of them, in the same order; those that are gone are left out. */
export async function readFound(
  rows: OwnerQueries,
  chosen: readonly { readonly candidate: Candidate; readonly score: number }[],
  words: ReadonlySet<string>,
): Promise<FoundChunk[]> {
  const found = await rows.query(
    `select workbook_id, sheet, hash, type, address, table_address, table_name, title, columns, content, figures,
       (select revision from indexed_sheets s where ${sameOwner("s", "chunks")}
          and s.workbook_id = chunks.workbook_id and s.sheet = chunks.sheet) as revision
     from chunks
     where ${ofOwner} and workbook_id = any($3::text[]) and hash = any($4::text[])`,
    [...keysOf(chosen.map(({ candidate }) => candidate))],
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
