import assert from "node:assert/strict"
import type { Cache, LogEntry } from "../../../../server/cache/cache.ts"
import { memoryCache } from "../../../../server/cache/memoryCache.ts"
import { SessionLog } from "../../../../server/session/log/sessionLog.ts"
import { AppError } from "../../../../shared/errors.ts"

describe("SessionLog", () => {
  let cache: Cache
  beforeEach(() => {
    cache = memoryCache()
  })
  afterEach(() => cache.close())

  const open = (onShared: (entries: readonly LogEntry[]) => void = () => undefined): SessionLog =>
    new SessionLog(cache, "s", onShared)
  const start = (log: SessionLog, requestId: string): void =>
    log.add(requestId, { type: "assistant_response_start", messageId: `m-${requestId}`, intent: "general" })
  const say = (log: SessionLog, requestId: string, content: string): void =>
    log.add(requestId, { type: "assistant_response_chunk", content, chunkIndex: 0 })
  const end = (log: SessionLog, requestId: string): void =>
    log.add(requestId, { type: "error", code: "timeout", message: "late", retryable: true })
  const contents = (log: SessionLog, after: number): (string | undefined)[] =>
    log.after(after).map((message) => (message.type === "assistant_response_chunk" ? message.content : message.type))

  it("numbers messages from one and gives those after a number", () => {
    const log = open()
    for (const content of ["a", "b", "c"]) say(log, "r1", content)
    assert.equal(log.lastSeq, 3)
    assert.deepEqual(contents(log, 0), ["a", "b", "c"])
    assert.deepEqual(contents(log, 2), ["c"])
    assert.deepEqual(contents(log, 9), [])
    assert.equal(log.next(1)?.seq, 2)
    assert.equal(log.next(3), undefined)
  })

  it("keeps the last turn when a new one begins, and no older one, here and in the cache", async () => {
    const log = open()
    say(log, "r1", "a")
    log.keepOnlyLastTurn()
    say(log, "r2", "b")
    log.keepOnlyLastTurn()
    say(log, "r3", "c")
    await log.shared()
    assert.deepEqual(contents(log, 0), ["b", "c"])
    const other = open()
    await other.catchUp()
    assert.deepEqual(contents(other, 0), ["b", "c"])
    assert.equal(other.lastSeq, 3)
  })

  it("forgets what was acknowledged, but nothing of the open turn", () => {
    const log = open()
    start(log, "r1")
    end(log, "r1")
    start(log, "r2")
    say(log, "r2", "c")
    log.acknowledge(4)
    assert.deepEqual(contents(log, 0), ["assistant_response_start", "c"])
    end(log, "r2")
    log.acknowledge(5)
    assert.deepEqual(contents(log, 0), [])
    assert.equal(log.lastSeq, 5)
  })

  it("knows the turn whose end has not been said, and which questions have a turn", () => {
    const log = open()
    start(log, "r1")
    end(log, "r1")
    assert.deepEqual(log.openTurn(), [])
    start(log, "r2")
    say(log, "r2", "a")
    assert.deepEqual(
      log.openTurn().map(({ type, requestId }) => [type, requestId]),
      [
        ["assistant_response_start", "r2"],
        ["assistant_response_chunk", "r2"],
      ],
    )
    assert.equal(log.hasTurnFor("m-r2"), true)
    assert.equal(log.hasTurnFor("m-r3"), false)
  })

  it("takes what another process said, reads what it missed, and goes on with the numbers", async () => {
    const told: LogEntry[][] = []
    const first = open((entries) => told.push([...entries]))
    const second = open()
    say(first, "r1", "a")
    await first.shared()
    say(first, "r1", "b")
    say(first, "r1", "c")
    await first.shared()
    // The first news got lost; the later ones came twice.
    const [, late = []] = told
    await second.take(late)
    await second.take(late)
    assert.deepEqual(contents(second, 0), ["a", "b", "c"])
    say(second, "r2", "d")
    await second.shared()
    await first.catchUp()
    assert.deepEqual(contents(first, 2), ["c", "d"])
    assert.equal(first.lastSeq, 4)
  })

  it("leaves nothing behind that is said just as the cache has taken the rest", async () => {
    const log = open()
    const append: Cache["append"] = async (...rest) => {
      await cache.append(...rest)
      void Promise.resolve().then(() => said++ < 5 && say(racing, "r1", "b"))
    }
    let said = 0
    const racing = new SessionLog({ ...cache, append }, "s", () => undefined)
    say(racing, "r1", "a")
    await new Promise((resolve) => setTimeout(resolve, 20))
    await log.catchUp()
    assert.equal(log.lastSeq, racing.lastSeq)
    assert.equal(said > 4, true)
  })

  it("goes on with the numbers when everything was forgotten", async () => {
    const first = open()
    start(first, "r1")
    end(first, "r1")
    await first.shared()
    first.acknowledge(2)
    const second = open()
    await second.catchUp()
    say(second, "r2", "a")
    assert.equal(second.lastSeq, 3)
  })

  it("gives the cache later what it did not take, in order", async () => {
    let broken = true
    const append: Cache["append"] = (...rest) =>
      broken ? Promise.reject(new AppError("storage_unavailable", "away")) : cache.append(...rest)
    const log = new SessionLog({ ...cache, append }, "s", () => undefined)
    say(log, "r1", "a")
    await new Promise((resolve) => setImmediate(resolve))
    say(log, "r1", "b")
    assert.deepEqual(contents(log, 0), ["a", "b"])
    broken = false
    await log.shared()
    assert.deepEqual(
      (await cache.read("log s", 0)).entries.map(({ seq }) => seq),
      [1, 2],
    )
  })
})
