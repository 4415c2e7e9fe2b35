import assert from "node:assert/strict"
import { excelInNode, type OpenedExcel } from "../excel/excelInNode.ts"
import { orders, syncStage, type SyncStage } from "./syncStage.ts"

describe("createWorkbookSync where others edit, and Excel tells nobody", () => {
  let excel: OpenedExcel
  let stage: SyncStage

  const idOf = (name: string): string => excel.workbook.sheetByName(name)?.id ?? ""
  const names = (name: string): string[] => [idOf(name)]

  beforeEach(async () => {
    excel = await excelInNode([
      { name: "Orders", rows: orders },
      { name: "Notes", rows: [["Tax is 7 %"]] },
    ])
    stage = syncStage(excel.workbook)
    await stage.until(({ sheets }) => sheets.length === 2)
  })
  afterEach(() => {
    stage.sync.close()
    excel.close()
  })

  it("stores what a co-author has edited", async () => {
    stage.sync.include(names("Orders"))
    await stage.settled()
    excel.workbook.asCoauthor(() => excel.workbook.write(idOf("Orders"), at(2, 1), [[33]]))
    await stage.settled()
    assert.deepEqual(stage.server.stored("Orders"), {
      "A1:B3": [
        ["Region", "Units"],
        ["North", 10],
        ["South", 33],
      ],
    })
  })

  it("finds before a question what Excel tells nobody: names, hidden rows, tables with another name or size", async () => {
    const id = idOf("Orders")
    const { id: table } = excel.workbook.addTable(id, { row: 0, column: 0, rowCount: 3, columnCount: 2 }, true, "Sales")
    stage.sync.include(names("Orders"))
    await stage.settled()
    const sentBytes = stage.sync.view().sentBytes
    excel.workbook.renameTable(table, "Revenue")
    excel.workbook.resizeTable(table, { row: 0, column: 0, rowCount: 2, columnCount: 2 })
    excel.workbook.hide(id, { row: 2, column: 0, rowCount: 1, columnCount: 1 }, "hiddenRows", true)
    excel.workbook.addName({ name: "Rate", formula: "=0.07", scope: id, visible: true, comment: "" })
    excel.workbook.addName({ name: "Print_Area", formula: "=Orders!$A$1", scope: id, visible: true, comment: "" })
    assert.equal(await stage.sync.flush(500_000), false)
    const { tables, hidden } = stage.server.sheets.get(id)?.definitions ?? {}
    assert.deepEqual(tables, [{ name: "Revenue", address: "A1:B2", hasHeader: true, hasTotals: false }])
    assert.deepEqual(hidden, ["3:3"])
    assert.deepEqual(stage.server.outline?.names, [{ name: "Rate", formula: "=0.07", sheet: "Orders" }])
    assert.equal(stage.sync.view().sentBytes, sentBytes, "no cell is sent again")
  })

  it("looks for the same after a while, and when the person leaves a sheet", async () => {
    const { id: table } = excel.workbook.addTable(
      idOf("Orders"),
      { row: 0, column: 0, rowCount: 3, columnCount: 2 },
      true,
      "Sales",
    )
    const tableName = () => stage.server.sheets.get(idOf("Orders"))?.definitions.tables[0]?.name
    stage.sync.include(names("Orders"))
    await stage.settled()
    excel.workbook.renameTable(table, "Revenue")
    await stage.until(() => tableName() === "Revenue")
    assert.equal(stage.sync.view().pending, false)
    excel.workbook.renameTable(table, "Turnover")
    excel.workbook.activate(idOf("Notes"))
    await stage.until(() => tableName() === "Turnover")
  })

  it("stores formulas again that name a sheet or a table by another name", async () => {
    excel.workbook.addTable(idOf("Orders"), { row: 0, column: 0, rowCount: 3, columnCount: 2 }, true, "Sales")
    excel.workbook.write(idOf("Notes"), at(0, 0), [["=Orders!B2"]])
    excel.workbook.write(idOf("Notes"), at(1, 0), [["=SUM(Sales[Units])"]])
    stage.sync.include([idOf("Orders"), idOf("Notes")])
    await stage.settled()
    const formulas = (): unknown => {
      const [block] = stage.server.sheets.get(idOf("Notes"))?.blocks ?? []
      return (JSON.parse(stage.server.blocks.get(block?.hash ?? "") ?? "{}") as { formulas?: unknown }).formulas
    }
    assert.deepEqual(formulas(), [["=Orders!B2"], ["=SUM(Sales[Units])"]])
    excel.workbook.renameSheet(idOf("Orders"), "Books")
    await stage.settled()
    assert.deepEqual(formulas(), [["=Books!B2"], ["=SUM(Sales[Units])"]])
    const [table] = excel.workbook.sheetByName("Books")?.tables ?? []
    excel.workbook.renameTable(table?.id ?? "", "Revenue")
    await stage.sync.flush(500_000)
    assert.deepEqual(formulas(), [["=Books!B2"], ["=SUM(Revenue[Units])"]])
  })

  it("is quiet about an edit that is stored in a moment", async () => {
    stage.sync.include(names("Orders"))
    await stage.settled()
    const labels = new Set<string | null>()
    stage.sync.subscribe(() => labels.add(stage.sync.view().label))
    excel.workbook.write(idOf("Orders"), at(1, 1), [[11]])
    await stage.settled()
    assert.deepEqual([...labels], [null])
  })

  it("stores two hundred sheets, and of them the one that was edited", async () => {
    for (let number = 1; number <= 200; number++) excel.workbook.addSheet(`Page ${number}`)
    excel.workbook.write(idOf("Page 200"), at(0, 0), [["last"]])
    stage.sync.include(excel.workbook.sheets.map(({ id }) => id))
    await stage.settled()
    assert.deepEqual([stage.server.sheets.size, stage.server.stored("Page 200")], [202, { A1: [["last"]] }])
    stage.server.calls = []
    excel.workbook.write(idOf("Page 7"), at(0, 0), [["seven"]])
    await stage.settled()
    assert.deepEqual(stage.server.calls, ["sheet Page 7", "block A1", "sheet Page 7"])
  })
})

const at = (row: number, column: number) => ({ row, column, rowCount: 1, columnCount: 1 })
