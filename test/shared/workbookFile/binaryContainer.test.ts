import assert from "node:assert/strict"
import { binaryContainer } from "../../../shared/workbookFile/binaryContainer.ts"

describe("binaryContainer", () => {
  it("knows zip packages, OLE files and bare records by their first bytes", () => {
    assert.equal(binaryContainer(Uint8Array.of(0x50, 0x4b, 3, 4)), "zip")
    assert.equal(binaryContainer(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)), "ole")
    assert.equal(binaryContainer(Uint8Array.of(0x09, 4, 6, 0)), "biff")
    assert.equal(binaryContainer(new Uint8Array()), undefined)
  })

  it("takes a tab in UTF-16 for text", () => {
    assert.equal(binaryContainer(Buffer.from("\ta\tb", "utf16le")), undefined)
  })
})
