import assert from "node:assert/strict"
import { textSheetName } from "../../../shared/cellText/textSheetName.ts"

describe("textSheetName", () => {
  it("takes the file's name without its ending and without what a sheet's name cannot hold", () => {
    assert.equal(textSheetName("orders 2026.csv"), "orders 2026")
    assert.equal(textSheetName("a/b[1].csv"), "a_b_1_")
    assert.equal(textSheetName("'quoted'.txt"), "_quoted_")
    assert.equal(textSheetName("x".repeat(40)), "x".repeat(31))
    assert.equal(textSheetName(".csv"), "Sheet1")
  })
})
