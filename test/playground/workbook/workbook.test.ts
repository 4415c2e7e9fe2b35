import assert from "node:assert/strict"
import type { Area } from "../../../shared/address.ts"
import { parseAddress } from "../../../shared/address.ts"
import type { CellValue } from "../../../shared/cell.ts"
import type { SimSheet, SimWorkbook, WorkbookEvent } from "../../../playground/workbook/contract.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { SimError } from "../../../playground/workbook/simError.ts"
import { loadEngine } from "./loadEngine.ts"

const at = (address: string): Area => parseAddress(address)
const open = (...rows: CellValue[][]): { workbook: SimWorkbook; sheet: SimSheet; events: WorkbookEvent[] } => {
  const workbook = createWorkbook({ sheets: [{ name: "Data", rows }] })
  const events: WorkbookEvent[] = []
  workbook.on((event) => events.push(event))
  return { workbook, sheet: workbook.activeSheet, events }
}
const values = (sheet: SimSheet, address: string): CellValue[][] => {
  const { row, column, rowCount, columnCount } = at(address)
  return Array.from({ length: rowCount }, (_, r) =>
    Array.from({ length: columnCount }, (_, c) => sheet.value(row + r, column + c)),
  )
}
const refuses = (code: string, action: () => unknown): void => {
  assert.throws(action, (thrown) => thrown instanceof SimError && thrown.code === code)
}

describe("Workbook", () => {
  before(loadEngine)

  it("holds given cells as they are and calculates formulas", () => {
    const { sheet } = open(["Units", "007"], [2, null], [3, "=A2+A3"])
    assert.deepEqual(values(sheet, "A1:B3"), [
      ["Units", "007"],
      [2, null],
      [3, 5],
    ])
    assert.equal(sheet.formula(2, 1), "=A2+A3")
    assert.deepEqual(sheet.usedArea(), at("A1:B3"))
    assert.equal(createWorkbook().activeSheet.usedArea(), undefined)
  })

  it("types as a person does, with one event that carries the values", () => {
    const { workbook, sheet, events } = open([1])
    workbook.type(sheet.id, 0, 0, "12%")
    assert.deepEqual(events, [
      {
        kind: "changed",
        sheetId: sheet.id,
        area: at("A1"),
        changeType: "RangeEdited",
        source: "Local",
        before: 1,
        after: 0.12,
      },
    ])
    assert.equal(sheet.text(0, 0), "12%")
    workbook.type(sheet.id, 0, 0, "50")
    assert.equal(sheet.value(0, 0), 0.5)
  })

  it("keeps what is typed into a Text cell as it is", () => {
    const { workbook, sheet } = open([])
    workbook.setStyle(sheet.id, at("A1:A2"), { numberFormat: "@" })
    workbook.type(sheet.id, 0, 0, "=1+1")
    workbook.type(sheet.id, 1, 0, "0012")
    assert.deepEqual(values(sheet, "A1:A2"), [["=1+1"], ["0012"]])
    assert.equal(sheet.formula(0, 0), undefined)
  })

  it("writes a matrix with one event: strings parsed, null left, the empty string clears", () => {
    const { workbook, sheet, events } = open(["a", "b", "c"], [1, 2, 3])
    workbook.write(sheet.id, at("A1:C2"), [
      ["3/31/2026", null, ""],
      [true, "=A1+1", 2.5],
    ])
    assert.deepEqual(values(sheet, "A1:C2"), [
      [46112, "b", null],
      [true, 46113, 2.5],
    ])
    assert.equal(sheet.text(0, 0), "3/31/2026")
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["changed", "calculated"],
    )
  })

  it("refuses a matrix of another size, a broken formula and a cell off the sheet, and changes nothing", () => {
    const { workbook, sheet, events } = open(["a", "b"])
    refuses("InvalidArgument", () => workbook.write(sheet.id, at("A1:B1"), [[1]]))
    refuses("InvalidArgument", () => workbook.write(sheet.id, at("A1:B1"), [[1, "=SUM(A1"]]))
    refuses("InvalidArgument", () => workbook.write(sheet.id, at("A1"), [[Number.NaN]]))
    refuses("InvalidArgument", () => workbook.type(sheet.id, -1, 0, "x"))
    refuses("InvalidArgument", () => workbook.type(sheet.id, 0, 0, "x".repeat(32_768)))
    refuses("InvalidArgument", () => workbook.type(sheet.id, 1_048_576, 0, "x"))
    refuses("ItemNotFound", () => workbook.type("nope", 0, 0, "x"))
    assert.deepEqual(values(sheet, "A1:B1"), [["a", "b"]])
    assert.deepEqual(events, [])
    assert.equal(workbook.canUndo, false)
  })

  it("undoes and redoes every kind of edit", () => {
    const { workbook, sheet } = open(["x", 1], ["y", "=B1*2"])
    const state = (): unknown =>
      JSON.stringify([
        workbook.sheets.map((item) => [
          item.name,
          item.visibility,
          item.merges,
          item.frozenRows,
          item.columnWidth(0),
          item.rowHeight(0),
          item.usedArea(),
          item.tables,
          Array.from({ length: 6 }, (_, r) =>
            Array.from({ length: 5 }, (_, c) => [item.value(r, c), item.formula(r, c), item.style(r, c)]),
          ),
        ]),
        workbook.names,
        workbook.activeSheet.id,
      ])
    const edits: (() => void)[] = [
      () => workbook.type(sheet.id, 0, 1, "$5"),
      () =>
        workbook.write(sheet.id, at("A4:B5"), [
          ["p", "q"],
          [1, 2],
        ]),
      () => workbook.setStyle(sheet.id, at("A1:B1"), { bold: true }),
      () => workbook.setStyle(sheet.id, at("C:C"), { italic: true }),
      () => workbook.setStyle(sheet.id, at("2:2"), { fill: "#FF0000" }),
      () => workbook.insertCells(sheet.id, at("1:1"), "Down"),
      () => workbook.insertCells(sheet.id, at("B2:B3"), "Right"),
      () => workbook.deleteCells(sheet.id, at("A:A"), "Left"),
      () => workbook.merge(sheet.id, at("D5:E6")),
      () => workbook.unmerge(sheet.id, at("D5:E6")),
      () => workbook.setColumnWidth(sheet.id, 0, 200),
      () => workbook.setRowHeight(sheet.id, 0, 40),
      () => workbook.autofitColumns(sheet.id, at("A:B")),
      () => workbook.freeze(sheet.id, 1, 0),
      () => workbook.addTable(sheet.id, at("A4:B5"), true, "Sales"),
      () => workbook.addName({ name: "Rate", formula: "=Data!$B$2", scope: null, visible: true, comment: "" }),
      () => workbook.deleteName("rate", null),
      () => workbook.addSheet("Extra"),
      () => workbook.renameSheet(sheet.id, "Renamed"),
      () => workbook.moveSheet(sheet.id, 1),
      () => workbook.setVisibility(sheet.id, "Hidden"),
      () => workbook.setVisibility(sheet.id, "Visible"),
      () => workbook.deleteSheet(sheet.id),
    ]
    const states = [state()]
    for (const edit of edits) {
      edit()
      states.push(state())
    }
    assert.equal(new Set(states).size > 18, true)
    for (let step = edits.length; step > 0; step--) {
      workbook.undo()
      assert.equal(state(), states[step - 1], `undo of edit ${step}`)
    }
    assert.equal(workbook.canUndo, false)
    for (let step = 1; step <= edits.length; step++) {
      workbook.redo()
      assert.equal(state(), states[step], `redo of edit ${step}`)
    }
    assert.equal(workbook.canRedo, false)
  })

  it("tells the values before and after when an edit is undone", () => {
    const { workbook, sheet, events } = open([1])
    workbook.type(sheet.id, 0, 0, "=2+3")
    workbook.undo()
    const changes = events.flatMap((event) => (event.kind === "changed" ? [[event.before, event.after]] : []))
    assert.deepEqual(changes, [
      [1, 5],
      [5, 1],
    ])
  })

  it("clears contents, formats or both", () => {
    const { workbook, sheet } = open(["a"])
    workbook.setStyle(sheet.id, at("A1"), { bold: true })
    workbook.clear(sheet.id, at("A1"), "Contents")
    assert.deepEqual([sheet.value(0, 0), sheet.style(0, 0)], [null, { bold: true }])
    workbook.type(sheet.id, 0, 0, "b")
    workbook.clear(sheet.id, at("A1"), "Formats")
    assert.deepEqual([sheet.value(0, 0), sheet.style(0, 0)], ["b", {}])
    workbook.setStyle(sheet.id, at("A:A"), { bold: true })
    workbook.clear(sheet.id, at("A1:A1048576"), "All")
    assert.deepEqual([sheet.value(0, 0), sheet.style(0, 0), sheet.usedArea()], [null, {}, undefined])
  })

  it("keeps one style for whole columns and rows, and cells where they cross", () => {
    const { workbook, sheet } = open([1])
    workbook.setStyle(sheet.id, at("B:B"), { bold: true })
    workbook.setStyle(sheet.id, at("3:3"), { italic: true })
    assert.deepEqual(sheet.style(500_000, 1), { bold: true })
    assert.deepEqual(sheet.style(2, 9_000), { italic: true })
    assert.deepEqual(sheet.style(2, 1), { bold: true, italic: true })
    assert.deepEqual(sheet.usedArea(true), at("A1"))
    workbook.setStyle(sheet.id, at("B2"), { bold: undefined })
    assert.deepEqual(sheet.style(1, 1), {})
  })

  it("selects and activates, each sheet remembering its selection", () => {
    const { workbook, sheet, events } = open([1])
    const other = workbook.addSheet("Other")
    assert.equal(workbook.activeSheet.id, sheet.id)
    workbook.select(sheet.id, at("B2:C3"))
    events.length = 0
    workbook.select(other.id, at("D4"))
    assert.deepEqual(events, [
      { kind: "sheetDeactivated", sheetId: sheet.id },
      { kind: "sheetActivated", sheetId: other.id },
      { kind: "selectionChanged", sheetId: other.id, area: at("D4") },
    ])
    workbook.activate(sheet.id)
    assert.deepEqual(workbook.selection, { sheetId: sheet.id, area: at("B2:C3") })
  })

  it("stops telling a listener that went away", () => {
    const { workbook, sheet } = open([1])
    let heard = 0
    const off = workbook.on(() => heard++)
    workbook.type(sheet.id, 0, 0, "2")
    off()
    workbook.type(sheet.id, 0, 0, "3")
    assert.equal(heard, 1)
  })

  it("merges into the top left cell and refuses to merge a table", () => {
    const { workbook, sheet } = open(["a", "b"], [1, 2])
    workbook.merge(sheet.id, at("A1:B1"))
    assert.deepEqual([values(sheet, "A1:B1"), sheet.merges], [[["a", null]], [at("A1:B1")]])
    workbook.addTable(sheet.id, at("A4:B5"), true)
    refuses("InvalidOperation", () => workbook.merge(sheet.id, at("B5:C6")))
    refuses("InvalidOperation", () => workbook.addTable(sheet.id, at("A1:B2"), true))
  })

  it("fits columns to their longest text", () => {
    const { workbook, sheet } = open(["a", "a longer text in one cell"])
    workbook.autofitColumns(sheet.id, at("A:B"))
    assert.deepEqual([sheet.columnWidth(0), sheet.columnWidth(1), sheet.columnWidth(2)], [19, 187, 64])
  })

  it("holds a million cells", () => {
    const rows = Array.from({ length: 100_000 }, (_, row) =>
      Array.from({ length: 10 }, (_, column) => row * 10 + column),
    )
    const { workbook, sheet } = open(...rows)
    workbook.insertCells(sheet.id, at("1:1"), "Down")
    assert.equal(sheet.value(100_000, 9), 999_999)
    assert.deepEqual(sheet.usedArea(), at("A2:J100001"))
  })
})
