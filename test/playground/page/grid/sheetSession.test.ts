import assert from "node:assert/strict"
import { formatArea, parseAddress } from "../../../../shared/address.ts"
import { cellArea } from "../../../../playground/page/grid/selection.ts"
import { editableText } from "../../../../playground/page/grid/editableText.ts"
import { createSheetSession } from "../../../../playground/page/grid/sheetSession.ts"
import { utils, write } from "@e965/xlsx"
import { openFile } from "../../../../playground/workbook/openFile.ts"
import { loadEngine } from "../../workbook/loadEngine.ts"
import { createWorkbook } from "../../../../playground/workbook/createWorkbook.ts"

function start() {
  const workbook = createWorkbook({
    sheets: [
      {
        name: "Data",
        rows: [
          ["Name", "Units"],
          ["Lamp", 3],
        ],
      },
      { name: "Other", rows: [] },
    ],
  })
  const errors: unknown[] = []
  const session = createSheetSession(workbook, (error) => errors.push(error))
  const active = () => formatArea(cellArea(session.state().anchor))
  return { workbook, session, errors, active, first: workbook.sheets[0]!, second: workbook.sheets[1]! }
}

describe("createSheetSession", () => {
  it("tells the workbook what is selected", () => {
    const { workbook, session, first } = start()
    session.select({ row: 2, column: 2 }, { row: 0, column: 1 })
    assert.deepEqual(workbook.selection, { sheetId: first.id, area: parseAddress("B1:C3") })
    assert.deepEqual(session.state().anchor, { row: 2, column: 2 })
  })

  it("follows a selection made by the add-in and asks the grid to scroll there", () => {
    const { workbook, session, second } = start()
    workbook.select(second.id, parseAddress("B7:C9"))
    assert.equal(session.state().sheet.name, "Other")
    assert.deepEqual(session.state().area, parseAddress("B7:C9"))
    assert.equal(session.state().jumps > 0, true)
  })

  it("does not jump for its own selections", () => {
    const { session } = start()
    session.select({ row: 5, column: 5 })
    assert.equal(session.state().jumps, 0)
  })

  it("keeps the workbook in cell edit mode while somebody types, and writes on commit", () => {
    const { workbook, session, first } = start()
    session.select({ row: 1, column: 1 })
    session.beginEdit({ text: "4", mode: "enter", place: "cell" })
    assert.equal(workbook.cellEditMode, true)
    session.changeEdit("42")
    assert.equal(first.value(1, 1), 3)
    assert.equal(session.commitEdit(), true)
    assert.equal(workbook.cellEditMode, false)
    assert.equal(first.value(1, 1), 42)
  })

  it("says that it calculates before the first edit of a workbook with thousands of formulas", async () => {
    loadEngine()
    const sheet = utils.aoa_to_sheet([[1]])
    for (let row = 1; row <= 2000; row++) sheet[`B${row}`] = { t: "n", v: row, f: `${row}+0` }
    sheet["!ref"] = "A1:B2000"
    const book = utils.book_new()
    utils.book_append_sheet(book, sheet)
    const workbook = openFile(new Uint8Array(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer), "a.xlsx")
    const session = createSheetSession(workbook, assert.ifError, () => Promise.resolve())
    workbook.setColumnWidth(workbook.activeSheet.id, 0, 90)
    session.beginEdit({ text: "4", mode: "enter", place: "cell" })
    assert.deepEqual([session.state().calculating, session.state().edit], [2000, undefined])
    await Promise.resolve()
    assert.deepEqual([session.state().calculating, session.state().edit?.text], [undefined, "4"])
    session.cancelEdit()
    session.beginEdit({ text: "5", mode: "enter", place: "cell" })
    assert.equal(session.state().edit?.text, "5")
  })

  it("leaves the cell alone when the edit is cancelled or nothing was changed", () => {
    const { workbook, session, first } = start()
    session.select({ row: 1, column: 1 })
    session.beginEdit({ text: "9", mode: "enter", place: "cell" })
    session.cancelEdit()
    session.beginEdit({ mode: "edit", place: "bar" })
    session.commitEdit()
    assert.equal(first.value(1, 1), 3)
    assert.equal(workbook.canUndo, false)
    assert.equal(workbook.cellEditMode, false)
  })

  it("reports what the workbook refuses and keeps what was typed", () => {
    const { workbook, session, errors } = start()
    session.beginEdit({ text: "=SUM(", mode: "enter", place: "cell" })
    assert.equal(session.commitEdit(), false)
    assert.equal(errors.length, 1)
    assert.equal(session.state().edit?.text, "=SUM(")
    assert.equal(workbook.cellEditMode, true)
  })

  it("moves on after a cell, and inside a selected area round and round", () => {
    const { session, active } = start()
    session.advance(1, 0)
    assert.equal(active(), "A2")
    session.select({ row: 0, column: 0 }, { row: 1, column: 1 })
    const visited = [0, 1, 2, 3].map(() => (session.advance(0, 1), active()))
    assert.deepEqual(visited, ["B1", "A2", "B2", "A1"])
    assert.deepEqual(session.state().area, parseAddress("A1:B2"))
  })

  it("stays on the sheet at its edges", () => {
    const { session, active } = start()
    session.advance(-1, 0)
    assert.equal(active(), "A1")
  })

  it("shows the sheet that is left when the active one is deleted", () => {
    const { workbook, session, first } = start()
    workbook.deleteSheet(first.id)
    assert.equal(session.state().sheet.name, "Other")
  })

  it("hears nothing of the workbook once it is disposed of", () => {
    const { workbook, session, second } = start()
    session.dispose()
    workbook.activate(second.id)
    assert.equal(session.state().sheet.name, "Data")
  })
})

describe("editableText", () => {
  it("gives what a person would type", () => {
    const workbook = createWorkbook({
      sheets: [{ name: "S", rows: [[0.125, 46112, true, null, "text", 1234.5, 1e-7, 1.5e21]] }],
    })
    const sheet = workbook.activeSheet
    workbook.setStyle(sheet.id, parseAddress("A1"), { numberFormat: "0%" })
    workbook.setStyle(sheet.id, parseAddress("B1"), { numberFormat: "yyyy-mm-dd" })
    workbook.setStyle(sheet.id, parseAddress("F1"), { numberFormat: "$#,##0.00" })
    const texts = [0, 1, 2, 3, 4, 5, 6, 7].map((column) => editableText(sheet, { row: 0, column }))
    assert.deepEqual(texts, ["12.5%", "2026-03-31", "TRUE", "", "text", "1234.5", "1E-07", "1.5E+21"])
  })
})
