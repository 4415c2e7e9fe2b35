import assert from "node:assert/strict"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import type { Cache } from "../../server/cache/cache.ts"
import { AppError } from "../../shared/errors.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { recordingLog } from "../support/recordingLog.ts"

/** Counts as if every window had seen so many requests by this sender before. */
function countingFrom(start: (key: string) => number): Cache {
  const cache = memoryCache()
  return {
    ...cache,
    count: async (key, windowMs) => {
      const { count, endsInMs } = await cache.count(key, windowMs)
      return { count: start(key) + count, endsInMs }
    },
  }
}

describe("the limit of requests", () => {
  let server: TestServer
  const log = recordingLog()
  const start = async (cache: Cache): Promise<void> => {
    const database = await sharedDatabase()
    server = await startTestServer({ questionsPerMinute: 10 }, { analyzer: noAnalyzer, database, cache, log })
  }
  afterEach(() => server.close())

  it("is each owner's own, and says how much is left", async () => {
    await start(countingFrom((key) => (key.includes("liz") ? 599 : 0)))
    const list = (user: string) => server.request("GET", "/api/conversations/sessions", { user })
    const last = await list("liz")
    assert.equal(last.status, 200)
    assert.match(last.headers.get("ratelimit") ?? "", /^"[^"]+"; r=0; t=\d+$/)
    assert.match(last.headers.get("ratelimit-policy") ?? "", /^"[^"]+"; q=600; w=60/)
    const refused = await list("liz")
    assert.deepEqual([refused.status, refused.body["code"]], [429, "rate_limited"])
    assert.match(refused.headers.get("retry-after") ?? "", /^\d+$/)
    // Behind the same address.
    assert.equal((await list("max")).status, 200)
  })

  it("counts the address that the nearest proxy saw, whatever others before it claim", async () => {
    await start(countingFrom((key) => (key.includes("10.0.0.7") ? 599 : 0)))
    const guess = (from: string) =>
      server.request("GET", "/api/conversations/sessions", { token: "a.b.c", headers: { "x-forwarded-for": from } })
    const replies = [await guess("192.0.2.1, 10.0.0.7"), await guess("192.0.2.2, 10.0.0.7"), await guess("10.0.0.8")]
    assert.deepEqual(
      replies.map(({ status }) => status),
      [401, 429, 401],
    )
  })

  it("counts by address who is refused at the door", async () => {
    await start(countingFrom((key) => (key.includes("address") ? 599 : 0)))
    const token = await server.token("liz")
    const guess = () => server.request("GET", "/api/conversations/sessions", { token: "a.b.c" })
    assert.deepEqual([(await guess()).status, (await guess()).status], [429, 429])
    // Their colleagues behind the same address go on.
    assert.equal((await server.request("GET", "/api/conversations/sessions", { token })).status, 200)
  })

  it("lets everybody in while the counts cannot be kept, and says so in the log", async () => {
    const down = () => Promise.reject(new AppError("storage_unavailable", "It is broken."))
    await start({ ...memoryCache(), count: down })
    assert.equal((await server.request("GET", "/api/conversations/sessions", { user: "liz" })).status, 200)
    assert.ok(log.events.some(({ event }) => event === "requests are not counted"))
  })
})
