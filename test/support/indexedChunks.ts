import { makeChunk, type Chunk } from "../../server/tables/chunks/chunk.ts"

export const ann = { tenantId: "t", userId: "ann" }
export const bob = { tenantId: "t", userId: "bob" }
export const signal = new AbortController().signal

export const chunk = (content: string, over: Partial<Omit<Chunk, "hash">> = {}): Chunk =>
  makeChunk({
    type: "data",
    sheet: "Orders",
    address: "A2:C9",
    tableAddress: "A1:C9",
    table: null,
    title: null,
    columns: ["Region", "Amount"],
    content,
    figures: [{ value: 1200.4, address: "C4", column: 1, fraction: false, statistic: null }],
    ...over,
  })

export async function* inOneGo(...chunks: Chunk[]): AsyncGenerator<readonly Chunk[]> {
  await Promise.resolve()
  yield chunks
}
