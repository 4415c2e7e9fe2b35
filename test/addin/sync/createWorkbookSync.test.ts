import assert from "node:assert/strict"
import { AppError } from "../../../shared/errors.ts"
import { orders, ordersStage } from "./syncStage.ts"

describe("createWorkbookSync", () => {
  const { excel, stage, open, reopen, idOf, names, shown } = ordersStage()

  it("sends nothing before the person has agreed, and offers the visible sheets", () => {
    const { consent, phase, pending } = stage().sync.view()
    assert.deepEqual([consent, phase, pending], ["undecided", "off", false])
    assert.deepEqual(shown(), ["Orders waiting", "Notes waiting", "Secret left out"])
    assert.deepEqual(stage().server.calls, [])
  })

  it("stores the chosen sheets with what Excel says of them, and not even the names of the others", async () => {
    excel().workbook.addTable(idOf("Orders"), { row: 0, column: 0, rowCount: 3, columnCount: 2 }, true, "Sales")
    excel().workbook.addName({ name: "Pay", formula: "=Secret!$A$1", scope: null, visible: true, comment: "" })
    excel().workbook.addName({ name: "Units", formula: "=Orders!$B$2:$B$3", scope: null, visible: true, comment: "" })
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    const { consent, phase, syncedAt } = await stage().settled()
    assert.deepEqual([consent, phase, typeof syncedAt], ["included", "upToDate", "number"])
    assert.deepEqual(shown(), ["Orders stored", "Notes stored", "Secret left out"])
    assert.deepEqual(stage().server.calls, [
      "workbook Orders Notes",
      "sheet Orders",
      "block A1:B3",
      "sheet Orders",
      "sheet Notes",
      "block A1",
      "sheet Notes",
    ])
    assert.deepEqual(stage().server.stored("Orders"), { "A1:B3": orders })
    const { definitions, usedRange } = stage().server.sheets.get(idOf("Orders")) ?? {}
    assert.deepEqual(usedRange, "A1:B3")
    assert.deepEqual(definitions?.tables, [{ name: "Sales", address: "A1:B3", hasHeader: true, hasTotals: false }])
    assert.deepEqual(stage().server.outline?.names, [{ name: "Units", formula: "=Orders!$B$2:$B$3", sheet: null }])
    assert.equal(stage().server.outline?.name, "Test.xlsx")
  })

  it("remembers the choice in the document and sends no cell again that is the same after reopening", async () => {
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    await stage().settled()
    stage().sync.close()
    stage().server.calls = []
    reopen(stage().server)
    await stage().settled()
    assert.deepEqual(stage().server.calls, ["workbook Orders Notes", "sheet Orders", "sheet Notes"])
  })

  it("asks again where the document has come to another company's server", async () => {
    stage().sync.include([idOf("Orders")])
    await stage().settled()
    reopen(undefined, "https://other.test")
    const { consent } = await stage().until(({ sheets }) => sheets.length === 3)
    assert.equal(consent, "undecided")
    assert.deepEqual(stage().server.calls, [])
  })

  it("sends one block after one edit, and nothing but the sheet's hashes around it", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    for (let row = 3; row < 2000; row += 500) excel().workbook.write(idOf("Orders"), at(row, 0), [["West"]])
    await stage().settled()
    stage().server.calls = []
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    assert.equal((await stage().until(({ pending }) => pending)).phase, "upToDate")
    await stage().settled()
    assert.deepEqual(stage().server.calls, ["sheet Orders", "block A1:B1024", "sheet Orders"])
    assert.deepEqual(Object.keys(stage().server.stored("Orders")), ["A1:B1024", "A1025:B1504"])
  })

  it("stores what has moved when rows are inserted", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    excel().workbook.insertCells(idOf("Orders"), { row: 1, column: 0, rowCount: 1, columnCount: 16_384 }, "Down")
    await stage().settled()
    assert.deepEqual(stage().server.stored("Orders"), {
      "A1:B4": [
        ["Region", "Units"],
        [null, null],
        ["North", 10],
        ["South", 32],
      ],
    })
  })

  it("stores a number format that was changed", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    excel().workbook.setStyle(idOf("Orders"), at(1, 1), { numberFormat: "0.00" })
    await stage().settled()
    const [block] = stage().server.sheets.get(idOf("Orders"))?.blocks ?? []
    assert.match(stage().server.blocks.get(block?.hash ?? "") ?? "", /"0\.00"/)
  })

  it("takes in a new sheet when all visible ones are included, with its name as it becomes", async () => {
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    await stage().settled()
    const added = excel().workbook.addSheet("Sheet9")
    excel().workbook.write(added.id, at(0, 0), [["new"]])
    excel().workbook.renameSheet(added.id, "Budget 😀")
    await stage().settled()
    assert.deepEqual(stage().server.stored("Budget 😀"), { A1: [["new"]] })
    excel().workbook.setVisibility(added.id, "Hidden")
    await stage().settled()
    assert.deepEqual(
      stage().server.outline?.sheets.map(({ name, visibility }) => `${name} ${visibility}`),
      ["Orders visible", "Notes visible", "Budget 😀 hidden"],
    )
  })

  it("leaves out a new sheet when a visible one is left out, and every hidden one that is shown later", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    excel().workbook.write(excel().workbook.addSheet("Private").id, at(0, 0), [["mine"]])
    excel().workbook.setVisibility(idOf("Secret"), "Visible")
    await stage().settled()
    assert.deepEqual(shown().sort(), ["Notes left out", "Orders stored", "Private left out", "Secret left out"])
    assert.deepEqual([...stage().server.sheets.keys()], names("Orders"))
  })

  it("has a deleted sheet deleted", async () => {
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    await stage().settled()
    excel().workbook.deleteSheet(idOf("Notes"))
    await stage().settled()
    assert.deepEqual(
      stage().server.outline?.sheets.map(({ name }) => name),
      ["Orders"],
    )
  })

  it("stores what changed while a sync was running", async () => {
    stage().sync.include([idOf("Orders"), idOf("Notes")])
    await stage().until(({ phase }) => phase === "syncing")
    excel().workbook.write(idOf("Orders"), at(1, 1), [[99]])
    excel().workbook.deleteSheet(idOf("Notes"))
    await stage().settled()
    assert.deepEqual(stage().server.stored("Orders"), {
      "A1:B3": [
        ["Region", "Units"],
        ["North", 99],
        ["South", 32],
      ],
    })
    assert.deepEqual(
      stage().server.outline?.sheets.map(({ name }) => name),
      ["Orders"],
    )
  })

  it("forgets what was stored", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    await stage().sync.forget()
    assert.deepEqual([stage().sync.view().consent, stage().server.outline], ["declined", undefined])
    stage().sync.include(names("Orders"))
    await stage().settled()
    assert.deepEqual(stage().server.stored("Orders"), { "A1:B3": orders })
  })

  it("sends edits before a question, and says when they could not be sent in time", async () => {
    stage().sync.include(names("Orders"))
    await stage().settled()
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    await stage().until(({ pending }) => pending)
    assert.equal(await stage().sync.flush(100_000), false)
    assert.deepEqual(stage().server.stored("Orders"), {
      "A1:B3": [
        ["Region", "Units"],
        ["North", 11],
        ["South", 32],
      ],
    })
    excel().workbook.write(idOf("Orders"), at(1, 1), [[12]])
    await stage().until(({ pending }) => pending)
    stage().server.failures = Array.from({ length: 50 }, () => new AppError("offline", "Away."))
    assert.equal(await stage().sync.flush(100), true)
  })

  it("settles two panes that sync one workbook", async () => {
    stage().sync.include(names("Orders"))
    const other = open(stage().server)
    await Promise.all([stage().settled(), other.settled()])
    excel().workbook.write(idOf("Orders"), at(1, 1), [[11]])
    await Promise.all([stage().settled(), other.settled()])
    assert.deepEqual(stage().server.stored("Orders"), {
      "A1:B3": [
        ["Region", "Units"],
        ["North", 11],
        ["South", 32],
      ],
    })
  })
})

const at = (row: number, column: number) => ({ row, column, rowCount: 1, columnCount: 1 })
