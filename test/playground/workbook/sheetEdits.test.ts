import assert from "node:assert/strict"
import type { WorkbookEvent } from "../../../playground/workbook/contract.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { SimError } from "../../../playground/workbook/simError.ts"
import type { Workbook } from "../../../playground/workbook/workbook.ts"
import { loadEngine } from "./loadEngine.ts"

const refuses = (code: string, action: () => unknown): void => {
  assert.throws(action, (thrown) => thrown instanceof SimError && thrown.code === code)
}
const open = (): Workbook =>
  createWorkbook({
    sheets: [
      { name: "Data", rows: [[2]] },
      { name: "Calc", rows: [["=Data!A1*10"]] },
      { name: "Third", rows: [] },
    ],
  })
const sheetId = (workbook: Workbook, name: string): string => workbook.sheetByName(name)?.id ?? ""

describe("sheet edits", () => {
  before(loadEngine)

  it("adds sheets with free names at the end, without activating them", () => {
    const workbook = createWorkbook()
    workbook.addSheet()
    workbook.addSheet("Sheet4")
    assert.deepEqual(
      [workbook.addSheet().name, workbook.sheets.map(({ name }) => name), workbook.activeSheet.name],
      ["Sheet5", ["Sheet1", "Sheet2", "Sheet4", "Sheet5"], "Sheet1"],
    )
  })

  it("refuses names that Excel refuses", () => {
    const workbook = open()
    for (const name of [
      "",
      "  ",
      "a/b",
      "a\\b",
      "a?b",
      "a*b",
      "a[b",
      "a]b",
      "a:b",
      "'a",
      "a'",
      "History",
      "x".repeat(32),
    ])
      refuses("InvalidArgument", () => workbook.addSheet(name))
    refuses("ItemAlreadyExists", () => workbook.addSheet("DATA"))
    refuses("ItemAlreadyExists", () => workbook.renameSheet(sheetId(workbook, "Calc"), "data"))
    assert.equal(workbook.sheets.length, 3)
    assert.equal(workbook.canUndo, false)
  })

  it("renames, also only the case, and formulas follow", () => {
    const workbook = open()
    const events: WorkbookEvent[] = []
    workbook.on((event) => events.push(event))
    workbook.renameSheet(sheetId(workbook, "Data"), "DATA")
    workbook.renameSheet(sheetId(workbook, "Data"), "Raw data")
    const calc = workbook.sheetByName("Calc")
    assert.deepEqual([calc?.formula(0, 0), calc?.value(0, 0)], ["='Raw data'!A1*10", 20])
    assert.deepEqual(events.at(-1), {
      kind: "sheetRenamed",
      sheetId: sheetId(workbook, "Raw data"),
      before: "DATA",
      after: "Raw data",
    })
  })

  it("deletes a sheet: references break, the next sheet is shown, undo restores all", () => {
    const workbook = open()
    const events: string[] = []
    workbook.on(({ kind }) => events.push(kind))
    workbook.deleteSheet(sheetId(workbook, "Data"))
    const calc = workbook.sheetByName("Calc")
    assert.deepEqual(
      [calc?.formula(0, 0), calc?.value(0, 0), workbook.activeSheet.name],
      ["=#REF!*10", "#REF!", "Calc"],
    )
    assert.deepEqual(events, ["sheetDeactivated", "sheetActivated", "sheetDeleted", "calculated"])
    workbook.undo()
    assert.deepEqual([calc?.formula(0, 0), calc?.value(0, 0), workbook.activeSheet.name], ["=Data!A1*10", 20, "Data"])
  })

  it("keeps one sheet visible and never activates a hidden one", () => {
    const workbook = open()
    workbook.setVisibility(sheetId(workbook, "Calc"), "Hidden")
    workbook.setVisibility(sheetId(workbook, "Third"), "VeryHidden")
    refuses("InvalidOperation", () => workbook.setVisibility(sheetId(workbook, "Data"), "Hidden"))
    refuses("InvalidOperation", () => workbook.deleteSheet(sheetId(workbook, "Data")))
    refuses("InvalidOperation", () => workbook.activate(sheetId(workbook, "Calc")))
    workbook.setVisibility(sheetId(workbook, "Calc"), "Visible")
    workbook.setVisibility(sheetId(workbook, "Data"), "Hidden")
    assert.equal(workbook.activeSheet.name, "Calc")
  })

  it("moves a sheet to a position and refuses one outside", () => {
    const workbook = open()
    workbook.moveSheet(sheetId(workbook, "Data"), 2)
    assert.deepEqual(
      workbook.sheets.map(({ name }) => name),
      ["Calc", "Third", "Data"],
    )
    refuses("InvalidArgument", () => workbook.moveSheet(sheetId(workbook, "Data"), 3))
  })
})
