import assert from "node:assert/strict"
import { setImmediate as nextTurn } from "node:timers/promises"
import { latestOnly } from "../../scripts/latestOnly.ts"

describe("latestOnly", () => {
  it("makes calls during a run good by one more run, never two at once", async () => {
    const log: string[] = []
    const run = latestOnly(async () => {
      log.push("begin")
      await nextTurn()
      log.push("end")
    })
    await Promise.all([run(), run(), run()])
    assert.deepEqual(log, ["begin", "end", "begin", "end"])
    await run()
    assert.deepEqual(log.slice(4), ["begin", "end"])
  })
})
