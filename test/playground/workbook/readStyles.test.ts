import assert from "node:assert/strict"
import { readPalette, readStyles } from "../../../playground/workbook/readStyles.ts"

const formatsOf = (...ids: number[]): (string | undefined)[] => {
  const xml = `<styleSheet><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs></styleSheet>`
  return readStyles(xml, readPalette(xml, "")).map(({ numberFormat }) => numberFormat)
}

describe("readStyles", () => {
  it("knows the built-in formats of currencies and of the date that follows the locale", () => {
    assert.deepEqual(formatsOf(0, 5, 14, 22), [undefined, "$#,##0_);($#,##0)", "m/d/yyyy", "m/d/yyyy h:mm"])
  })
})
