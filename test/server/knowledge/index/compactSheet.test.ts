import assert from "node:assert/strict"
import { toMerge } from "../../../../server/knowledge/index/compactSheet.ts"

/** Which segments are merged together, of segments with so many chunks. */
const groups = (counts: readonly number[], alive: number): number[][] =>
  toMerge(
    counts.map((chunkCount, at) => ({ segment: String(at), chunkCount, embedder: "e" })),
    alive,
  ).map((group) => group.map(({ chunkCount }) => chunkCount))

describe("toMerge", () => {
  it("leaves few segments alone", () => {
    assert.deepEqual(groups([], 0), [])
    assert.deepEqual(groups([100, 1, 1, 1], 103), [])
  })

  it("merges many small ones and leaves large ones alone", () => {
    assert.deepEqual(groups([3000, 1, 2, 3, 4, 5], 3015), [[1, 2, 3, 4, 5]])
  })

  it("makes no segment of more than 4096", () => {
    assert.deepEqual(groups([2000, 2000, 500, 2000, 2000, 90], 8590), [
      [2000, 2000],
      [500, 2000],
      [2000, 90],
    ])
  })

  it("merges all when most of it is dead, a single one too", () => {
    assert.deepEqual(groups([4000], 1000), [[4000]])
    assert.deepEqual(groups([4000], 2000), [])
    assert.deepEqual(groups([5000, 10], 10), [[5000], [10]])
  })
})
