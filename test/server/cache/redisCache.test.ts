import assert from "node:assert/strict"
import { once } from "node:events"
import { createServer, type AddressInfo, type Socket } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { openRedisCache } from "../../../server/cache/redisCache.ts"
import type { Cache } from "../../../server/cache/cache.ts"
import { canStartRedis } from "../../support/services.ts"
import { freePort, startRedis } from "../../support/startRedis.ts"

const unavailable = {
  name: "AppError",
  code: "storage_unavailable",
  retryable: true,
  message: "The shared cache cannot be reached right now; please try again.",
}

/** One call of each method of the port. */
const everyCall = (cache: Cache): Promise<unknown>[] => [
  cache.get("k"),
  cache.set("k", "v", 1000),
  cache.take("k"),
  cache.delete("k"),
  cache.hold("k", "v", 1000),
  cache.release("k", "v"),
  cache.count("k", 1000),
  cache.append("k", [{ seq: 1, text: "a" }], 1000),
  cache.read("k", 0),
  cache.trim("k", 1),
  cache.publish("k", "a"),
  cache.subscribe("k", () => undefined),
  cache.ready(),
]

const assertAllUnavailable = async (calls: Promise<unknown>[]): Promise<void> => {
  const results = await Promise.allSettled(calls)
  for (const result of results) {
    assert.equal(result.status, "rejected")
    assert.deepEqual(
      { ...(result.reason as object), message: (result.reason as Error).message },
      {
        ...unavailable,
        retryAfterMs: undefined,
      },
    )
  }
}

const answersAgain = async (cache: Cache): Promise<void> => {
  for (;;) {
    try {
      await cache.ready()
      return
    } catch {
      await wait(20)
    }
  }
}

describe("openRedisCache", () => {
  it("says storage_unavailable from every method where there is no Redis, with the cause", async () => {
    const cache = openRedisCache(`redis://127.0.0.1:${await freePort()}`)
    await assertAllUnavailable(everyCall(cache))
    await assert.rejects(cache.get("k"), ({ cause }: Error) => {
      assert.equal((cause as NodeJS.ErrnoException).code, "ECONNREFUSED")
      return true
    })
    await cache.close()
    await assertAllUnavailable(everyCall(cache))
  })

  it("gives up on a server that accepts and never answers", async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1")
    await once(silent, "listening")
    const cache = openRedisCache(`redis://127.0.0.1:${(silent.address() as AddressInfo).port}`)
    await assertAllUnavailable(everyCall(cache))
    await cache.close()
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  it("gives up on a server that speaks something else", async () => {
    const other = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(0, "127.0.0.1")
    await once(other, "listening")
    const cache = openRedisCache(`redis://127.0.0.1:${(other.address() as AddressInfo).port}`)
    await assertAllUnavailable(everyCall(cache))
    await cache.close()
    other.close()
  })

  const describeOwnRedis = canStartRedis() ? describe : describe.skip
  describeOwnRedis("with a Redis that fails", () => {
    it("fails while it is killed, and works and listens again by itself after", async () => {
      const redis = await startRedis()
      const cache = openRedisCache(redis.url)
      await cache.ready()
      assert.equal(cache.complete(), true)
      const heard: string[] = []
      const end = await cache.subscribe("news", (text) => void heard.push(text))
      await cache.append("log", [{ seq: 1, text: "a" }], 60_000)
      await redis.kill()
      await assertAllUnavailable(everyCall(cache))
      const again = await startRedis(redis.port)
      await answersAgain(cache)
      assert.equal(cache.complete(), false)
      // Its scripts went with the old one.
      await cache.append("log", [{ seq: 2, text: "b" }], 60_000)
      assert.deepEqual((await cache.read("log", 0)).entries, [{ seq: 2, text: "b" }])
      while (heard.length === 0) {
        await cache.publish("news", "back")
        await wait(5)
      }
      assert.equal(heard[0], "back")
      await end()
      while (!cache.complete()) await wait(50)
      await cache.close()
      await again.kill()
    })

    it("fails while it does nothing, and works again when it goes on", async () => {
      const redis = await startRedis()
      const cache = openRedisCache(redis.url)
      await cache.ready()
      redis.freeze()
      await assertAllUnavailable(everyCall(cache))
      redis.thaw()
      await answersAgain(cache)
      assert.equal((await cache.count("new", 60_000)).count, 1)
      await cache.close()
      await redis.kill()
    })

    for (const [options, code, reason] of [
      [["--requirepass", "secret"], "NOAUTH", "wants a password"],
      [["--maxmemory", "1"], "OOM", "is full"],
      [["--replicaof", "127.0.0.1", "1"], "READONLY", "is a replica"],
    ] as const)
      it(`is not ready when its Redis ${reason}, and gives the log its code`, async () => {
        const redis = await startRedis(undefined, options)
        const cache = openRedisCache(redis.url)
        await assert.rejects(cache.ready(), ({ cause }: Error) => {
          assert.equal((cause as NodeJS.ErrnoException).code, code)
          return true
        })
        await cache.close()
        await redis.kill()
      })

    it("waits for the first connection, so that what is asked at once is answered", async () => {
      const redis = await startRedis()
      const cache = openRedisCache(redis.url)
      assert.equal(await cache.hold("k", "a", 60_000), true)
      await cache.close()
      await redis.kill()
    })
  })
})
