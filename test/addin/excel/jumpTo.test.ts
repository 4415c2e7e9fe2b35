import assert from "node:assert/strict"
import { jumpTo } from "../../../addin/excel/jumpTo.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

describe("jumpTo", () => {
  let excel: OpenedExcel
  beforeEach(async () => {
    excel = await excelInNode([
      { name: "Orders", rows: [["x"]] },
      { name: "Ann's data", rows: [["y"]] },
    ])
  })
  afterEach(() => excel.close())

  it("shows the sheet and selects the cells", async () => {
    await jumpTo("Ann's data", "B2:C4")
    assert.equal(excel.workbook.activeSheet.name, "Ann's data")
    assert.deepEqual(excel.workbook.selection.area, { row: 1, column: 1, rowCount: 3, columnCount: 2 })
  })

  it("stays on the active sheet when none is named", async () => {
    await jumpTo(undefined, "A5")
    assert.equal(excel.workbook.activeSheet.name, "Orders")
    assert.deepEqual(excel.workbook.selection.area, { row: 4, column: 0, rowCount: 1, columnCount: 1 })
  })

  it("says that a deleted sheet is gone and leaves the selection", async () => {
    await jumpTo("Orders", "B2")
    excel.workbook.deleteSheet(excel.workbook.sheetByName("Ann's data")!.id)
    await assert.rejects(jumpTo("Ann's data", "A1"), {
      code: "not_found",
      message: `The sheet "Ann's data" is no longer in this workbook.`,
    })
    assert.deepEqual(excel.workbook.selection.area, { row: 1, column: 1, rowCount: 1, columnCount: 1 })
  })

  it("says that a hidden sheet is hidden", async () => {
    excel.workbook.setVisibility(excel.workbook.sheetByName("Ann's data")!.id, "Hidden")
    await assert.rejects(jumpTo("Ann's data", "A1"), {
      code: "excel_failed",
      message: `The sheet "Ann's data" is hidden. Unhide it in Excel, then try again.`,
    })
  })
})
