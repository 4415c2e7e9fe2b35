import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { BackgroundGate } from "../../../../server/session/turn/backgroundGate.ts"

async function* letters(): AsyncGenerator<string> {
  await Promise.resolve()
  yield* ["a", "b"]
}

describe("BackgroundGate", () => {
  it("has come when nobody waits", async () => {
    await new BackgroundGate({ restMs: 0, longestMs: 60_000 }).come()
  })

  it("comes when the last one who waits has been answered, however often each is said to be", async () => {
    const quiet = new BackgroundGate({ restMs: 0, longestMs: 60_000 })
    const [first, second] = [quiet.disturb(), quiet.disturb()]
    let here = false
    const coming = quiet.come().then(() => (here = true))
    first()
    first()
    await new Promise(setImmediate)
    assert.equal(here, false)
    second()
    await coming
    await quiet.come()
  })

  it("has not come yet when somebody has only just been answered", async () => {
    const quiet = new BackgroundGate({ restMs: 10, longestMs: 60_000 })
    let here = false
    quiet.disturb()()
    const coming = quiet.come().then(() => (here = true))
    const second = quiet.disturb()
    await wait(30)
    assert.equal(here, false, "another question came meanwhile")
    second()
    await coming
  })

  it("does not keep work waiting for ever", async () => {
    const quiet = new BackgroundGate({ restMs: 0, longestMs: 1 })
    quiet.disturb()
    await quiet.come()
  })

  it("asks for each next item in a quiet time", async () => {
    const quiet = new BackgroundGate({ restMs: 0, longestMs: 60_000 })
    const items = quiet.unhurried(letters())
    assert.deepEqual(await items.next(), { done: false, value: "a" })
    const answered = quiet.disturb()
    let next: unknown
    const coming = items.next().then((item) => (next = item))
    await new Promise(setImmediate)
    assert.equal(next, undefined)
    answered()
    await coming
    assert.deepEqual(next, { done: false, value: "b" })
  })
})
