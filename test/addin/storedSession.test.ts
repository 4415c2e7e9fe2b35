import assert from "node:assert/strict"
import { storedSession } from "../../addin/storedSession.ts"

describe("storedSession", () => {
  it("keeps the id for as long as the pane lives where storage is blocked", () => {
    const session = storedSession(() => {
      throw new DOMException("blocked", "SecurityError")
    })
    assert.equal(session.read(), null)
    session.write("s1")
    assert.equal(session.read(), "s1")
  })
})
