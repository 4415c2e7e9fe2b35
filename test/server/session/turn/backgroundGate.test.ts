import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { BackgroundGate } from "../../../../server/session/turn/backgroundGate.ts"

async function* letters(): AsyncGenerator<string> {
  await Promise.resolve()
  yield* ["a", "b"]
}

describe("BackgroundGate", () => {
  it("is idle when nothing is held for", async () => {
    await new BackgroundGate({ idleAfterMs: 0, longestWaitMs: 60_000 }).whenIdle()
  })

  it("is idle when the last hold has ended, however often each is released", async () => {
    const gate = new BackgroundGate({ idleAfterMs: 0, longestWaitMs: 60_000 })
    const [first, second] = [gate.hold(), gate.hold()]
    let idle = false
    const waiting = gate.whenIdle().then(() => (idle = true))
    first()
    first()
    await new Promise(setImmediate)
    assert.equal(idle, false)
    second()
    await waiting
    await gate.whenIdle()
  })

  it("is not idle yet when a hold has only just ended", async () => {
    const gate = new BackgroundGate({ idleAfterMs: 10, longestWaitMs: 60_000 })
    let idle = false
    gate.hold()()
    const waiting = gate.whenIdle().then(() => (idle = true))
    const second = gate.hold()
    await wait(30)
    assert.equal(idle, false, "another question came meanwhile")
    second()
    await waiting
  })

  it("does not hold work back for ever", async () => {
    const gate = new BackgroundGate({ idleAfterMs: 0, longestWaitMs: 1 })
    gate.hold()
    await gate.whenIdle()
  })

  it("takes each next item when idle", async () => {
    const gate = new BackgroundGate({ idleAfterMs: 0, longestWaitMs: 60_000 })
    const items = gate.inBackground(letters())
    assert.deepEqual(await items.next(), { done: false, value: "a" })
    const answered = gate.hold()
    let next: unknown
    const waiting = items.next().then((item) => (next = item))
    await new Promise(setImmediate)
    assert.equal(next, undefined)
    answered()
    await waiting
    assert.deepEqual(next, { done: false, value: "b" })
  })
})
