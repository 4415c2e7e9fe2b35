import assert from "node:assert/strict"
import { cellText } from "../../../playground/workbook/cellText.ts"

describe("cellText", () => {
  it("shows numbers with their format", () => {
    assert.equal(cellText(1234.5, undefined), "1234.5")
    assert.equal(cellText(1234.5, "#,##0.00"), "1,234.50")
    assert.equal(cellText(-5, "$#,##0_);[Red]($#,##0)"), "($5)")
    assert.equal(cellText(0.125, "0.0%"), "12.5%")
    assert.equal(cellText(46112, "m/d/yyyy"), "3/31/2026")
    assert.equal(cellText(60, "m/d/yyyy"), "2/29/1900")
    assert.equal(cellText(1e21, "General"), "1E+21")
    assert.equal(cellText(1e-7, "General"), "0.0000001")
    assert.equal(cellText(1e-10, "General"), "1E-10")
    assert.equal(cellText(1 / 30000, "General"), "3.33333E-05")
    assert.equal(cellText(1 / 3, "General"), "0.333333333")
  })
  it("shows text, booleans, errors and blanks as Excel does", () => {
    assert.equal(cellText("007", "@"), "007")
    assert.equal(cellText("kg", '0;-0;0;"["@"]"'), "[kg]")
    assert.equal(cellText(true, "0.00"), "TRUE")
    assert.equal(cellText("#N/A", '"x"@'), "#N/A")
    assert.equal(cellText(null, "0.00"), "")
  })
  it("fills a cell with number signs for a date before the calendar", () => {
    assert.equal(cellText(-1, "m/d/yyyy"), "########")
  })
  it("falls back to General for a format nobody can read", () => {
    assert.equal(cellText(3, "yyyy[bad"), "3")
  })
})
