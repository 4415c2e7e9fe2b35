import assert from "node:assert/strict"
import type { Transport } from "../../../addin/connection/transport.ts"
import { TransportChoice } from "../../../addin/connection/transportChoice.ts"
import { heldClock } from "./socketStage.ts"

const unused = (): Transport => ({ prepare: () => Promise.reject(new Error("is only chosen, never opened")) })

describe("TransportChoice", () => {
  const stage = () => {
    const clock = heldClock()
    const first = unused()
    const second = unused()
    const choice = new TransportChoice(first, second, clock)
    return { clock, choice, now: () => (choice.next() === first ? "first" : "second") }
  }

  it("begins with the first and changes after two failures in a row", () => {
    const { choice, now } = stage()
    assert.equal(now(), "first")
    choice.fails()
    assert.equal(now(), "first")
    choice.fails()
    assert.equal(now(), "second")
  })

  it("forgives a failure between successes", () => {
    const { choice, now } = stage()
    choice.fails()
    choice.works()
    choice.fails()
    assert.equal(now(), "first")
  })

  it("takes turns while neither works", () => {
    const { choice, now } = stage()
    choice.fails()
    const tried = [1, 2, 3, 4].map(() => {
      choice.fails()
      return now()
    })
    assert.deepEqual(tried, ["second", "first", "second", "first"])
  })

  it("stays with the second while it works, and tries the first once more after ten minutes", async () => {
    const { clock, choice, now } = stage()
    choice.fails()
    choice.fails()
    choice.works()
    await clock.advance(599_999)
    assert.equal(now(), "second")
    await clock.advance(1)
    assert.equal(now(), "first")
    choice.fails()
    assert.equal(now(), "second")
  })
})
