import assert from "node:assert/strict"
import { parseAddress } from "../../../../shared/address.ts"
import { openRows, type OfficeInNode } from "../../../support/officeInNode.ts"

describe("Table", () => {
  let office: OfficeInNode
  beforeEach(async () => {
    office = await openRows([
      ["Region", "Units"],
      ["South", 32],
      ["North", 10],
      ["below", "stays"],
    ])
    office.workbook.addTable(
      office.workbook.activeSheet.id,
      { row: 0, column: 0, rowCount: 3, columnCount: 2 },
      true,
      "Sales",
    )
  })
  afterEach(() => office.close())
  const onTable = <T>(work: (table: Excel.Table, sync: () => Promise<void>) => Promise<T>): Promise<T> =>
    office.Excel.run((context) => work(context.workbook.tables.getItem("Sales"), () => context.sync()))

  it("is found by name, in the workbook, on its sheet and from a range", async () => {
    const seen = await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Orders")
      const byName = context.workbook.tables.getItemOrNullObject("SALES")
      const none = context.workbook.tables.getItemOrNullObject("Nope")
      const onRange = sheet.getRange("B3:D9").getTables(false)
      const within = sheet.getRange("B3:D9").getTables(true)
      const count = sheet.tables.getCount()
      byName.load("name, showHeaders, showTotals, worksheet/name")
      none.load("name")
      onRange.load("items/name")
      within.load("items/name")
      await context.sync()
      return [
        [byName.name, byName.showHeaders, byName.showTotals, byName.worksheet.name],
        none.isNullObject,
        onRange.items.length,
        within.items.length,
        count.value,
      ]
    })
    assert.deepEqual(seen, [["Sales", true, false, "Orders"], true, 1, 0, 1])
  })

  it("gives its ranges and its columns", async () => {
    const seen = await onTable(async (table, sync) => {
      const ranges = [
        table.getRange(),
        table.getHeaderRowRange(),
        table.getDataBodyRange(),
        table.columns.getItem("units").getDataBodyRange(),
        table.columns.getItemAt(0).getRange(),
        table.rows.getItemAt(1).getRange(),
      ]
      for (const range of ranges) range.load("address")
      table.columns.load("items/name, items/index, items/values")
      table.rows.load("items/values")
      await sync()
      return [
        Array.from(ranges, (range) => range.address.replace("Orders!", "")),
        Array.from(table.columns.items, ({ name, index, values }) => ({ name, index, values })),
        Array.from(table.rows.items, ({ values }) => values),
      ]
    })
    assert.deepEqual(seen, [
      ["A1:B3", "A1:B1", "A2:B3", "B2:B3", "A1:A3", "A3:B3"],
      [
        { name: "Region", index: 0, values: [["Region"], ["South"], ["North"]] },
        { name: "Units", index: 1, values: [["Units"], [32], [10]] },
      ],
      [[["South", 32]], [["North", 10]]],
    ])
  })

  it("adds and deletes rows and moves what is below", async () => {
    await onTable(async (table, sync) => {
      table.rows.add(undefined, [["East", 5]])
      table.rows.add(0, [["West", 7]])
      await sync()
    })
    const { activeSheet } = office.workbook
    const column = (index: number): unknown[] => [0, 1, 2, 3, 4, 5].map((row) => activeSheet.value(row, index))
    assert.deepEqual(column(0), ["Region", "West", "South", "North", "East", "below"])
    assert.deepEqual(activeSheet.tables[0]?.area, { row: 0, column: 0, rowCount: 5, columnCount: 2 })
    await onTable(async (table, sync) => {
      table.rows.getItemAt(0).delete()
      table.rows.deleteRowsAt(2, 1)
      await sync()
    })
    assert.deepEqual(column(0), ["Region", "South", "North", "below", null, null])
    assert.deepEqual(activeSheet.tables[0].area, { row: 0, column: 0, rowCount: 3, columnCount: 2 })
  })

  it("adds, renames and deletes columns", async () => {
    await onTable(async (table, sync) => {
      table.columns.add(undefined, [["Price"], [4], [2]])
      await sync()
      table.columns.getItem("Price").name = "Cost"
      table.columns.getItem("Region").delete()
      await sync()
    })
    const { activeSheet } = office.workbook
    assert.deepEqual(
      [0, 1].map((column) => activeSheet.value(0, column)),
      ["Units", "Cost"],
    )
    assert.deepEqual(activeSheet.tables[0]?.area, { row: 0, column: 0, rowCount: 3, columnCount: 2 })
  })

  it("sorts, resizes, is renamed, and is deleted with its cells only", async () => {
    await onTable(async (table, sync) => {
      table.sort.apply([{ key: 1, ascending: true }])
      table.name = "Orders2026"
      await sync()
    })
    const { activeSheet } = office.workbook
    assert.equal(activeSheet.value(1, 0), "North")
    assert.equal(activeSheet.tables[0]?.name, "Orders2026")
    await office.Excel.run(async (context) => {
      context.workbook.tables.getItem("Orders2026").resize("A1:B4")
      await context.sync()
      assert.deepEqual(activeSheet.tables[0]?.area, { row: 0, column: 0, rowCount: 4, columnCount: 2 })
      context.workbook.tables.getItem("Orders2026").resize("A1:B3")
      context.workbook.tables.getItem("Orders2026").delete()
      await context.sync()
    })
    assert.equal(activeSheet.tables.length, 0)
    assert.deepEqual([activeSheet.value(0, 0), activeSheet.value(1, 0)], ["below", null])
  })

  it("is made from a range and refuses rows of the wrong width", async () => {
    const name = await office.Excel.run(async (context) => {
      const table = context.workbook.tables.add("Orders!F1:G3", false)
      table.load("name, id")
      await context.sync()
      table.style = "TableStyleLight9"
      await context.sync()
      return table.name
    })
    assert.equal(typeof name, "string")
    assert.equal(office.workbook.activeSheet.tables.length, 2)
    await assert.rejects(
      onTable(async (table, sync) => {
        table.rows.add(undefined, [["too", "many", "cells"]])
        await sync()
      }),
      { code: "InvalidArgument" },
    )
  })

  it("becomes a plain range, and formulas that named it name its cells", async () => {
    const { workbook } = office
    const { id } = workbook.activeSheet
    workbook.write(id, parseAddress("D1:D1"), [["=SUM(Sales[Units])"]])
    workbook.write(id, parseAddress("D2:D2"), [['=COUNTA(Sales)&" Sales[Units]"']])
    const address = await onTable(async (table, sync) => {
      const range = table.convertToRange()
      range.load("address")
      await sync()
      return range.address
    })
    const seen = (): unknown[] => [
      workbook.activeSheet.tables.length,
      workbook.activeSheet.formula(0, 3),
      workbook.activeSheet.formula(1, 3),
      workbook.activeSheet.value(1, 0),
    ]
    assert.equal(address, "Orders!A1:B3")
    assert.deepEqual(seen(), [0, "=SUM(Orders!$B$2:$B$3)", '=COUNTA(Orders!$A$2:$B$3)&" Sales[Units]"', "South"])
    workbook.undo()
    assert.deepEqual(seen().slice(0, 2), [1, "=SUM(Sales[Units])"])
  })
})
