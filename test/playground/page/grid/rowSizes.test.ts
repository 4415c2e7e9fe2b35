import assert from "node:assert/strict"
import { parseAddress } from "../../../../shared/address.ts"
import { rowSizes } from "../../../../playground/page/grid/rowSizes.ts"
import { createWorkbook } from "../../../../playground/workbook/createWorkbook.ts"

describe("rowSizes", () => {
  it("makes room for large letters unless the row's height was set", () => {
    const workbook = createWorkbook({ sheets: [{ name: "S", rows: [["Title"], ["small"], ["set"]] }] })
    const sheet = workbook.activeSheet
    workbook.setStyle(sheet.id, parseAddress("A1"), { fontSize: 16 })
    workbook.setStyle(sheet.id, parseAddress("A3"), { fontSize: 30 })
    workbook.setRowHeight(sheet.id, 2, 18)
    assert.deepEqual([0, 1, 2, 3].map(rowSizes(sheet)), [28, 20, 18, 20])
  })
})
