import assert from "node:assert/strict"
import { loadEngine } from "../../workbook/loadEngine.ts"
import { openRows, type OfficeInNode } from "../../../support/officeInNode.ts"

describe("Range", () => {
  before(loadEngine)
  let office: OfficeInNode
  beforeEach(async () => {
    office = await openRows([
      ["Region", "Units", "Price", "Total"],
      ["North", 10, 2.5, "=B2*C2"],
      ["South", 32, 4, "=B3*C3"],
      [null, null, null, null],
      ["Note", true, "#N/A", null],
    ])
  })
  afterEach(() => office.close())

  /** Runs with the sheet and returns what the work gives after a sync. */
  const onSheet = <T>(work: (sheet: Excel.Worksheet, sync: () => Promise<void>) => Promise<T>): Promise<T> =>
    office.Excel.run((context) => work(context.workbook.worksheets.getItem("Orders"), () => context.sync()))

  const addressesOf = (pick: (sheet: Excel.Worksheet) => Excel.Range[]): Promise<string[]> =>
    onSheet(async (sheet, sync) => {
      const ranges = pick(sheet)
      for (const range of ranges) range.load("address")
      await sync()
      return Array.from(ranges, (range) => range.address.replace("Orders!", ""))
    })

  it("reads values, formulas, text, types and formats", async () => {
    office.workbook.setStyle(
      office.workbook.activeSheet.id,
      { row: 1, column: 3, rowCount: 1, columnCount: 1 },
      { numberFormat: "$#,##0.00" },
    )
    const seen = await onSheet(async (sheet, sync) => {
      const range = sheet.getRange("C2:D2")
      const mixed = sheet.getRange("A5:D5")
      range.load("values, formulas, formulasR1C1, text, numberFormat, numberFormatCategories")
      mixed.load("values, valueTypes")
      await sync()
      const { values, formulas, formulasR1C1, text, numberFormat, numberFormatCategories } = range
      return [
        values,
        formulas,
        formulasR1C1,
        text,
        numberFormat,
        numberFormatCategories,
        mixed.values,
        mixed.valueTypes,
      ]
    })
    assert.deepEqual(seen, [
      [[2.5, 25]],
      [[2.5, "=B2*C2"]],
      [[2.5, "=RC[-2]*RC[-1]"]],
      [["2.5", "$25.00"]],
      [["General", "$#,##0.00"]],
      [["General", "Currency"]],
      [["Note", true, "#N/A", ""]],
      [["String", "Boolean", "Error", "Empty"]],
    ])
  })

  it("writes one value to all cells, leaves null cells, clears empty text and reads typed text", async () => {
    await onSheet(async (sheet, sync) => {
      sheet.getRange("F1:G2").values = 7 as unknown as number[][]
      sheet.getRange("A2:C2").values = [[null, "", "12%"]]
      sheet.getRange("F3").formulasR1C1 = [["=R[-1]C+R2C7"]]
      sheet.getRange("F2:G3").numberFormat = [
        ["0.00", "0.00"],
        ["0.00", "@"],
      ]
      await sync()
    })
    const { activeSheet } = office.workbook
    const read = (row: number, columns: number[]): unknown[] => columns.map((column) => activeSheet.value(row, column))
    assert.deepEqual(read(0, [5, 6]), [7, 7])
    assert.deepEqual(read(1, [0, 1, 2, 5, 6]), ["North", null, 0.12, 7, 7])
    assert.equal(activeSheet.formula(2, 5), "=F2+$G$2")
    assert.equal(activeSheet.value(2, 5), 14)
    assert.deepEqual(
      [
        activeSheet.style(1, 5).numberFormat,
        activeSheet.style(2, 5).numberFormat,
        activeSheet.style(2, 6).numberFormat,
      ],
      ["0.00", "0.00", "@"],
    )
  })

  it("finds its neighbours", async () => {
    const found = await addressesOf((sheet) => {
      const range = sheet.getRange("B2:C3")
      return [
        range.getCell(1, 0),
        range.getRow(1),
        range.getColumn(0),
        range.getLastRow(),
        range.getLastColumn(),
        range.getLastCell(),
        range.getOffsetRange(1, -1),
        range.getResizedRange(1, 2),
        range.getAbsoluteResizedRange(1, 1),
        range.getBoundingRect("E5"),
        range.getIntersection("C1:C9"),
        range.getEntireRow(),
        range.getEntireColumn(),
        range.getRowsAbove(),
        range.getRowsBelow(2),
        range.getColumnsBefore(1),
        range.getColumnsAfter(-1),
      ]
    })
    assert.deepEqual(found, [
      "B3",
      "B3:C3",
      "B2:B3",
      "B3:C3",
      "C2:C3",
      "C3",
      "A3:B4",
      "B2:E4",
      "B2",
      "B2:E5",
      "C2:C3",
      "2:3",
      "B:C",
      "B1:C1",
      "B4:C5",
      "A2:A3",
      "A2:A3",
    ])
  })

  it("finds used cells, regions and edges of data", async () => {
    const found = await addressesOf((sheet) => [
      sheet.getUsedRange(),
      sheet.getRange("D:D").getUsedRange(true),
      sheet.getRange("A1").getSurroundingRegion(),
      sheet.getRange("A1").getRangeEdge("Down"),
      sheet.getRange("A3").getRangeEdge("Down"),
      sheet.getRange("A5").getRangeEdge("Down"),
      sheet.getRange("B2").getExtendedRange("Right"),
      sheet.getRange("A5").getRangeEdge("Up"),
    ])
    assert.deepEqual(found, ["A1:D5", "D1:D3", "A1:D3", "A3", "A5", "A1048576", "B2:D2", "A3"])
  })

  it("gives null objects for what does not intersect, is unused or is not found", async () => {
    const seen = await onSheet(async (sheet, sync) => {
      const none = [
        sheet.getRange("A1").getIntersectionOrNullObject("B2"),
        sheet.getRange("H1:J9").getUsedRangeOrNullObject(),
        sheet.getRange("A1:D5").findOrNullObject("nowhere", {}),
      ]
      for (const range of none) range.load("address")
      await sync()
      return Array.from(none, (range) => range.isNullObject)
    })
    assert.deepEqual(seen, [true, true, true])
  })

  it("finds and replaces text", async () => {
    const found = await addressesOf((sheet) => [
      sheet.getRange("A1:D5").find("n", {}),
      sheet.getRange("A1:D5").find("N", { matchCase: true }),
      sheet.getRange("A1:D5").find("note", { completeMatch: true }),
      sheet.getRange("A1:D5").find("o", { searchDirection: "Backwards" }),
    ])
    assert.deepEqual(found, ["A1", "A2", "A5", "A5"])
    const replaced = await onSheet(async (sheet, sync) => {
      const count = sheet.getRange("A1:A5").replaceAll("th", "TH", {})
      await sync()
      return count.value
    })
    assert.equal(replaced, 2)
    assert.equal(office.workbook.activeSheet.value(2, 0), "SouTH")
  })

  it("picks special cells and several areas", async () => {
    const seen = await onSheet(async (sheet, sync) => {
      const formulas = sheet.getRange("A1:D5").getSpecialCells("Formulas")
      const numbers = sheet.getRange("A1:D5").getSpecialCells("Constants", "Numbers")
      const none = sheet.getRange("A1:A3").getSpecialCellsOrNullObject("Formulas")
      const several = sheet.getRanges("A1:B2, D4")
      several.areas.load("items/address")
      for (const areas of [formulas, numbers, several]) areas.load("address, areaCount, cellCount")
      none.load("address")
      await sync()
      return [
        formulas.address,
        numbers.address,
        none.isNullObject,
        [several.address, several.areaCount, several.cellCount, several.areas.items.length],
      ]
    })
    assert.deepEqual(seen, ["Orders!D2:D3", "Orders!B2:C3", true, ["Orders!A1:B2,Orders!D4", 2, 5, 2]])
  })

  it("knows the cells a formula needs and the formulas that need a cell", async () => {
    const seen = await onSheet(async (sheet, sync) => {
      const precedents = sheet.getRange("D2").getDirectPrecedents()
      const dependents = sheet.getRange("B3").getDirectDependents()
      precedents.load("addresses")
      dependents.load("addresses")
      await sync()
      return [precedents.addresses, dependents.addresses]
    })
    assert.deepEqual(seen, [["Orders!B2,Orders!C2"], ["Orders!D3"]])
  })

  it("shows the visible view", async () => {
    const seen = await onSheet(async (sheet, sync) => {
      const view = sheet.getRange("A1:B2").getVisibleView()
      view.load("values, rowCount, columnCount, cellAddresses")
      await sync()
      return [view.values, view.rowCount, view.columnCount, view.cellAddresses]
    })
    assert.deepEqual(seen, [
      [
        ["Region", "Units"],
        ["North", 10],
      ],
      2,
      2,
      [
        ["Orders!A1", "Orders!B1"],
        ["Orders!A2", "Orders!B2"],
      ],
    ])
  })

  it("selects itself and is then the selected range", async () => {
    const address = await office.Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Orders").getRange("B2:C3").select()
      const selected = context.workbook.getSelectedRange()
      const areas = context.workbook.getSelectedRanges()
      const active = context.workbook.getActiveCell()
      selected.load("address")
      areas.load("address")
      active.load("address")
      await context.sync()
      return [selected.address, areas.address, active.address]
    })
    assert.deepEqual(address, ["Orders!B2:C3", "Orders!B2:C3", "Orders!B2"])
  })

  it("quotes the names of sheets that need it", async () => {
    office.workbook.renameSheet(office.workbook.activeSheet.id, "It's 2026")
    const address = await office.Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange()
      range.load("address")
      await context.sync()
      return range.address
    })
    assert.equal(address, "'It''s 2026'!A1")
  })
})
