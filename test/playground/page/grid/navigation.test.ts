import assert from "node:assert/strict"
import { formatArea, parseAddress } from "../../../../shared/address.ts"
import { edge, lastUsed, step, type Direction } from "../../../../playground/page/grid/navigation.ts"
import { cellArea } from "../../../../playground/page/grid/selection.ts"
import { createWorkbook } from "../../../../playground/workbook/createWorkbook.ts"

const workbook = createWorkbook({
  sheets: [
    {
      name: "Data",
      rows: [
        ["a", "b", null, "d"],
        ["a", null, null, null],
        ["a", null, null, "d"],
        [null, null, null, null],
        ["a", null, null, null],
      ],
    },
    { name: "Blank", rows: [] },
  ],
})
const [data, blank] = workbook.sheets
const address = (cell: { row: number; column: number }): string => formatArea(cellArea(cell))
const jump = (from: string, direction: Direction, sheet = data!): string =>
  address(edge(sheet, parseAddress(from), direction))

describe("edge", () => {
  it("goes to the end of a block of filled cells", () => {
    assert.equal(jump("A1", "down"), "A3")
    assert.equal(jump("A3", "up"), "A1")
    assert.equal(jump("A1", "right"), "B1")
  })

  it("goes over blank cells to the next filled one", () => {
    assert.equal(jump("A3", "down"), "A5")
    assert.equal(jump("B1", "right"), "D1")
    assert.equal(jump("C1", "left"), "B1")
  })

  it("goes to the edge of the sheet when nothing follows", () => {
    assert.equal(jump("A5", "down"), "A1048576")
    assert.equal(jump("D1", "right"), "XFD1")
    assert.equal(jump("C4", "up"), "C1")
    assert.equal(jump("A1", "down", blank), "A1048576")
  })
})

describe("step", () => {
  it("stays on the sheet", () => {
    assert.equal(address(step(data!, { row: 0, column: 0 }, "up")), "A1")
    assert.equal(address(step(data!, { row: 1_048_575, column: 0 }, "down")), "A1048576")
  })

  it("passes a merged cell as a whole", () => {
    const book = createWorkbook()
    const sheet = book.activeSheet
    book.merge(sheet.id, parseAddress("B2:C4"))
    assert.equal(address(step(sheet, parseAddress("B2"), "down")), "B5")
    assert.equal(address(step(sheet, parseAddress("B2"), "right")), "D2")
    assert.equal(address(step(sheet, parseAddress("C3"), "up")), "C1")
  })
})

describe("lastUsed", () => {
  it("is the last cell of the used area, or A1", () => {
    assert.equal(address(lastUsed(data!)), "D5")
    assert.equal(address(lastUsed(blank!)), "A1")
  })
})
