import assert from "node:assert/strict"
import { segmentCache } from "../../../../server/knowledge/search/segmentCache.ts"

describe("segmentCache", () => {
  it("forgets what was not used for longest when there is too much", () => {
    const cache = segmentCache(3 * 300)
    for (const key of ["a", "b", "c"]) cache.set(key, Buffer.alloc(100))
    cache.get("a")
    cache.set("d", Buffer.alloc(100))
    assert.deepEqual(
      ["a", "b", "c", "d"].map((key) => cache.get(key)?.length),
      [100, undefined, 100, 100],
    )
  })

  it("keeps nothing that is larger than itself, and counts what is set again once", () => {
    const cache = segmentCache(1000)
    cache.set("large", Buffer.alloc(5000))
    assert.equal(cache.get("large"), undefined)
    for (let at = 0; at < 10; at++) cache.set("a", Buffer.alloc(300))
    cache.set("b", Buffer.alloc(300))
    assert.deepEqual([cache.get("a")?.length, cache.get("b")?.length], [300, 300])
  })
})
