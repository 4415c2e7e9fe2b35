import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import type { Cache } from "../../../server/cache/cache.ts"
import { memoryCache } from "../../../server/cache/memoryCache.ts"
import { openRedisCache } from "../../../server/cache/redisCache.ts"
import { withFallback } from "../../../server/cache/withFallback.ts"
import { createLog } from "../../../server/telemetry/log.ts"
import { breakableCache, type BreakableCache } from "../../support/breakableCache.ts"
import { recordingLog } from "../../support/recordingLog.ts"
import { canStartRedis } from "../../support/services.ts"
import { startRedis } from "../../support/startRedis.ts"

const minute = 60_000

const lost = "shared cache lost: going on in this process"
const back = "shared cache is back"
const entry = (seq: number): { seq: number; text: string } => ({ seq, text: `text ${seq}` })
const textsIn = async (cache: Cache): Promise<string[]> => (await cache.read("log", 0)).entries.map(({ text }) => text)

describe("withFallback", () => {
  let shared: BreakableCache
  let log: ReturnType<typeof recordingLog>
  /** Two processes on one shared store. */
  let here: Cache
  let there: Cache
  beforeEach(() => {
    shared = breakableCache()
    log = recordingLog()
    here = withFallback(shared, memoryCache(), log)
    there = withFallback(shared, memoryCache(), createLog("silent"))
  })
  afterEach(() => Promise.all([here.close(), there.close()]))

  const breakIt = async (): Promise<void> => {
    shared.broken = true
    await here.get("anything")
  }
  const logged = (): string[] => log.events.map(({ event }) => event)
  const isBack = async (): Promise<void> => {
    while (logged().at(-1) !== back) await wait(5)
  }
  const repairIt = async (): Promise<void> => {
    shared.broken = false
    await isBack()
  }

  it("says once for each outage that the shared cache is lost and once that it is back", async () => {
    for (let outage = 1; outage <= 2; outage++) {
      shared.broken = true
      await Promise.all([here.get("a"), here.get("b"), here.set("c", "", minute), here.count("d", minute)])
      await repairIt()
    }
    assert.deepEqual(logged(), [lost, back, lost, back])
  })

  it("tells whether the shared cache is ready and complete, whatever goes on without it", async () => {
    await here.ready()
    assert.equal(here.complete(), true)
    await breakIt()
    await assert.rejects(here.ready(), { code: "storage_unavailable" })
    assert.equal(here.complete(), false)
  })

  it("passes on what is no failure of the storage", async () => {
    const wrong = new TypeError("wrong")
    const cache = withFallback({ ...memoryCache(), get: () => Promise.reject(wrong) }, memoryCache(), log)
    await assert.rejects(cache.get("a"), (error) => error === wrong)
    assert.deepEqual(log.events, [])
  })

  it("redeems a ticket that was issued in the outage, once, in it and after", async () => {
    await breakIt()
    await here.set("one", "a", minute)
    await here.set("two", "b", minute)
    assert.equal(await here.take("one"), "a")
    assert.equal(await here.take("one"), undefined)
    await repairIt()
    assert.equal(await here.take("one"), undefined)
    assert.equal(await here.take("two"), "b")
    assert.equal(await here.take("two"), undefined)
  })

  it("has what was set before the outage again after it, and the newer of two values", async () => {
    await here.set("ticket", "a", minute)
    await here.set("value", "old", minute)
    await breakIt()
    assert.equal(await here.get("ticket"), undefined)
    await here.set("value", "new", minute)
    await repairIt()
    assert.equal(await here.take("ticket"), "a")
    assert.equal(await here.get("value"), "new")
    await here.set("value", "newest", minute)
    assert.deepEqual([await here.get("value"), await there.get("value")], ["newest", "newest"])
    await here.delete("value")
    assert.deepEqual([await here.get("value"), await there.get("value")], [undefined, undefined])
  })

  it("keeps a lease through the outage, and the shared cache decides when it is back", async () => {
    assert.equal(await here.hold("turn", "here", minute), true)
    await breakIt()
    assert.equal(await here.hold("turn", "other", minute), false)
    assert.equal(await here.hold("turn", "here", minute), true)
    // Nobody can stop the other process now.
    assert.equal(await there.hold("turn", "there", minute), true)
    shared.loseEverything()
    await repairIt()
    while (!(await shared.hold("turn", "there", minute))) await wait(5)
    assert.equal(await here.hold("turn", "here", minute), false)
    assert.equal(await here.get("turn"), "there")
    await there.release("turn", "there")
    assert.equal(await here.hold("turn", "here", minute), true)
  })

  it("does not let a lease live on here that was lost to another process", async () => {
    await here.hold("turn", "here", 5)
    await wait(20)
    assert.equal(await there.hold("turn", "there", minute), true)
    assert.equal(await here.hold("turn", "here", minute), false)
    await here.release("turn", "here")
    assert.equal(await here.hold("turn", "other", minute), false)
  })

  it("goes on counting in the outage where this process was", async () => {
    for (let i = 0; i < 3; i++) await here.count("questions", minute)
    await there.count("questions", minute)
    await breakIt()
    assert.equal((await here.count("questions", minute)).count, 4)
    await repairIt()
    assert.equal((await here.count("questions", minute)).count, 5)
  })

  it("reads a log whole here at every moment, and there when the outage is over", async () => {
    await here.append("log", [entry(1)], minute)
    await breakIt()
    await here.append("log", [entry(2)], minute)
    assert.deepEqual(await textsIn(here), ["text 1", "text 2"])
    await repairIt()
    while ((await there.read("log", 0)).lastSeq < 2) await wait(5)
    await here.append("log", [entry(3)], minute)
    for (const cache of [here, there]) assert.deepEqual(await textsIn(cache), ["text 1", "text 2", "text 3"])
  })

  it("brings a log whole to a shared cache that has come back empty", async () => {
    await here.append("log", [entry(1)], minute)
    await breakIt()
    shared.loseEverything()
    await repairIt()
    await here.append("log", [entry(2)], minute)
    assert.deepEqual(await textsIn(there), ["text 1", "text 2"])
  })

  it("brings what was forgotten here to nobody", async () => {
    await here.append("log", [entry(1), entry(2)], minute)
    await here.trim("log", 1)
    assert.deepEqual(await textsIn(there), ["text 2"])
    await breakIt()
    shared.loseEverything()
    await here.append("log", [entry(3)], minute)
    await here.trim("log", 2)
    await repairIt()
    while ((await there.read("log", 0)).lastSeq < 3) await wait(5)
    for (const cache of [here, there]) assert.deepEqual(await textsIn(cache), ["text 3"])
  })

  it("loses no entry and no order when the cache fails in the midst of many", async () => {
    const seqs = Array.from({ length: 300 }, (_, i) => i + 1)
    const appended: Promise<void>[] = []
    for (const seq of seqs) {
      if (seq === 100) shared.broken = true
      if (seq === 200) {
        shared.loseEverything()
        await repairIt()
      }
      appended.push(here.append("log", [entry(seq)], minute))
      if (seq % 7 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(appended)
    while ((await there.read("log", 0)).lastSeq < 300) await wait(5)
    assert.deepEqual(
      (await there.read("log", 0)).entries,
      seqs.map((seq) => entry(seq)),
    )
  })

  it("lets this process hear itself in the outage, and the others again after it", async () => {
    const before: string[] = []
    const during: string[] = []
    const endBefore = await here.subscribe("news", (text) => void before.push(text))
    await there.publish("news", "a")
    await breakIt()
    const endDuring = await here.subscribe("news", (text) => void during.push(text))
    await here.publish("news", "b")
    assert.deepEqual([before, during], [["a", "b"], ["b"]])
    await repairIt()
    while (!during.includes("c")) {
      await there.publish("news", "c")
      await wait(5)
    }
    assert.ok(before.includes("c"))
    await endBefore()
    await endDuring()
    const heard = [before.length, during.length]
    await there.publish("news", "d")
    await here.publish("news", "e")
    assert.deepEqual([before.length, during.length], heard)
  })

  it("does not begin a subscription that ended in the outage", async () => {
    await breakIt()
    const heard: string[] = []
    const end = await here.subscribe("news", (text) => void heard.push(text))
    await end()
    await repairIt()
    await there.publish("news", "a")
    await wait(20)
    assert.deepEqual(heard, [])
  })

  const itWithRedis = canStartRedis() ? it : it.skip
  itWithRedis("goes on while its Redis is killed and started again, and brings the log to the others", async () => {
    const redis = await startRedis()
    const first = withFallback(openRedisCache(redis.url), memoryCache(), log)
    const second = withFallback(openRedisCache(redis.url), memoryCache(), createLog("silent"))
    const seqs = Array.from({ length: 400 }, (_, i) => i + 1)
    const say = async (from: number, to: number): Promise<void> => {
      for (const seq of seqs.slice(from, to)) {
        void first.append("log", [entry(seq)], minute)
        if (seq % 20 === 0) await wait(1)
      }
      assert.equal((await first.read("log", 0)).entries.length, to)
    }
    await say(0, 100)
    const killed = redis.kill()
    await say(100, 200)
    await killed
    await say(200, 300)
    await first.set("ticket", "a", minute)
    const again = await startRedis(redis.port)
    await isBack()
    await say(300, 400)
    while ((await second.read("log", 0)).lastSeq < 400) await wait(5)
    assert.deepEqual(
      (await second.read("log", 0)).entries,
      seqs.map((seq) => entry(seq)),
    )
    assert.equal(await first.take("ticket"), "a")
    assert.deepEqual(logged(), [lost, back])
    await Promise.all([first.close(), second.close()])
    await again.kill()
  })
})
