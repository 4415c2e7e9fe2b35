import assert from "node:assert/strict"
import { parseAddress } from "../../../shared/address.ts"
import { selectionFigures } from "../../../playground/page/selectionFigures.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"

const sheet = createWorkbook({
  sheets: [
    {
      name: "S",
      rows: [
        ["Units", 0.1, "#N/A"],
        [null, 0.2, true],
        ["x", 0.3, null],
      ],
    },
  ],
}).activeSheet
const figures = (address: string) => selectionFigures(sheet, parseAddress(address))

describe("selectionFigures", () => {
  it("counts what is filled and adds up numbers only, without a rounding tail", () => {
    assert.deepEqual(figures("A1:C3"), { count: 7, sum: 0.6, average: 0.19999999999999998 })
    assert.deepEqual(figures("B:B"), { count: 3, sum: 0.6, average: 0.19999999999999998 })
  })

  it("has no sum where there is no number", () => {
    assert.deepEqual(figures("A1:A3"), { count: 2, sum: undefined, average: undefined })
  })

  it("says nothing about one cell or blank cells", () => {
    assert.equal(figures("B1"), undefined)
    assert.equal(figures("F7:G9"), undefined)
  })
})
