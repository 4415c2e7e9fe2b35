import assert from "node:assert/strict"
import { memoryCache } from "../../../server/cache/memoryCache.ts"

const minute = 60_000

describe("memoryCache", () => {
  it("ends everything when its time has come, to the millisecond", async () => {
    let time = 1000
    const cache = memoryCache(() => time)
    await cache.set("value", "a", 10)
    await cache.hold("lease", "a", 10)
    await cache.count("count", 10)
    await cache.append("log", [{ seq: 1, text: "a" }], 10)
    time = 1009
    assert.equal(await cache.get("value"), "a")
    assert.equal(await cache.hold("lease", "b", 10), false)
    assert.deepEqual(await cache.count("count", 10), { count: 2, endsInMs: 1 })
    assert.equal((await cache.read("log", 0)).lastSeq, 1)
    time = 1010
    assert.equal(await cache.get("value"), undefined)
    assert.equal(await cache.hold("lease", "b", 10), true)
    assert.deepEqual(await cache.count("count", 10), { count: 1, endsInMs: 10 })
    assert.equal((await cache.read("log", 0)).lastSeq, 0)
  })

  it("keeps what is in use and drops the oldest logs when a flood of them would fill the memory", async () => {
    const cache = memoryCache()
    const text = "x".repeat(2 ** 20)
    await cache.append("first", [{ seq: 1, text }], minute)
    await cache.append("in use", [{ seq: 1, text }], minute)
    for (let i = 0; i < 100; i++) {
      await cache.append(`flood ${i}`, [{ seq: 1, text }], minute)
      await cache.append("in use", [{ seq: 2 + i, text: "more" }], minute)
    }
    assert.equal((await cache.read("first", 0)).lastSeq, 0)
    assert.equal((await cache.read("in use", 0)).entries.length, 101)
    const kept = await Promise.all(Array.from({ length: 100 }, (_, i) => cache.read(`flood ${i}`, 0)))
    assert.equal(kept.filter(({ lastSeq }) => lastSeq > 0).length, 62)
    assert.equal(kept.at(-1)?.lastSeq, 1)
  })

  it("does not keep one log that is larger than all may be", async () => {
    const cache = memoryCache()
    const text = "x".repeat(2 ** 23)
    for (let seq = 1; seq <= 7; seq++) await cache.append("log", [{ seq, text }], minute)
    assert.equal((await cache.read("log", 0)).entries.length, 7)
    await cache.append("log", [{ seq: 8, text }], minute)
    assert.deepEqual(await cache.read("log", 0), { entries: [], lastSeq: 0 })
    await cache.append("log", [{ seq: 9, text: "a" }], minute)
    assert.deepEqual(await cache.read("log", 0), { entries: [{ seq: 9, text: "a" }], lastSeq: 9 })
  })

  it("gets back the room of what was trimmed, taken, released and overwritten", async () => {
    const cache = memoryCache()
    const text = "x".repeat(2 ** 20)
    await cache.set("kept", "a", minute)
    await cache.append("kept", [{ seq: 1, text: "a" }], minute)
    for (let i = 1; i <= 100; i++) {
      await cache.append("log", [{ seq: i, text }], minute)
      await cache.trim("log", i)
      await cache.set("taken", text, minute)
      await cache.take("taken")
      await cache.hold("held", text, minute)
      await cache.release("held", text)
      await cache.set("overwritten", text, minute)
    }
    assert.equal(await cache.get("kept"), "a")
    assert.equal((await cache.read("kept", 0)).lastSeq, 1)
  })

  it("drops the oldest values and counts when a flood of them would fill the memory", async () => {
    const cache = memoryCache()
    const long = "x".repeat(2 ** 16)
    await cache.set("first", "a", minute)
    await cache.count("first", minute)
    for (let i = 0; i < 300; i++) {
      await cache.set(`flood ${i}`, long, minute)
      await cache.count(`flood ${i} ${long}`, minute)
    }
    assert.equal(await cache.get("first"), undefined)
    assert.equal(await cache.get("flood 299"), long)
    assert.equal((await cache.count("first", minute)).count, 1)
    assert.equal((await cache.count(`flood 299 ${long}`, minute)).count, 2)
  })
})
