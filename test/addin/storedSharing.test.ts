import assert from "node:assert/strict"
import { storedSharing } from "../../addin/storedSharing.ts"

describe("storedSharing", () => {
  it("gives back what was written", () => {
    let kept: unknown
    const sharing = storedSharing({ read: () => kept, write: (value) => (kept = value) })
    sharing.write(["Orders"])
    assert.deepEqual(sharing.read(), ["Orders"])
  })

  it("shares nothing where the document holds nothing, or something else", () => {
    for (const kept of [null, undefined, "Orders", { 0: "Orders" }, [1]])
      assert.deepEqual(storedSharing({ read: () => kept, write: () => undefined }).read(), [])
  })
})
