import assert from "node:assert/strict"
import { parseAddress } from "../../../../shared/address.ts"
import { copyCells, parseTabText, pasteTarget } from "../../../../playground/page/grid/clipboard.ts"
import { createWorkbook } from "../../../../playground/workbook/createWorkbook.ts"

describe("copyCells", () => {
  const workbook = createWorkbook({
    sheets: [
      {
        name: "Data",
        rows: [
          ["Name", "Share"],
          ['say "hi"', 0.25],
          ["two\nlines", 1 / 3],
        ],
      },
    ],
  })
  const sheet = workbook.activeSheet
  workbook.setStyle(sheet.id, parseAddress("B2:B3"), { numberFormat: "0%" })

  it("gives cells as they are shown, quoting what would break the rows", () => {
    assert.equal(copyCells(sheet, parseAddress("A1:B3")).text, 'Name\tShare\n"say ""hi"""\t25%\n"two\nlines"\t33%')
  })

  it("stops at the end of the data when whole columns are copied", () => {
    assert.equal(copyCells(sheet, parseAddress("A:A")).text, 'Name\n"say ""hi"""\n"two\nlines"')
  })

  it("keeps plain numbers in full for pasting here again", () => {
    const book = createWorkbook({ sheets: [{ name: "S", rows: [[1 / 3]] }] })
    assert.deepEqual(copyCells(book.activeSheet, parseAddress("A1")).cells, [[1 / 3]])
  })

  it("gives one blank cell for a selection without data", () => {
    assert.equal(copyCells(sheet, parseAddress("H9:J20")).text, "")
  })
})

describe("parseTabText", () => {
  it("splits rows and columns, with quoted fields and every kind of line end", () => {
    assert.deepEqual(parseTabText('a\t"b\tc"\r\n"d ""e"""\t\r\n'), [
      ["a", "b\tc"],
      ['d "e"', ""],
    ])
    assert.deepEqual(parseTabText("x"), [["x"]])
    assert.deepEqual(parseTabText('5" pipe\tnext'), [['5" pipe', "next"]])
    assert.deepEqual(parseTabText("a\n\nb"), [["a"], [""], ["b"]])
  })

  it("takes a quote that never closes as text", () => {
    assert.deepEqual(parseTabText('"open\tb'), [['"open', "b"]])
  })
})

describe("pasteTarget", () => {
  it("fills the selection with a single cell", () => {
    const { area, cells } = pasteTarget([["x"]], parseAddress("A1:B2"), { row: 0, column: 0 })
    assert.deepEqual(area, parseAddress("A1:B2"))
    assert.deepEqual(cells, [
      ["x", "x"],
      ["x", "x"],
    ])
  })

  it("puts a block at the active cell and pads ragged rows", () => {
    const { area, cells } = pasteTarget([["a", "b"], ["c"]], parseAddress("C3"), { row: 2, column: 2 })
    assert.deepEqual(area, parseAddress("C3:D4"))
    assert.deepEqual(cells, [
      ["a", "b"],
      ["c", ""],
    ])
  })

  it("cuts what would not fit on the sheet", () => {
    const { area } = pasteTarget([["a"], ["b"]], parseAddress("A1048576"), { row: 1_048_575, column: 0 })
    assert.deepEqual(area, parseAddress("A1048576"))
  })
})
