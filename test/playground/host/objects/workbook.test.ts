import assert from "node:assert/strict"
import { openRows, type OfficeInNode } from "../../../support/officeInNode.ts"

describe("Workbook", () => {
  let office: OfficeInNode
  beforeEach(async () => {
    office = await openRows([
      ["Region", "Units"],
      ["North", 10],
    ])
  })
  afterEach(() => office.close())
  const inWorkbook = <T>(work: (workbook: Excel.Workbook, sync: () => Promise<void>) => Promise<T>): Promise<T> =>
    office.Excel.run((context) => work(context.workbook, () => context.sync()))

  it("tells its name, state and application", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      workbook.load("name, readOnly, isDirty, autoSave")
      workbook.application.load("calculationMode, decimalSeparator, thousandsSeparator, cultureInfo/name")
      workbook.protection.load("protected")
      await sync()
      workbook.application.calculationMode = "Manual"
      workbook.application.calculate("Full")
      await sync()
      const { application } = workbook
      return [
        [workbook.name, workbook.readOnly, workbook.isDirty, workbook.autoSave, workbook.protection.protected],
        [application.decimalSeparator, application.thousandsSeparator, application.cultureInfo.name],
      ]
    })
    assert.deepEqual(seen, [
      ["Orders.xlsx", false, false, true, false],
      [".", ",", "en-US"],
    ])
  })

  it("shows a sheet's tab in a colour, its gridlines or none, and hides rows and columns", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      const sheet = workbook.worksheets.getItem("Orders")
      const rows = sheet.getRange("2:3")
      const columns = sheet.getRange("B:B")
      sheet.showGridlines = false
      sheet.tabColor = "orange"
      rows.rowHidden = true
      columns.columnHidden = true
      sheet.load("showGridlines, tabColor")
      rows.load("rowHidden")
      columns.load("columnHidden")
      await sync()
      return [sheet.showGridlines, sheet.tabColor, rows.rowHidden, columns.columnHidden]
    })
    assert.deepEqual(seen, [false, "#FFA500", true, true])
    const { workbook } = office
    const sheet = workbook.activeSheet
    assert.deepEqual([sheet.isRowHidden(2), sheet.isRowHidden(3), sheet.isColumnHidden(1)], [true, false, true])
    for (let count = 0; count < 4; count++) workbook.undo()
    assert.deepEqual(
      [sheet.showGridlines, sheet.tabColor, sheet.isRowHidden(2), sheet.isColumnHidden(1)],
      [true, "", false, false],
    )
  })

  it("adds, renames, moves, hides, activates and deletes sheets", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      const added = workbook.worksheets.add("Notes")
      added.load("id, name, position")
      await sync()
      added.name = "Remarks"
      added.position = 0
      added.activate()
      workbook.worksheets.getItem("Orders").visibility = "Hidden"
      const visible = workbook.worksheets.getCount(true)
      const active = workbook.worksheets.getActiveWorksheet()
      const first = workbook.worksheets.getFirst()
      const next = first.getNextOrNullObject(true)
      active.load("name")
      first.load("name")
      next.load("name")
      await sync()
      return [added.position, visible.value, active.name, first.name, next.isNullObject]
    })
    assert.deepEqual(seen, [0, 1, "Remarks", "Remarks", true])
    await inWorkbook(async (workbook, sync) => {
      workbook.worksheets.getItem("Orders").visibility = "Visible"
      workbook.worksheets.getItem("Remarks").delete()
      await sync()
    })
    assert.deepEqual(
      office.workbook.sheets.map((sheet) => sheet.name),
      ["Orders"],
    )
  })

  it("refuses a second sheet of the same name and deleting the last one", async () => {
    await assert.rejects(
      inWorkbook(async (workbook, sync) => {
        workbook.worksheets.add("orders")
        await sync()
      }),
      { code: "ItemAlreadyExists" },
    )
    await assert.rejects(
      inWorkbook(async (workbook, sync) => {
        workbook.worksheets.getItem("Orders").delete()
        await sync()
      }),
      { code: "InvalidOperation" },
    )
  })

  it("keeps names of ranges and constants, which getRange understands", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      const sheet = workbook.worksheets.getItem("Orders")
      workbook.names.add("Units", sheet.getRange("B2"), "sold")
      workbook.names.add("VAT", "=0.19")
      const units = workbook.names.getItem("units")
      const vat = workbook.names.getItem("VAT")
      const range = units.getRange()
      const byName = sheet.getRange("Units")
      const noRange = vat.getRangeOrNullObject()
      units.load("name, type, value, formula, scope, comment, visible")
      vat.load("type, value")
      range.load("address")
      byName.load("values")
      noRange.load("address")
      await sync()
      return [
        { ...units.toJSON() },
        [vat.type, vat.value as unknown],
        range.address,
        byName.values,
        noRange.isNullObject,
      ]
    })
    assert.deepEqual(seen, [
      {
        name: "Units",
        type: "Range",
        value: "Orders!$B$2",
        formula: "=Orders!$B$2",
        scope: "Workbook",
        comment: "sold",
        visible: true,
      },
      ["Double", 0.19],
      "Orders!B2",
      [[10]],
      true,
    ])
    await inWorkbook(async (workbook, sync) => {
      workbook.names.getItem("VAT").delete()
      await sync()
    })
    assert.deepEqual(
      office.workbook.names.map(({ name }) => name),
      ["Units"],
    )
  })

  it("keeps settings and custom properties", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      workbook.settings.add("layout", { columns: ["A", "B"] })
      workbook.properties.custom.add("Owner", "Ada")
      workbook.properties.custom.add("Version", 3)
      await sync()
      const setting = workbook.settings.getItem("layout")
      const owner = workbook.properties.custom.getItem("owner")
      const none = workbook.settings.getItemOrNullObject("none")
      workbook.properties.custom.load("items/key, items/value, items/type")
      setting.load("value")
      owner.load("value")
      none.load("value")
      await sync()
      owner.value = "Grace"
      workbook.settings.getItem("layout").delete()
      await sync()
      return [
        setting.value as unknown,
        Array.from(workbook.properties.custom.items, ({ key, type }) => [key, type]),
        none.isNullObject,
      ]
    })
    assert.deepEqual(seen, [
      { columns: ["A", "B"] },
      [
        ["Owner", "String"],
        ["Version", "Number"],
      ],
      true,
    ])
    assert.equal(office.workbook.customProperties.get("Owner"), "Grace")
    assert.equal(office.workbook.settings.size, 0)
  })

  it("freezes panes and tells where", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      const { freezePanes } = workbook.worksheets.getItem("Orders")
      const before = freezePanes.getLocationOrNullObject()
      before.load("address")
      freezePanes.freezeRows(1)
      const rows = freezePanes.getLocation()
      rows.load("address")
      await sync()
      freezePanes.freezeAt("A1:B2")
      const both = freezePanes.getLocation()
      both.load("address")
      await sync()
      freezePanes.unfreeze()
      await sync()
      return [before.isNullObject, rows.address, both.address]
    })
    assert.deepEqual(seen, [true, "Orders!1:1", "Orders!A1:B2"])
    assert.equal(office.workbook.activeSheet.frozenRows, 0)
  })

  it("has real, empty collections of charts, comments, pivot tables and shapes", async () => {
    const seen = await inWorkbook(async (workbook, sync) => {
      const sheet = workbook.worksheets.getItem("Orders")
      sheet.charts.load("items/name, count")
      sheet.shapes.load("items/name")
      sheet.pivotTables.load("items/name")
      const comments = workbook.comments.getCount()
      const chart = workbook.getActiveChartOrNullObject()
      chart.load("name")
      await sync()
      return [
        sheet.charts.items.length,
        sheet.charts.count,
        sheet.shapes.items.length,
        sheet.pivotTables.items.length,
        comments.value,
        chart.isNullObject,
      ]
    })
    assert.deepEqual(seen, [0, 0, 0, 0, 0, true])
    await assert.rejects(
      inWorkbook(async (workbook, sync) => {
        workbook.worksheets.getItem("Orders").shapes.addTextBox("hello")
        await sync()
      }),
      { message: "Excel.ShapeCollection.addTextBox is not implemented in the simulated Excel" },
    )
  })
})
