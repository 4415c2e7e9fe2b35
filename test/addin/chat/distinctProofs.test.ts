import assert from "node:assert/strict"
import { distinctProofs } from "../../../addin/chat/distinctProofs.ts"

describe("distinctProofs", () => {
  it("keeps the last proof of each operation and value", () => {
    const proof = (operation: string, value: number, address: string) => ({
      value,
      text: String(value),
      operation,
      ranges: [{ sheet: "Orders", address }],
    })
    const [whole, cells, other] = [proof("sum", 5, "A1:A9"), proof("sum", 5, "A4"), proof("count", 5, "A1:A9")]
    assert.deepEqual(distinctProofs([whole, other, cells]), [cells, other])
  })
})
