import assert from "node:assert/strict"
import { libraryFormat, libraryFormula, libraryValue } from "../../../shared/workbookFile/libraryCell.ts"

describe("libraryCell", () => {
  it("names errors and shifts dates, but no other numbers", () => {
    assert.equal(libraryValue({ t: "e", v: 0x07 }, 0), "#DIV/0!")
    assert.equal(libraryValue({ t: "e", v: 99, w: "#SPILL!" }, 0), "#SPILL!")
    assert.equal(libraryValue({ t: "n", v: 1, z: "yyyy-mm-dd" }, 1462), 1463)
    assert.equal(libraryValue({ t: "n", v: 1, z: "0.00" }, 1462), 1)
    assert.equal(libraryValue({ t: "z" }, 0), null)
  })

  it("writes formulas as Excel shows them, once for an array", () => {
    assert.equal(libraryFormula({ t: "n", f: "_xlws.SORT(A1:A3)", F: "B1:B3" }, 0, 1), "=SORT(A1:A3)")
    assert.equal(libraryFormula({ t: "n", f: "_xlws.SORT(A1:A3)", F: "B1:B3" }, 1, 1), undefined)
    assert.equal(libraryFormula({ t: "n", f: "undefined" }, 0, 0), undefined)
  })

  it("shows the locale's date with four digits of the year", () => {
    assert.equal(libraryFormat({ t: "n", z: "m/d/yy" }), "m/d/yyyy")
    assert.equal(libraryFormat({ t: "n", z: "General" }), undefined)
  })
})
