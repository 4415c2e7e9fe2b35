import assert from "node:assert/strict"
import { getEventListeners } from "node:events"
import { unlessAborted } from "../../../server/async/unlessAborted.ts"

const given = (): Error => new Error("given up")

describe("unlessAborted", () => {
  it("gives the outcome of the work and leaves no listener behind", async () => {
    const { signal } = new AbortController()
    assert.equal(await unlessAborted(Promise.resolve(1), signal, given), 1)
    await assert.rejects(unlessAborted(Promise.reject(new Error("broken")), signal, given), { message: "broken" })
    assert.equal(getEventListeners(signal, "abort").length, 0)
  })

  it("throws the reason at once when the signal aborts, or has aborted before", async () => {
    const stop = new AbortController()
    const never = new Promise(() => undefined)
    const waiting = assert.rejects(unlessAborted(never, stop.signal, given), { message: "given up" })
    stop.abort()
    await waiting
    await assert.rejects(unlessAborted(never, stop.signal, given), { message: "given up" })
  })
})
