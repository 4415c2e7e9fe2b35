import assert from "node:assert/strict"
import { sheetDescription } from "../../../addin/excel/sheetDescription.ts"
import { watchEdits } from "../../../addin/excel/watchEdits.ts"
import { olderExcel } from "../../../playground/host/requirementSets.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

const rows = [
  ["Region", "Units", "Note"],
  ["North", 10, "a"],
  ["South", 32, "b"],
]
const call = { signal: new AbortController().signal, onSlow: () => undefined }

describe("sheetDescription", () => {
  let excel: OpenedExcel
  afterEach(() => excel.close())

  it("tells tables, merged cells, hidden rows and columns", async () => {
    excel = await excelInNode([{ name: "Orders", rows }])
    const { id } = excel.workbook.activeSheet
    excel.workbook.addTable(id, { row: 0, column: 0, rowCount: 3, columnCount: 2 }, true, "Sales")
    excel.workbook.merge(id, { row: 1, column: 2, rowCount: 2, columnCount: 1 })
    excel.workbook.hide(id, { row: 1, column: 0, rowCount: 1, columnCount: 1 }, "hiddenRows", true)
    excel.workbook.hide(id, { row: 0, column: 1, rowCount: 1, columnCount: 1 }, "hiddenColumns", true)
    assert.deepEqual(await sheetDescription(id, call), {
      used: { row: 0, column: 0, rowCount: 3, columnCount: 3 },
      definitions: {
        tables: [{ name: "Sales", address: "A1:B3", hasHeader: true, hasTotals: false }],
        autoFilter: null,
        merged: ["C2:C3"],
        hidden: ["2:2", "B:B"],
        charts: [],
        pivots: [],
      },
      notes: [],
    })
  })

  it("says that a sheet is gone, and that a blank one has no used cells", async () => {
    excel = await excelInNode([{ name: "Blank", rows: [] }])
    await assert.rejects(sheetDescription("{no such sheet}", call), { code: "not_found" })
    assert.equal((await sheetDescription(excel.workbook.activeSheet.id, call)).used, null)
  })

  it("asks an older Excel for no more than it has, and says what that does not tell", async () => {
    excel = await excelInNode([{ name: "Orders", rows }], { requirementSets: olderExcel("1.6") })
    const { used, definitions } = await sheetDescription(excel.workbook.activeSheet.id, call)
    assert.deepEqual([used?.rowCount, definitions.tables, definitions.hidden], [3, [], []])
    const { watched, stop } = await watchEdits(() => assert.fail("It has no such events."))
    excel.workbook.type(excel.workbook.activeSheet.id, 0, 0, "Area")
    assert.equal(watched, "nothing")
    await stop()
  })
})
