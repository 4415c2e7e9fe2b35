import assert from "node:assert/strict"
import { formatArea, parseAddress } from "../../../shared/address.ts"
import { sortArea } from "../../../playground/page/sortArea.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"

const workbook = createWorkbook({
  sheets: [
    {
      name: "Stock",
      rows: [
        ["Name", "Units", null, "a", "b"],
        ["Lamp", 3, null, "c", "d"],
        ["Desk", 5, null, "e", "f"],
      ],
    },
  ],
})
const sheet = workbook.activeSheet
const sorted = (address: string): string | undefined => {
  const area = sortArea(sheet, parseAddress(address))
  return area && formatArea(area)
}

describe("sortArea", () => {
  it("takes the filled cells around one cell without their header", () => assert.equal(sorted("B2"), "A2:B3"))
  it("takes texts over texts as rows all", () => assert.equal(sorted("D2"), "D1:E3"))
  it("takes the selected rows, and ends whole columns with the last filled row", () => {
    assert.equal(sorted("A2:A3"), "A2:A3")
    assert.equal(sorted("A:B"), "A2:B3")
  })
  it("leaves a table's header and totals where they are", () => {
    const table = workbook.addTable(sheet.id, parseAddress("A1:B3"), true)
    assert.equal(sorted("A3"), "A2:B3")
    workbook.convertTable(table.id)
  })
  it("has nothing to sort in a blank place", () => assert.equal(sorted("H9"), undefined))
})
