import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { withTimeout } from "../../../server/async/withTimeout.ts"

const late = (): Error => new Error("late")

describe("withTimeout", () => {
  it("gives the outcome of work that ends in time", async () => {
    assert.equal(await withTimeout(Promise.resolve(1), 1000, late), 1)
    await assert.rejects(withTimeout(Promise.reject(new Error("broken")), 1000, late), { message: "broken" })
  })

  it("fails when the work takes longer, and does not mind how the work ends then", async () => {
    const work = wait(30).then(() => Promise.reject(new Error("broken")))
    await assert.rejects(withTimeout(work, 5, late), { message: "late" })
    await wait(40)
  })
})
