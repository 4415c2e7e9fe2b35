import assert from "node:assert/strict"
import { parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import type { WorkbookEvent } from "../../../playground/workbook/contract.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { SimError } from "../../../playground/workbook/simError.ts"
import type { Workbook } from "../../../playground/workbook/workbook.ts"
import { loadEngine } from "./loadEngine.ts"

const at = parseAddress
const open = (...rows: CellValue[][]): { workbook: Workbook; id: string } => {
  const workbook = createWorkbook({ sheets: [{ name: "Data", rows }] })
  return { workbook, id: workbook.activeSheet.id }
}
const refuses = (code: string, action: () => unknown): void => {
  assert.throws(action, (thrown) => thrown instanceof SimError && thrown.code === code)
}
const row = (workbook: Workbook, index: number, count: number): CellValue[] =>
  Array.from({ length: count }, (_, column) => workbook.activeSheet.value(index, column))

describe("table edits", () => {
  before(loadEngine)

  it("makes headers texts and unique", () => {
    const { workbook, id } = open(["Price", "price", null, 2026], [1, 2, 3, 4])
    const events: WorkbookEvent[] = []
    workbook.on((event) => events.push(event))
    const table = workbook.addTable(id, at("A1:D2"), true)
    assert.deepEqual(row(workbook, 0, 4), ["Price", "price2", "Column3", "2026"])
    assert.deepEqual(
      [table.name, table.area, table.showHeaders, table.showTotals],
      ["Table1", at("A1:D2"), true, false],
    )
    assert.deepEqual(events[0], { kind: "tableAdded", sheetId: id, tableId: table.id, area: at("A1:D2") })
  })

  it("tells when cells of a table change and when deleting rows takes the table", () => {
    const { workbook, id } = open(["a", "b"], [1, 2])
    const { id: tableId } = workbook.addTable(id, at("A1:B2"), true)
    const events: WorkbookEvent[] = []
    workbook.on((event) => events.push(event))
    workbook.write(id, at("B2:C2"), [[5, 6]])
    workbook.type(id, 9, 9, "elsewhere")
    workbook.deleteCells(id, at("1:2"), "Up")
    workbook.undo()
    assert.deepEqual(
      events.filter(({ kind }) => kind.startsWith("table")),
      [
        { kind: "tableChanged", sheetId: id, tableId, area: at("B2") },
        { kind: "tableDeleted", sheetId: id, tableId, area: at("A1:B2") },
        { kind: "tableAdded", sheetId: id, tableId, area: at("A1:B2") },
      ],
    )
  })

  it("inserts a header row when there is none", () => {
    const { workbook, id } = open([1, 2], [3, 4], ["below", null])
    const table = workbook.addTable(id, at("A1:B2"), false)
    assert.deepEqual(
      [row(workbook, 0, 2), row(workbook, 1, 2), row(workbook, 3, 1)],
      [["Column1", "Column2"], [1, 2], ["below"]],
    )
    assert.deepEqual(table.area, at("A1:B3"))
    workbook.undo()
    assert.deepEqual([row(workbook, 0, 2), row(workbook, 2, 1), workbook.activeSheet.tables], [[1, 2], ["below"], []])
  })

  it("refuses overlaps and names that are taken or no names", () => {
    const { workbook, id } = open(["a", "b"], [1, 2])
    workbook.addTable(id, at("A1:B2"), true, "Sales")
    workbook.addName({ name: "Rate", formula: "=1", scope: null, visible: true, comment: "" })
    refuses("InvalidOperation", () => workbook.addTable(id, at("B2:C3"), true))
    refuses("ItemAlreadyExists", () => workbook.addTable(id, at("D1:E2"), true, "SALES"))
    refuses("ItemAlreadyExists", () => workbook.addTable(id, at("D1:E2"), true, "rate"))
    refuses("ItemAlreadyExists", () =>
      workbook.addName({ name: "sales", formula: "=1", scope: null, visible: true, comment: "" }),
    )
    for (const name of ["", "two words", "A1", "R1C1", "R", "1st", "a-b"])
      refuses("InvalidArgument", () => workbook.addTable(id, at("D1:E2"), true, name))
    refuses("ItemNotFound", () => workbook.deleteTable("nope"))
    refuses("ItemNotFound", () => workbook.deleteName("Nope", null))
    assert.equal(workbook.activeSheet.tables.length, 1)
  })

  it("calculates structured references and follows a new name", () => {
    const { workbook, id } = open(["Item", "Unit Price", "Qty", "Sum"], ["a", 2, 3], ["b", 5, 4])
    const table = workbook.addTable(id, at("A1:D3"), true, "Sales")
    const type = (address: string, text: string): void => {
      const { row: line, column } = at(address)
      workbook.type(id, line, column, text)
    }
    const value = (address: string): CellValue => workbook.activeSheet.value(at(address).row, at(address).column)
    type("D2", "=[@[Unit Price]]*[@Qty]")
    type("D3", "=Sales[@[Unit Price]]*Sales[[#This Row],[Qty]]")
    type("F1", "=SUM(Sales[Sum])")
    type("F2", "=SUM(Sales[[Unit Price]:[Qty]])")
    type("F3", '=ROWS(Sales)&"/"&ROWS(Sales[#All])&"/"&Sales[[#Headers],[Qty]]')
    type("F4", "=SUM(Sales[Nope])")
    assert.deepEqual(["D2", "D3", "F1", "F2", "F3", "F4"].map(value), [6, 20, 26, 14, "2/3/Qty", "#REF!"])
    workbook.renameTable(table.id, "Orders")
    assert.deepEqual([workbook.activeSheet.formula(0, 5), value("F1")], ["=SUM(Orders[Sum])", 26])
  })

  it("resizes with the header in place and deletes with its cells", () => {
    const { workbook, id } = open(["a", "b"], [1, 2], [3, 4], ["below"])
    const table = workbook.addTable(id, at("A1:B2"), true)
    workbook.resizeTable(table.id, at("A1:C3"))
    assert.deepEqual([table.area, row(workbook, 0, 3)], [at("A1:C3"), ["a", "b", "Column3"]])
    refuses("InvalidArgument", () => workbook.resizeTable(table.id, at("A2:B3")))
    workbook.deleteTable(table.id)
    assert.deepEqual([workbook.activeSheet.tables, row(workbook, 0, 2)], [[], ["below", null]])
    workbook.undo()
    assert.deepEqual([workbook.activeSheet.tables.length, row(workbook, 1, 2)], [1, [1, 2]])
  })
})
