import { createHash } from "node:crypto"
import { chunkTypes } from "../../../shared/knowledge.ts"
import type { Chunk, ChunkType } from "../../tables/chunks/chunk.ts"

/** One record a chunk: hash (32 bytes), type (1), table (4), words of title (1), header (2) and body (2), integers little-endian. */
const recordBytes = 42
const at = { type: 32, table: 33, lengths: 37 }

/** What a segment says of each of its chunks, in order. */
export function packDocuments(
  chunks: readonly Chunk[],
  lengths: readonly (readonly [number, number, number])[],
): Buffer {
  const packed = Buffer.alloc(chunks.length * recordBytes)
  for (const [index, chunk] of chunks.entries()) {
    const from = index * recordBytes
    packed.write(chunk.hash, from, "base64url")
    packed.writeUInt8(chunkTypes.indexOf(chunk.type), from + at.type)
    packed.writeUInt32LE(tableNumber(chunk), from + at.table)
    const [title, header, body] = lengths[index] ?? [0, 0, 0]
    packed.writeUInt8(Math.min(title, 0xff), from + at.lengths)
    packed.writeUInt16LE(Math.min(header, 0xffff), from + at.lengths + 1)
    packed.writeUInt16LE(Math.min(body, 0xffff), from + at.lengths + 3)
  }
  return packed
}

/** Chunks of one table have the same; of two tables another one, as good as always. */
const tableNumber = ({ sheet, tableAddress }: Chunk): number =>
  createHash("sha256")
    .update(JSON.stringify([sheet, tableAddress]))
    .digest()
    .readUInt32LE()

/** The records of a segment, read in place. */
export class Documents {
  readonly packed: Buffer
  readonly count: number

  constructor(packed: Buffer) {
    this.packed = packed
    this.count = packed.length / recordBytes
  }

  hash(index: number): string {
    const from = index * recordBytes
    return this.packed.toString("base64url", from, from + at.type)
  }

  type(index: number): ChunkType {
    return chunkTypes[this.packed[index * recordBytes + at.type] ?? 0] ?? "data"
  }

  table(index: number): number {
    return this.packed.readUInt32LE(index * recordBytes + at.table)
  }

  titleLength(index: number): number {
    return this.packed[index * recordBytes + at.lengths] ?? 0
  }

  headerLength(index: number): number {
    return this.packed.readUInt16LE(index * recordBytes + at.lengths + 1)
  }

  bodyLength(index: number): number {
    return this.packed.readUInt16LE(index * recordBytes + at.lengths + 3)
  }

  /** Of these chunks only. */
  only(indexes: readonly number[]): Buffer {
    return Buffer.concat(indexes.map((index) => this.packed.subarray(index * recordBytes, (index + 1) * recordBytes)))
  }
}
