import assert from "node:assert/strict"
import { parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { SimError } from "../../../playground/workbook/simError.ts"
import type { Workbook } from "../../../playground/workbook/workbook.ts"
import { loadEngine } from "./loadEngine.ts"

const open = (...sheets: CellValue[][][]): Workbook =>
  createWorkbook({ sheets: sheets.map((rows, index) => ({ name: index === 0 ? "Src" : "Calc", rows })) })
const id = (workbook: Workbook): string => workbook.activeSheet.id
const insert = (workbook: Workbook, address: string, shift: "Down" | "Right"): void =>
  workbook.insertCells(id(workbook), parseAddress(address), shift)
const remove = (workbook: Workbook, address: string, shift: "Up" | "Left"): void =>
  workbook.deleteCells(id(workbook), parseAddress(address), shift)

/** Formulas of column E of the first sheet after an edit. */
function rewritten(formulas: string[], edit: (workbook: Workbook) => void): (string | undefined)[] {
  const workbook = open(
    formulas.map(() => []),
    formulas.map((formula) => [formula]),
  )
  edit(workbook)
  return formulas.map((_, row) => workbook.sheets[1]?.formula(row, 0))
}

describe("shiftCells", () => {
  before(loadEngine)

  it("moves references when rows are inserted", () => {
    assert.deepEqual(
      rewritten(
        ["=Src!A1", "=Src!A3", "=Src!$A$3", "=SUM(Src!A1:A5)", "=SUM(Src!A:A)", "=SUM(Src!2:3)", "=A3"],
        (workbook) => insert(workbook, "3:4", "Down"),
      ),
      ["=Src!A1", "=Src!A5", "=Src!$A$5", "=SUM(Src!A1:A7)", "=SUM(Src!A:A)", "=SUM(Src!2:5)", "=A3"],
    )
  })

  it("shrinks ranges and breaks references when rows are deleted", () => {
    assert.deepEqual(
      rewritten(
        ["=Src!A1", "=Src!A3", "=Src!A6", "=SUM(Src!A1:A5)", "=SUM(Src!A3:A4)", "=SUM(Src!A4:A9)"],
        (workbook) => remove(workbook, "3:4", "Up"),
      ),
      ["=Src!A1", "=#REF!", "=Src!A4", "=SUM(Src!A1:A3)", "=SUM(#REF!)", "=SUM(Src!A3:A7)"],
    )
  })

  it("moves references when columns are inserted or deleted", () => {
    assert.deepEqual(
      rewritten(["=Src!B2", "=SUM(Src!A1:C1)", "=SUM(Src!B:C)"], (workbook) => insert(workbook, "B:B", "Right")),
      ["=Src!C2", "=SUM(Src!A1:D1)", "=SUM(Src!C:D)"],
    )
    assert.deepEqual(
      rewritten(["=Src!B2", "=SUM(Src!A1:C1)", "=Src!D1"], (workbook) => remove(workbook, "B:B", "Left")),
      ["=#REF!", "=SUM(Src!A1:B1)", "=Src!C1"],
    )
  })

  it("moves only what lies in the columns of a partial shift", () => {
    const workbook = open([
      ["a", 1, "x"],
      ["b", 2, "y"],
      ["=B2", null, "=SUM(A1:B2)"],
    ])
    insert(workbook, "B1:B2", "Down")
    const sheet = workbook.activeSheet
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => [sheet.value(row, 0), sheet.value(row, 1), sheet.value(row, 2)]),
      [
        ["a", null, "x"],
        ["b", null, "y"],
        [2, 1, 0],
        [null, 2, null],
      ],
    )
    assert.equal(sheet.formula(2, 0), "=B4")
    assert.equal(sheet.formula(2, 2), "=SUM(A1:B2)")
    remove(workbook, "A1:B1", "Left")
    assert.deepEqual([sheet.value(0, 0), sheet.value(0, 2)], ["x", null])
  })

  it("takes names, tables, merges, heights and hidden rows along", () => {
    const workbook = open([[], ["Name", "Price"], ["a", 1], ["b", 2]])
    const sheet = workbook.activeSheet
    const table = workbook.addTable(sheet.id, parseAddress("A2:B4"), true, "Prices")
    workbook.addName({ name: "First", formula: "=Src!$B$3", scope: null, visible: true, comment: "" })
    workbook.merge(sheet.id, parseAddress("D2:E3"))
    workbook.setRowHeight(sheet.id, 2, 44)
    insert(workbook, "1:1", "Down")
    assert.deepEqual(table.area, parseAddress("A3:B5"))
    assert.equal(workbook.names[0]?.formula, "=Src!$B$4")
    assert.deepEqual(sheet.merges, [parseAddress("D3:E4")])
    assert.deepEqual([sheet.rowHeight(2), sheet.rowHeight(3)], [20, 44])
    insert(workbook, "4:4", "Down")
    assert.deepEqual(table.area, parseAddress("A3:B6"))
    remove(workbook, "3:6", "Up")
    assert.equal(sheet.tables.length, 0)
    workbook.undo()
    workbook.undo()
    workbook.undo()
    assert.deepEqual([table.area, workbook.names[0].formula], [parseAddress("A2:B4"), "=Src!$B$3"])
  })

  it("says what was inserted or deleted", () => {
    const workbook = open([["a"]])
    const types: string[] = []
    workbook.on((event) => event.kind === "changed" && types.push(event.changeType))
    insert(workbook, "1:1", "Down")
    insert(workbook, "A:A", "Right")
    insert(workbook, "A1:B2", "Down")
    remove(workbook, "A1", "Left")
    remove(workbook, "2:3", "Up")
    remove(workbook, "B:B", "Left")
    workbook.undo()
    assert.deepEqual(types, [
      "RowInserted",
      "ColumnInserted",
      "CellInserted",
      "CellDeleted",
      "RowDeleted",
      "ColumnDeleted",
      "ColumnInserted",
    ])
  })

  it("refuses to cut a table, a merged cell, or to push cells off the sheet", () => {
    const workbook = open([
      ["Name", "Price"],
      ["a", 1],
    ])
    const sheet = workbook.activeSheet
    workbook.addTable(sheet.id, parseAddress("A1:B2"), true)
    workbook.merge(sheet.id, parseAddress("D1:E2"))
    workbook.type(sheet.id, 1_048_575, 6, "last")
    const refused = (thrown: unknown): boolean => thrown instanceof SimError && thrown.code === "InvalidOperation"
    assert.throws(() => insert(workbook, "A1", "Down"), refused)
    assert.throws(() => remove(workbook, "D1", "Left"), refused)
    assert.throws(() => insert(workbook, "G1", "Down"), refused)
    assert.equal(sheet.value(1_048_575, 6), "last")
  })
})
