import assert from "node:assert/strict"
import { readRefusal } from "../../../addin/chat/readRefusal.ts"

const asked = { worksheet: "Orders", address: "B2:C9", rowCount: 8, columnCount: 2 }

describe("readRefusal", () => {
  it("lets the server read the cells that were asked about, in parts and as Excel writes them", () => {
    for (const address of ["B2:C9", "$B$2:$C$9", "B2", "C3:C9"])
      assert.equal(readRefusal(asked, "Orders", address), undefined, address)
  })

  it("refuses cells beside them, of another sheet, and of a question without cells", () => {
    for (const [worksheet, address] of [
      ["Orders", "A1:C9"],
      ["Orders", "B2:C10"],
      ["Orders", "E5"],
      ["Orders", "B:B"],
      ["Salaries", "B2:C9"],
      ["orders", "B2:C9"],
    ] as const)
      assert.equal(readRefusal(asked, worksheet, address)?.code, "forbidden", `${worksheet}!${address}`)
    assert.equal(readRefusal(null, "Orders", "B2")?.code, "forbidden")
  })

  it("says how it could be allowed", () => {
    assert.equal(
      readRefusal(asked, "Pay roll", "A1")?.message,
      "'Pay roll'!A1 is not part of the question. Select these cells, or include the whole workbook, to ask about them.",
    )
  })

  it("refuses what is no address, and more cells than fit into a block", () => {
    const large = { ...asked, address: "A1:B30000" }
    assert.equal(readRefusal(large, "Orders", "A0:B1")?.code, "invalid_request")
    assert.equal(readRefusal(large, "Orders", "A1:A20001")?.code, "message_too_large")
    assert.equal(readRefusal(large, "Orders", "A1:A20000"), undefined)
  })
})
