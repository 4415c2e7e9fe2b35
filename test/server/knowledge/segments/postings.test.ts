import assert from "node:assert/strict"
import {
  bucketOf,
  eachPosting,
  findPosting,
  packCounts,
  packPostings,
  type Posting,
} from "../../../../server/knowledge/segments/postings.ts"

const term = (number: number): string => number.toString(16).padStart(12, "0").split("").reverse().join("")
const bytes = (hex: string): Buffer => Buffer.from(hex, "hex")

describe("packPostings", () => {
  it("gives back each posting from the bucket of its term", async () => {
    const postings = new Map<string, Posting>([
      [term(1), { documents: [0], counts: [packCounts([1, 0, 0])] }],
      [term(2), { documents: [0, 1, 127, 128, 20_000, 3_000_000], counts: [1, 2, 3, 255, 4, 0] }],
    ])
    const buckets = await packPostings(postings)
    for (const [key, posting] of postings)
      assert.deepEqual(findPosting(buckets[bucketOf(bytes(key), buckets.length)]!, bytes(key)), posting)
  })

  it("finds nothing for a term that stands nowhere", async () => {
    const [bucket] = await packPostings(new Map([[term(1), { documents: [4], counts: [1] }]]))
    assert.equal(findPosting(bucket!, bytes(term(2))), undefined)
    assert.equal(findPosting(Buffer.alloc(0), bytes(term(2))), undefined)
  })

  it("makes more buckets of more terms, and keeps every one", async () => {
    const postings = new Map(
      Array.from({ length: 3000 }, (_, at): [string, Posting] => [term(at), { documents: [at], counts: [at % 256] }]),
    )
    const buckets = await packPostings(postings)
    assert.equal(buckets.length, 32)
    const read = new Map(buckets.flatMap((bucket) => [...eachPosting(bucket)]))
    assert.deepEqual(read, postings)
    for (const [at, bucket] of buckets.entries())
      for (const [key] of eachPosting(bucket)) assert.equal(bucketOf(bytes(key), buckets.length), at)
  })

  it("is one empty bucket of nothing", async () => {
    assert.deepEqual(await packPostings(new Map()), [Buffer.alloc(0)])
  })
})

describe("packCounts", () => {
  it("keeps small counts of title, header and body and the largest it can of larger ones", () => {
    assert.equal(packCounts([0, 0, 0]), 0)
    assert.equal(packCounts([1, 2, 5]), 0b01_10_0101)
    assert.equal(packCounts([9, 9, 99]), 0b11_11_1111)
  })
})
