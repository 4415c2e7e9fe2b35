import { z } from "zod"
import { chunkTypes, storable, type Chunk, type ChunkType } from "./chunks/chunk.ts"
import { unpackFigures } from "./chunkFigures.ts"
import { vectorText } from "./chunkStore.ts"
import type { IndexParts } from "./indexChunks.ts"
import type { WorkbookPlace } from "./sheetPlace.ts"

export interface FoundChunk extends Chunk {
  /** How near it is to the query, at most 1. */
  readonly score: number
  /** Of its sheet when that was last read whole; null when it never was. */
  readonly revision: string | null
}

export interface SearchOptions {
  readonly limit: number
  readonly chunkTypes?: readonly ChunkType[] | undefined
  /** Only chunks of these sheets, and these chunks by their hashes; all of the workbook when both are left out. */
  readonly sheets?: readonly string[] | undefined
  readonly hashes?: readonly string[] | undefined
  /** The least score. */
  readonly threshold?: number | undefined
}

const rowSchema = z
  .object({
    sheet: z.string(),
    hash: z.string(),
    type: z.enum(chunkTypes),
    address: z.string(),
    table_address: z.string().nullable(),
    columns: z.array(z.string()),
    content: z.string(),
    figures: z.unknown(),
    score: z.number(),
    revision: z.string().nullable(),
  })
  .transform(({ table_address: tableAddress, figures, ...row }) => ({
    ...row,
    tableAddress,
    figures: unpackFigures(figures),
  }))

/**
 * The chunks of one owner's workbook that are nearest to a query, best first.
 * @throws AppError storage_unavailable, and what the embedder throws.
 */
export async function searchChunks(
  { database, embedder }: IndexParts,
  { owner, workbookId }: WorkbookPlace,
  query: string,
  { limit, chunkTypes: types = chunkTypes, sheets, hashes, threshold = 0.05 }: SearchOptions,
  signal: AbortSignal,
): Promise<FoundChunk[]> {
  const [vector] = await embedder.embed([query], signal)
  // A query without a word is near nothing.
  if (!vector?.some((value) => value !== 0)) return []
  const rows = await database.asOwner(owner, (inScope) =>
    inScope.query(
      // Materialised, so that each distance is computed once. Vectors have length one, so the scalar product is the cosine;
      // <#> is the negative of it.
      `with scored as materialized (
         select c.*, case when vector_dims(embedding) = $5 then -(embedding <#> $6::vector) end as score
         from chunks c
         where tenant_id = $1 and user_id = $2 and workbook_id = $3 and embedder = $4 and type = any($7::text[])
           and ($8::text[] is null and $9::text[] is null or sheet = any($8::text[]) or hash = any($9::text[]))
       ), nearest as (
         select * from scored where score >= $10 order by score desc, sheet, hash limit $11
       )
       select sheet, hash, score, type, address, table_address, columns, content, figures, revision
       from nearest join indexed_sheets using (tenant_id, user_id, workbook_id, sheet)
       order by score desc, sheet, hash`,
      [
        owner.tenantId,
        owner.userId,
        workbookId,
        embedder.name,
        vector.length,
        vectorText(vector),
        types,
        sheets?.map(storable) ?? null,
        hashes ?? null,
        threshold,
        limit,
      ],
    ),
  )
  return rows.map((row) => rowSchema.parse(row))
}
