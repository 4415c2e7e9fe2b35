import { createHash } from "node:crypto"
import { storable } from "../../../shared/storable.ts"
import type { chunkTypes } from "../../../shared/knowledge.ts"

export type ChunkType = (typeof chunkTypes)[number]

/** A number that stands in a chunk's content, exactly. */
export interface ChunkFigure {
  readonly value: number
  /** The cell it stands in, or the cells it was computed from; without sheet. */
  readonly address: string
  /** Index into the chunk's columns; null when it is about no single column. */
  readonly column: number | null
  /** True when 0.12 stands for 12 %. */
  readonly fraction: boolean
  /** `sum`, `count of "West"`; null for a cell's own value. */
  readonly statistic: string | null
}

/** A piece of a sheet that can be found by itself and says where it stands. */
export interface Chunk {
  readonly type: ChunkType
  readonly sheet: string
  /** Cells it tells about, without sheet. */
  readonly address: string
  /** The table those cells belong to; null for cells outside of all tables. */
  readonly tableAddress: string | null
  /** What that table is called, and the title above it. */
  readonly table: string | null
  readonly title: string | null
  /** Names of the columns it tells about. */
  readonly columns: readonly string[]
  readonly content: string
  readonly figures: readonly ChunkFigure[]
  /** SHA-256 of all that search reads of it: the same chunk has it in every workbook and for every owner. */
  readonly hash: string
}

/** The chunk with its hash, and with its texts such that PostgreSQL can store them. */
export function makeChunk(parts: Omit<Chunk, "hash">): Chunk {
  const { type, sheet, address, table, title, columns, content } = parts
  const hash = createHash("sha256")
    .update(JSON.stringify([type, sheet, address, table, title, columns, content]))
    .digest("base64url")
  return {
    ...parts,
    sheet: storable(sheet),
    table: table && storable(table),
    title: title && storable(title),
    columns: columns.map(storable),
    content: storable(content),
    hash,
  }
}
