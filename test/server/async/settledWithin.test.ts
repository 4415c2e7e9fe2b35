import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { settledWithin } from "../../../server/async/settledWithin.ts"

describe("settledWithin", () => {
  it("resolves when the work has ended, also when it failed", async () => {
    await settledWithin(Promise.resolve(), 60_000)
    await settledWithin(Promise.reject(new Error("broken")), 60_000)
  })

  it("resolves when the work takes too long", async () => {
    let ended = false
    const work = wait(200).then(() => {
      ended = true
    })
    await settledWithin(work, 5)
    assert.equal(ended, false)
    await work
  })
})
