import assert from "node:assert/strict"
import { openRows, type OfficeInNode } from "../../support/officeInNode.ts"

/** Time for the library to deliver what the host has sent. */
const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

describe("richEvents", () => {
  let office: OfficeInNode
  let seen: unknown[]
  beforeEach(async () => {
    seen = []
    office = await openRows([
      ["Region", "Units"],
      ["North", 10],
      ["South", 32],
    ])
  })
  afterEach(() => office.close())
  const note = (entry: unknown): Promise<void> => Promise.resolve(void seen.push(entry))
  const listen = (add: (workbook: Excel.Workbook) => void): Promise<void> =>
    office.Excel.run((context) => {
      add(context.workbook)
      return context.sync()
    })

  it("tells of a selection on the workbook, the collection and the sheet", async () => {
    await listen((workbook) => {
      workbook.onSelectionChanged.add(() => note("workbook"))
      workbook.worksheets.onSelectionChanged.add((event) => note(["worksheets", event.address]))
      workbook.worksheets.getItem("Orders").onSelectionChanged.add((event) => note(["sheet", event.address]))
    })
    office.workbook.select(office.workbook.activeSheet.id, { row: 1, column: 0, rowCount: 2, columnCount: 2 })
    await delivered()
    assert.deepEqual(seen, ["workbook", ["sheet", "A2:B3"], ["worksheets", "A2:B3"]])
  })

  it("tells what a person typed, with the value before and after", async () => {
    await listen((workbook) => {
      workbook.worksheets.onChanged.add(({ address, changeType, source, triggerSource, details }) =>
        note({
          address,
          changeType,
          source,
          triggerSource,
          before: details.valueBefore as unknown,
          after: details.valueAfter as unknown,
        }),
      )
    })
    office.workbook.type(office.workbook.activeSheet.id, 1, 1, "11")
    await delivered()
    assert.deepEqual(seen, [
      {
        address: "B2",
        changeType: "RangeEdited",
        source: "Local",
        triggerSource: "Unknown",
        before: 10,
        after: 11,
      },
    ])
  })

  it("tells of one change when Office.js splits a long write, and that the add-in made it", async () => {
    await listen((workbook) => {
      workbook.worksheets.onChanged.add((event) => note([event.address, event.triggerSource]))
    })
    await office.Excel.run((context) => {
      const values = Array.from({ length: 4000 }, (_, row) => [row, row * 2])
      context.workbook.worksheets.getItem("Orders").getRange("D1:E4000").values = values
      return context.sync()
    })
    await delivered()
    assert.deepEqual(seen, [["D1:E4000", "ThisLocalAddin"]])
  })

  it("finds the changed range from its event", async () => {
    await listen((workbook) => {
      workbook.worksheets.onChanged.add((event) =>
        office.Excel.run(async (context) => {
          const range = event.getRange(context)
          range.load("address, values")
          await context.sync()
          await note([range.address, range.values])
        }),
      )
    })
    office.workbook.type(office.workbook.activeSheet.id, 2, 1, "33")
    await delivered()
    await delivered()
    assert.deepEqual(seen, [["Orders!B3", [[33]]]])
  })

  it("tells of sheets added, activated, renamed, moved, hidden and deleted", async () => {
    await listen(({ worksheets }) => {
      worksheets.onAdded.add((event) => note(["added", event.worksheetId]))
      worksheets.onActivated.add((event) => note(["activated", event.worksheetId]))
      worksheets.onDeactivated.add((event) => note(["deactivated", event.worksheetId]))
      worksheets.onNameChanged.add((event) => note(["renamed", event.nameBefore, event.nameAfter]))
      worksheets.onMoved.add((event) => note(["moved", event.positionBefore, event.positionAfter]))
      worksheets.onVisibilityChanged.add((event) => note(["visibility", event.visibilityBefore, event.visibilityAfter]))
      worksheets.onDeleted.add((event) => note(["deleted", event.worksheetId]))
    })
    const { workbook } = office
    const orders = workbook.activeSheet
    const added = workbook.addSheet("Notes")
    workbook.activate(added.id)
    workbook.renameSheet(added.id, "Remarks")
    workbook.moveSheet(added.id, 0)
    workbook.setVisibility(orders.id, "Hidden")
    workbook.setVisibility(orders.id, "Visible")
    workbook.activate(orders.id)
    workbook.deleteSheet(added.id)
    await delivered()
    const name = (id: unknown): unknown => (id === orders.id ? "Orders" : id === added.id ? "Notes" : id)
    assert.deepEqual(
      seen.map((entry) => (Array.isArray(entry) ? entry.map(name) : entry)),
      [
        ["added", "Notes"],
        ["deactivated", "Orders"],
        ["activated", "Notes"],
        ["renamed", "Notes", "Remarks"],
        ["moved", 1, 0],
        ["visibility", "Visible", "Hidden"],
        ["visibility", "Hidden", "Visible"],
        ["deactivated", "Notes"],
        ["activated", "Orders"],
        ["deleted", "Notes"],
      ],
    )
  })

  it("tells a table of changes and selections inside it only", async () => {
    const { workbook } = office
    const table = workbook.addTable(
      workbook.activeSheet.id,
      { row: 0, column: 0, rowCount: 3, columnCount: 2 },
      true,
      "Sales",
    )
    await listen((book) => {
      book.tables
        .getItem("Sales")
        .onChanged.add((event) => note(["changed", event.tableId === table.id, event.address]))
      book.tables
        .getItem("Sales")
        .onSelectionChanged.add((event) => note(["selected", event.isInsideTable, event.address]))
    })
    workbook.type(workbook.activeSheet.id, 9, 9, "outside")
    workbook.type(workbook.activeSheet.id, 1, 1, "12")
    workbook.select(workbook.activeSheet.id, { row: 2, column: 1, rowCount: 5, columnCount: 5 })
    workbook.select(workbook.activeSheet.id, { row: 9, column: 9, rowCount: 1, columnCount: 1 })
    workbook.select(workbook.activeSheet.id, { row: 8, column: 9, rowCount: 1, columnCount: 1 })
    await delivered()
    assert.deepEqual(seen, [
      ["changed", true, "B2"],
      ["selected", true, "B3"],
      ["selected", false, ""],
    ])
  })

  it("tells nothing after the handler is removed or events are switched off", async () => {
    const handler = await office.Excel.run(async (context) => {
      const added = context.workbook.worksheets.onChanged.add((event) => note(event.address))
      await context.sync()
      return added
    })
    await office.Excel.run((context) => {
      context.runtime.enableEvents = false
      return context.sync()
    })
    office.workbook.type(office.workbook.activeSheet.id, 0, 5, "unheard")
    await office.Excel.run((context) => {
      context.runtime.enableEvents = true
      return context.sync()
    })
    office.workbook.type(office.workbook.activeSheet.id, 0, 6, "heard")
    await delivered()
    handler.remove()
    await handler.context.sync()
    office.workbook.type(office.workbook.activeSheet.id, 0, 7, "unheard")
    await delivered()
    assert.deepEqual(seen, ["G1"])
  })
})
