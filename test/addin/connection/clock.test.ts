import assert from "node:assert/strict"
import { systemClock } from "../../../addin/connection/clock.ts"

describe("systemClock", () => {
  const { now } = Date
  afterEach(() => {
    Date.now = now
  })

  it("goes on when the device's clock is set back", () => {
    const before = systemClock.now()
    Date.now = () => 0
    assert.equal(systemClock.now() >= before, true)
  })
})
