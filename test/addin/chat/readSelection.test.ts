import assert from "node:assert/strict"
import { byteLength, readSelection } from "../../../addin/chat/readSelection.ts"

describe("readSelection", () => {
  it("names a range only when its texts make it too large for one message", async () => {
    const asked = { worksheet: "Texts", address: "A1:A300", rowCount: 300, columnCount: 1 }
    const values = Array.from({ length: 300 }, () => ["x".repeat(32_000)])
    const selection = await readSelection(
      { readRange: (worksheet, address) => Promise.resolve({ worksheet, address, values }) },
      asked,
    )
    assert.deepEqual(selection, asked)
  })
})

describe("byteLength", () => {
  it("counts bytes, not characters", () => assert.equal(byteLength("é😀"), 8))
})
