import assert from "node:assert/strict"
import { write, utils, type CellObject } from "@e965/xlsx"
import { parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { openFile } from "../../../playground/workbook/openFile.ts"
import type { Workbook } from "../../../playground/workbook/workbook.ts"
import { loadEngine } from "./loadEngine.ts"

const value = (workbook: Workbook, sheet: string, address: string): CellValue | undefined => {
  const { row, column } = parseAddress(address)
  return workbook.sheetByName(sheet)?.value(row, column)
}
const type = (workbook: Workbook, sheet: string, address: string, text: string): void => {
  const { row, column } = parseAddress(address)
  workbook.type(workbook.sheetByName(sheet)?.id ?? "", row, column, text)
}
const one = (...rows: CellValue[][]): Workbook => createWorkbook({ sheets: [{ name: "Data", rows }] })

/** An .xlsx whose formula cells carry these results. */
function saved(cells: Record<string, CellObject>, ref: string): Workbook {
  const book = utils.book_new()
  utils.book_append_sheet(book, { ...cells, "!ref": ref }, "Data")
  return openFile(new Uint8Array(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer), "saved.xlsx")
}

describe("calculation", () => {
  before(loadEngine)

  it("gives numbers with all their digits", () => {
    const workbook = one([
      "=0.1+0.2",
      "=1/3",
      "=DATE(2026,3,31)",
      "=2^53",
      "=-5/7",
      "=123456789.123456789*1",
      "=1E-10/3",
    ])
    assert.deepEqual(
      ["A1", "B1", "C1", "D1", "E1", "F1", "G1"].map((address) => value(workbook, "Data", address)),
      [0.1 + 0.2, 1 / 3, 46112, 2 ** 53, -5 / 7, 123456789.12345679, 1e-10 / 3],
    )
  })

  it("gives text, booleans, errors and blanks as Excel does", () => {
    const workbook = one([
      "007",
      "=A1",
      "=A1&1",
      "=1=1",
      "=1/0",
      "=NA()",
      "=Z99",
      "=NOSUCH(1)",
      '=""',
      "=VALUE(A1)",
      "#N/A",
      "=K1",
    ])
    assert.deepEqual(
      ["B1", "C1", "D1", "E1", "F1", "G1", "H1", "I1", "J1", "L1"].map((address) => value(workbook, "Data", address)),
      ["007", "0071", true, "#DIV/0!", "#N/A", 0, "#NAME?", "", 7, "#N/A"],
    )
  })

  it("shows zero for a circular reference", () => {
    assert.equal(value(one(["=B1", "=A1"]), "Data", "A1"), 0)
  })

  it("never takes text for a number or a formula", () => {
    const workbook = one(["1", "=ISTEXT(A1)"], ["=", "=ISTEXT(A2)"], ["'x", "=LEN(A3)"], ["3/31/2026", "=ISTEXT(A4)"])
    assert.deepEqual(
      ["B1", "B2", "B3", "B4"].map((address) => value(workbook, "Data", address)),
      [true, true, 2, true],
    )
  })

  it("recalculates across sheets, whatever they are called", () => {
    const workbook = createWorkbook({
      sheets: [
        { name: "Ünïcode 📈", rows: [[5], [7]] },
        { name: "It's 2026", rows: [["=SUM('Ünïcode 📈'!A1:A2)"]] },
        { name: "Sheet2", rows: [["='It''s 2026'!A1*2"]] },
        { name: "mirror1", rows: [["=Sheet2!A1+1"]] },
      ],
    })
    assert.deepEqual([value(workbook, "It's 2026", "A1"), value(workbook, "mirror1", "A1")], [12, 25])
    type(workbook, "Ünïcode 📈", "A1", "10")
    assert.equal(value(workbook, "mirror1", "A1"), 35)
    workbook.clear(workbook.sheets[0]?.id ?? "", parseAddress("A:A"), "Contents")
    assert.equal(value(workbook, "mirror1", "A1"), 1)
  })

  it("knows defined names", () => {
    const workbook = one([0.2, "=100*Rate"])
    assert.equal(value(workbook, "Data", "B1"), "#NAME?")
    workbook.addName({ name: "Rate", formula: "=Data!$A$1", scope: null, visible: true, comment: "" })
    assert.equal(value(workbook, "Data", "B1"), 20)
    workbook.undo()
    assert.equal(value(workbook, "Data", "B1"), "#NAME?")
  })

  it("gives a typed formula the format its result asks for", () => {
    const workbook = one([])
    type(workbook, "Data", "A1", "=DATE(2026,3,31)")
    assert.equal(workbook.activeSheet.text(0, 0), "3/31/2026")
  })

  it("spills arrays and takes them back", () => {
    const workbook = one([3], [1], [2])
    type(workbook, "Data", "C1", "=SORT(A1:A3)")
    const spilled = (): unknown[] => ["C1", "C2", "C3"].map((address) => value(workbook, "Data", address))
    assert.deepEqual(spilled(), [1, 2, 3])
    type(workbook, "Data", "A2", "9")
    assert.deepEqual(spilled(), [2, 3, 9])
    type(workbook, "Data", "C2", "block")
    assert.deepEqual(spilled(), ["#SPILL!", "block", null])
    workbook.undo()
    assert.deepEqual(spilled(), [2, 3, 9])
    workbook.clear(workbook.activeSheet.id, parseAddress("C1"), "Contents")
    assert.deepEqual(spilled(), [null, null, null])
  })

  it("keeps the file's own results until an edit, and for good where it does not reproduce them", () => {
    const workbook = saved(
      {
        A1: { t: "n", v: 2 },
        B1: { t: "n", v: 4, f: "A1*2" },
        C1: { t: "n", v: 77, f: "SECRETADDIN(A1)" },
        D1: { t: "n", v: 78, f: "C1+1" },
        E1: { t: "n", v: 81, f: "D1+A1+1" },
      },
      "A1:E1",
    )
    assert.equal(workbook.unreproduced.length, 0)
    type(workbook, "Data", "A1", "10")
    assert.deepEqual(
      ["B1", "C1", "D1", "E1"].map((address) => value(workbook, "Data", address)),
      [20, 77, 78, 89],
    )
    const addresses = (): string[] => workbook.unreproduced.map(({ address }) => address)
    assert.deepEqual(addresses(), ["C1"])
    workbook.insertCells(workbook.activeSheet.id, parseAddress("A:A"), "Right")
    assert.deepEqual([value(workbook, "Data", "D1"), addresses()], [77, ["D1"]])
    type(workbook, "Data", "D1", "=B1")
    assert.deepEqual([value(workbook, "Data", "E1"), workbook.unreproduced], [11, []])
  })

  it("stays right when most of a workbook is written over, and when that is undone", () => {
    const workbook = one(["=SUM(B:B)", 1])
    const { id } = workbook.activeSheet
    const area = parseAddress("B1:B6000")
    const write = (number: number): void => workbook.write(id, area, Array(6000).fill([number]))
    write(2)
    write(3)
    assert.equal(value(workbook, "Data", "A1"), 18_000)
    workbook.undo()
    assert.equal(value(workbook, "Data", "A1"), 12_000)
    workbook.clear(id, area, "Contents")
    assert.equal(value(workbook, "Data", "A1"), 0)
  })

  it("survives formulas that hang on each other thousands deep", () => {
    const rows = Array.from({ length: 12_000 }, (_, row): CellValue[] => [row === 0 ? 1 : `=A${row}+1`])
    const workbook = one(...rows.reverse())
    assert.doesNotThrow(() => type(workbook, "Data", "B1", "=1+1"))
  })
})
