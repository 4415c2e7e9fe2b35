import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import { openRedisCache } from "../../server/cache/redisCache.ts"
import { withFallback } from "../../server/cache/withFallback.ts"
import { createLog } from "../../server/telemetry/log.ts"
import { testRedisUrl } from "../support/services.ts"
import { cacheContract } from "./cache.ts"

const silent = createLog("silent")

describe("the Cache port over memory", () => {
  cacheContract(() => memoryCache())

  it("is always ready and complete", async () => {
    const cache = memoryCache()
    await cache.ready()
    assert.equal(cache.complete(), true)
    await cache.close()
  })
})

describe("the Cache port over the fallback of a Redis that is not there", () => {
  // Nothing listens on port 1.
  const open = () => withFallback(openRedisCache("redis://127.0.0.1:1"), memoryCache(), silent)
  cacheContract(open)

  it("is not ready", async () => {
    const cache = open()
    await assert.rejects(cache.ready(), { code: "storage_unavailable" })
    assert.equal(cache.complete(), false)
    await cache.close()
  })
})

const url = testRedisUrl()
const describeRedis = url === undefined ? describe.skip : describe

describeRedis("the Cache port over Redis", () => {
  const open = () => openRedisCache(url ?? "")
  cacheContract(open)

  it("is one cache for all that use it", async () => {
    const [here, there] = [open(), open()]
    const key = randomUUID()
    const heard = new Promise((resolve) => void there.subscribe(key, resolve).then(() => here.publish(key, "hello")))
    await here.set(key, "value", 60_000)
    await here.append(key, [{ seq: 1, text: "a" }], 60_000)
    assert.equal(await there.take(key), "value")
    assert.equal(await here.get(key), undefined)
    assert.deepEqual(await there.read(key, 0), { entries: [{ seq: 1, text: "a" }], lastSeq: 1 })
    assert.equal(await heard, "hello")
    await here.ready()
    await Promise.all([here.close(), there.close()])
  })
})

describeRedis("the Cache port over Redis with a fallback", () => {
  cacheContract(() => withFallback(openRedisCache(url ?? ""), memoryCache(), silent))
})
