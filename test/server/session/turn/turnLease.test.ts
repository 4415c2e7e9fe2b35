import assert from "node:assert/strict"
import { memoryCache } from "../../../../server/cache/memoryCache.ts"
import { TurnLease } from "../../../../server/session/turn/turnLease.ts"

describe("TurnLease", () => {
  const cache = memoryCache()
  after(() => cache.close())

  it("is one process's at a time, may be taken again by it, and is free once given back", async () => {
    const one = new TurnLease(cache, "s1", () => assert.fail("lost"))
    const two = new TurnLease(cache, "s1", () => assert.fail("lost"))
    assert.equal(await one.take(), true)
    assert.equal(await one.take(), true)
    assert.equal(await two.take(), false)
    assert.equal(await two.taken(), true)
    await one.give()
    assert.equal(await two.taken(), false)
    assert.equal(await two.take(), true)
    await two.give()
  })

  it("tells when another process has taken it over meanwhile", async () => {
    const lost = new Promise<void>((resolve) => {
      const lease = new TurnLease(cache, "s2", resolve)
      void lease.take().then(async () => {
        await cache.delete("turn s2")
        await cache.hold("turn s2", "another process", 60_000)
      })
    })
    await lost
  })
})
