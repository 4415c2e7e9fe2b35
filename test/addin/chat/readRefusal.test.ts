import assert from "node:assert/strict"
import { readRefusal } from "../../../addin/chat/readRefusal.ts"

const asked = { worksheet: "Orders", address: "B2:C9", rowCount: 8, columnCount: 2 }

describe("readRefusal", () => {
  it("lets the server read the cells that were asked about, in parts and as Excel writes them", () => {
    for (const address of ["B2:C9", "$B$2:$C$9", "B2", "C3:C9"])
      assert.equal(readRefusal(asked, [], "Orders", address), undefined, address)
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
      assert.equal(readRefusal(asked, [], worksheet, address)?.code, "forbidden", `${worksheet}!${address}`)
    assert.equal(readRefusal(null, ["Orders"], "Orders", "B2")?.code, "forbidden")
  })

  it("lets the server read all of a shared sheet while a question about it is answered, and no other", () => {
    assert.equal(readRefusal(asked, ["Orders"], "Orders", "A1:J213"), undefined)
    assert.equal(readRefusal(asked, ["Orders", "Salaries"], "Salaries", "A1")?.code, "forbidden")
  })

  it("says how it could be allowed", () => {
    assert.equal(
      readRefusal(asked, [], "Orders", "A1:J213")?.message,
      "Orders!A1:J213 is not shared. Turn on “Also use this sheet” to allow it.",
    )
    assert.equal(
      readRefusal(asked, [], "Pay roll", "A1")?.message,
      "'Pay roll'!A1 is not shared. Select cells of that sheet and turn on “Also use this sheet” to ask about it.",
    )
  })

  it("refuses what is no address, and more cells than fit into a block", () => {
    assert.equal(readRefusal(asked, ["Orders"], "Orders", "A0:B1")?.code, "invalid_request")
    assert.equal(readRefusal(asked, ["Orders"], "Orders", "A:XFD")?.code, "message_too_large")
    assert.equal(readRefusal(asked, ["Orders"], "Orders", "A1:A20001")?.code, "message_too_large")
    assert.equal(readRefusal(asked, ["Orders"], "Orders", "A1:A20000"), undefined)
  })
})
