import assert from "node:assert/strict"
import { loadEngine } from "../../workbook/loadEngine.ts"
import { openRows, type OfficeInNode } from "../../../support/officeInNode.ts"

describe("Range edits", () => {
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

  it("clears, inserts, deletes, merges and copies cells", async () => {
    await onSheet(async (sheet, sync) => {
      sheet.getRange("F1").copyFrom("D2")
      sheet.getRange("F2:F5").copyFrom("A1:A2", "Values")
      sheet.getRange("A8").copyFrom("A1:B2", "All", false, true)
      sheet.getRange("A5:C5").clear("Contents")
      sheet.getRange("A2:D2").insert("Down")
      sheet.getRange("H1:I2").merge()
      await sync()
    })
    const { activeSheet } = office.workbook
    assert.equal(activeSheet.value(2, 0), "North")
    assert.equal(activeSheet.value(1, 0), null)
    assert.equal(activeSheet.formula(2, 3), "=B3*C3")
    assert.equal(activeSheet.formula(0, 5), "=D1*E1")
    assert.deepEqual(
      [1, 2, 3, 4].map((row) => activeSheet.value(row, 5)),
      ["Region", "North", "Region", "North"],
    )
    assert.deepEqual(
      [8, 9].map((row) => [activeSheet.value(row, 0), activeSheet.value(row, 1)]),
      [
        ["Region", "North"],
        ["Units", 10],
      ],
    )
    assert.deepEqual(activeSheet.merges, [{ row: 0, column: 7, rowCount: 2, columnCount: 2 }])
    await onSheet(async (sheet, sync) => {
      sheet.getRange("A2:D2").delete("Up")
      sheet.getRange("H1:I2").unmerge()
      await sync()
    })
    assert.equal(activeSheet.value(1, 0), "North")
    assert.deepEqual(activeSheet.merges, [])
  })

  it("sorts rows by several columns, blanks last, and moves formulas along", async () => {
    const rows = [
      ["b", 1],
      ["A", 2],
      ["b", 3],
      ["", 4],
      ["007", 5],
    ]
    await onSheet(async (sheet, sync) => {
      sheet.getRange("F1:G6").values = [
        ["Key", "Number"],
        ...rows.map(([key, number]) => [key === "007" ? "'007" : key, number]),
      ]
      sheet.getRange("H2:H6").formulas = ["=G2*10", "=G3*10", "=G4*10", "=G5*10", "=G6*10"].map((formula) => [formula])
      sheet.getRange("F1:H6").sort.apply(
        [
          { key: 0, ascending: true },
          { key: 1, ascending: false },
        ],
        false,
        true,
      )
      await sync()
    })
    const { activeSheet } = office.workbook
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((row) => [5, 6, 7].map((column) => activeSheet.value(row, column))),
      [
        ["007", 5, 50],
        ["A", 2, 20],
        ["b", 3, 30],
        ["b", 1, 10],
        [null, 4, 40],
      ],
    )
  })

  it("removes duplicate rows and says how many", async () => {
    const counts = await onSheet(async (sheet, sync) => {
      sheet.getRange("F1:G4").values = [
        ["a", 1],
        ["A", 2],
        ["b", 3],
        ["a", 4],
      ]
      const result = sheet.getRange("F1:G4").removeDuplicates([0], false)
      result.load("removed, uniqueRemaining")
      await sync()
      return [result.removed, result.uniqueRemaining]
    })
    assert.deepEqual(counts, [2, 2])
    const { activeSheet } = office.workbook
    assert.deepEqual(
      [0, 1, 2].map((row) => activeSheet.value(row, 5)),
      ["a", "b", null],
    )
  })
})
