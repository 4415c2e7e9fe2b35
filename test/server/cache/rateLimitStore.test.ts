import assert from "node:assert/strict"
import type { AddressInfo } from "node:net"
import express from "express"
import { rateLimit } from "express-rate-limit"
import type { Cache } from "../../../server/cache/cache.ts"
import { memoryCache } from "../../../server/cache/memoryCache.ts"
import { rateLimitStore } from "../../../server/cache/rateLimitStore.ts"

/** Replies of an app with one limiter on this cache, two requests a minute and person. */
async function statuses(cache: Cache, name: string, people: readonly string[]): Promise<number[]> {
  const app = express()
  app.use(
    rateLimit({
      windowMs: 60_000,
      limit: 2,
      store: rateLimitStore(cache, name),
      keyGenerator: (request) => request.get("person") ?? "",
    }),
  )
  app.get("/", (_request, response) => void response.sendStatus(204))
  const server = app.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo
  const seen: number[] = []
  for (const person of people) seen.push((await fetch(`http://127.0.0.1:${port}/`, { headers: { person } })).status)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return seen
}

describe("rateLimitStore", () => {
  it("counts each person's requests, in all processes on the cache", async () => {
    const cache = memoryCache()
    assert.deepEqual(await statuses(cache, "api", ["ann", "ann", "bob", "ann"]), [204, 204, 204, 429])
    assert.deepEqual(await statuses(cache, "api", ["bob", "bob", "ann"]), [204, 429, 429])
  })

  it("keeps the counts of limiters with other names apart", async () => {
    const cache = memoryCache()
    assert.deepEqual(await statuses(cache, "api", ["ann", "ann"]), [204, 204])
    assert.deepEqual(await statuses(cache, "sign-in", ["ann", "ann", "ann"]), [204, 204, 429])
  })

  it("counts in the limiter's own window and says when it ends", async () => {
    let time = 0
    const store = rateLimitStore(
      memoryCache(() => time),
      "api",
    )
    // The options are those of a limiter; only this one is used.
    await store.init?.({ windowMs: 1000 } as Parameters<NonNullable<typeof store.init>>[0])
    assert.equal((await store.increment("ann")).totalHits, 1)
    time = 999
    const { totalHits, resetTime } = await store.increment("ann")
    assert.equal(totalHits, 2)
    assert.ok(resetTime && Math.abs(resetTime.getTime() - Date.now()) < 5000)
    time = 1000
    assert.equal((await store.increment("ann")).totalHits, 1)
  })
})
