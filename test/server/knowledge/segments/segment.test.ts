import assert from "node:assert/strict"
import { makeChunk, type Chunk } from "../../../../server/tables/chunks/chunk.ts"
import { chunkTerms } from "../../../../server/knowledge/segments/chunkTerms.ts"
import { Documents } from "../../../../server/knowledge/segments/documents.ts"
import { mergeSegments } from "../../../../server/knowledge/segments/mergeSegments.ts"
import { bucketOf, findPosting } from "../../../../server/knowledge/segments/postings.ts"
import { makeSegment, type Segment } from "../../../../server/knowledge/segments/segment.ts"
import { packSigns, signScores, signTables } from "../../../../server/knowledge/segments/binaryVectors.ts"
import { termOf, termsWith } from "../../../../server/knowledge/segments/termKey.ts"

const key = Buffer.alloc(32, 7)

const chunk = (content: string, over: Partial<Omit<Chunk, "hash">> = {}): Chunk =>
  makeChunk({
    type: "data",
    sheet: "Orders",
    address: "A2:C9",
    tableAddress: "A1:C9",
    table: null,
    title: null,
    columns: ["Region", "Amount"],
    content,
    figures: [],
    ...over,
  })

const segmentOf = (chunks: readonly Chunk[], embedder = "e", vectors = chunks.map(() => Float32Array.of(1, -1))) =>
  makeSegment(chunks, vectors, embedder, termsWith(key))

/** The hashes of the chunks in which a word stands. */
function holding(segment: Segment, word: string): string[] {
  const term = termOf(key, word)
  const found = findPosting(segment.buckets[bucketOf(term, segment.buckets.length)]!, term)
  const documents = new Documents(segment.documents)
  return (found?.documents ?? []).map((document) => documents.hash(document))
}

describe("chunkTerms", () => {
  it("counts words of title, header and body apart, and the columns' names not again in the rows", () => {
    const { counts, lengths } = chunkTerms(
      chunk("Row 2: Region: West; Amount: 5\nRow 3: Region: West; Note: late", { title: "Sales", table: "West" }),
    )
    assert.deepEqual(
      [...counts],
      [
        ["order", [1, 0, 0]],
        ["west", [1, 0, 2]],
        ["sale", [1, 0, 0]],
        ["region", [0, 1, 0]],
        ["amount", [0, 1, 0]],
        ["5", [0, 0, 1]],
        ["note", [0, 0, 1]],
        ["late", [0, 0, 1]],
      ],
    )
    assert.deepEqual(lengths, [3, 2, 5])
  })
})

describe("makeSegment", () => {
  it("tells of each chunk its hash, type, table and lengths", async () => {
    const chunks = [
      chunk("Region: West", { type: "header" }),
      chunk("Region: East North"),
      chunk("other", { tableAddress: "F1:G9" }),
    ]
    const segment = await segmentOf(chunks)
    const documents = new Documents(segment.documents)
    assert.equal(documents.count, 3)
    assert.deepEqual(
      [0, 1, 2].map((at) => [
        documents.hash(at),
        documents.type(at),
        documents.titleLength(at),
        documents.bodyLength(at),
      ]),
      [
        [chunks[0]!.hash, "header", 1, 1],
        [chunks[1]!.hash, "data", 1, 2],
        [chunks[2]!.hash, "data", 1, 1],
      ],
    )
    assert.equal(documents.table(0), documents.table(1))
    assert.notEqual(documents.table(0), documents.table(2))
    assert.deepEqual(segment.words, [3, 6, 4])
  })

  it("leaves no trace of a word but its keyed term", async () => {
    const segment = await segmentOf([chunk("confidential")])
    for (const bytes of [...segment.buckets, segment.documents, segment.codes!])
      assert.ok(!bytes.toString("latin1").includes("confid"))
    assert.equal(holding(segment, "confidential").length, 1)
    assert.notDeepEqual(termOf(key, "confidential"), termOf(Buffer.alloc(32, 8), "confidential"))
  })
})

describe("termsWith", () => {
  it("gives the first bytes of HMAC-SHA256", () => {
    // RFC 4231, test case 2.
    assert.equal(termsWith(Buffer.from("Jefe"))("what do ya want for nothing?"), "5bdcc146bf60")
  })
})

describe("mergeSegments", () => {
  it("keeps what is alive, once, with its words and codes", async () => {
    const [a, b, c] = [chunk("alpha"), chunk("beta"), chunk("gamma")]
    const first = await segmentOf([a, b], "e", [Float32Array.of(1, 1), Float32Array.of(-1, -1)])
    const second = await segmentOf([a, c], "e", [Float32Array.of(1, 1), Float32Array.of(-1, 1)])
    const merged = await mergeSegments([first, second], new Set([a.hash, c.hash]))
    assert.equal(merged.count, 2)
    assert.deepEqual(holding(merged, "alpha"), [a.hash])
    assert.deepEqual(holding(merged, "beta"), [])
    assert.deepEqual(holding(merged, "gamma"), [c.hash])
    assert.deepEqual(holding(merged, "region"), [a.hash, c.hash])
    assert.deepEqual(merged.words, [2, 4, 2])
    assert.deepEqual([...merged.codes!], [0b11, 0b10])
  })

  it("is the same segment when nothing is dead", async () => {
    const chunks = [chunk("alpha"), chunk("beta")]
    const segment = await segmentOf(chunks)
    assert.deepEqual(await mergeSegments([segment], new Set(chunks.map(({ hash }) => hash))), segment)
  })

  it("has no codes when two embedders made them, and nothing when nothing is alive", async () => {
    const [a, b] = [chunk("alpha"), chunk("beta")]
    const both = [await segmentOf([a], "e"), await segmentOf([b], "other")]
    const { codes, embedder } = await mergeSegments(both, new Set([a.hash, b.hash]))
    assert.deepEqual([codes, embedder], [null, null])
    assert.equal((await mergeSegments(both, new Set())).count, 0)
  })
})

describe("signScores", () => {
  it("is the product of the query with each vector's signs", () => {
    const vectors = [Float32Array.of(0.5, -0.1, 0.2), Float32Array.of(-0.5, 0.1, 0), Float32Array.of(0, 0, 0)]
    const scores = signScores(packSigns(vectors), signTables(Float32Array.of(1, 2, 4)))
    assert.deepEqual([...scores], [1 - 2 + 4, -1 + 2 - 4, -1 - 2 - 4])
  })

  it("takes vectors whose length is no multiple of eight, and none", () => {
    const long = Float32Array.from({ length: 11 }, (_, at) => (at === 10 ? 1 : -1))
    assert.deepEqual([...packSigns([long, long])], [0, 0b100, 0, 0b100])
    assert.equal(packSigns([]).length, 0)
  })
})
