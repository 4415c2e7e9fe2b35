import assert from "node:assert/strict"
import { tableOf } from "./tableOf.ts"

const kinds = (table: ReturnType<typeof tableOf>): string[] => table.shape.columns.map((column) => column.kind)

describe("readTable", () => {
  it("finds header, data and kinds below a title, and leaves the totals row out", () => {
    const { shape } = tableOf(
      [
        ["Sales 2025", null, null],
        [null, null, null],
        ["Region", "Date", "Revenue"],
        ["West", 45000, 100.5],
        ["East", 45001, 200],
        ["Total", null, 300.5],
      ],
      { at: "B2", formats: ["General", "yyyy-mm-dd", "$#,##0.00"] },
    )
    assert.deepEqual(shape, {
      worksheet: "Orders",
      address: "B2:D7",
      tableAddress: "B4:D6",
      headerRow: 4,
      firstRow: 5,
      lastRow: 6,
      rowCount: 2,
      columns: [
        { name: "Region", letter: "B", kind: "text", format: null, unit: null, address: "B5:B6" },
        { name: "Date", letter: "C", kind: "date", format: "yyyy-mm-dd", unit: null, address: "C5:C6" },
        { name: "Revenue", letter: "D", kind: "currency", format: "$#,##0.00", unit: "$", address: "D5:D6" },
      ],
      totalsRows: [7],
      subtotalRows: [],
      sections: [],
      otherTables: [],
      notes: ["Left the totals in row 7 out of all figures.", "Skipped B2 outside the table."],
    })
  })

  it("skips a title that stands directly on the header", () => {
    const table = tableOf([["Report of March"], ["Name", "Age", "City"], ["Ann", 30, "Rome"], ["Bob", 40, "Oslo"]])
    assert.equal(table.shape.headerRow, 2)
    assert.deepEqual(table.shape.notes, ["Skipped the title in row 1."])
  })

  it("reads every kind of column from values and number formats", () => {
    const table = tableOf(
      [
        ["Int", "Dec", "Cur", "Pct", "Day", "Text", "Bool", "Mixed", "Empty"],
        [1, 1.5, 2, 0.1, 45000, "a", true, 1, null],
        [2, 2.5, 3, 0.2, 45001, "b", false, "x", null],
      ],
      { formats: ["0", "0.0", "[$€-407] #,##0", "0%", "d. mmm yyyy", "@", "General", "General", "General"] },
    )
    assert.deepEqual(kinds(table), [
      "integer",
      "decimal",
      "currency",
      "percentage",
      "date",
      "text",
      "boolean",
      "mixed",
      "empty",
    ])
    assert.equal(table.shape.columns[2]?.unit, "€")
  })

  it("keeps a column numeric when one cell in ten holds text", () => {
    const rows = Array.from({ length: 9 }, (_, i) => [i])
    assert.deepEqual(kinds(tableOf([["Amount"], ...rows, ["n/a"]])), ["integer"])
  })

  it("takes whole numbers in a column named Date for dates when no formats were sent", () => {
    assert.deepEqual(
      kinds(
        tableOf([
          ["Order Date", "Amount"],
          [45000, 45000],
          [45001, 2],
        ]),
      ),
      ["date", "integer"],
    )
  })

  it("takes two columns of keys and values for data", () => {
    const table = tableOf([
      ["Revenue", 100],
      ["Cost", 60],
      ["Profit", 40],
    ])
    assert.deepEqual([table.shape.headerRow, table.shape.rowCount, table.shape.totalsRows], [null, 3, []])
    assert.equal(
      tableOf([
        ["File name", "a.xlsx"],
        ["Owner", "Ann"],
        ["Status", "open"],
      ]).shape.headerRow,
      null,
    )
  })

  it("takes the largest of several tables and names the others", () => {
    const { shape } = tableOf([
      ["Item", "Qty", "Price", null, "Code", "Rate"],
      ["a", 1, 2, null, "x", 0.1],
      ["b", 3, 4, null, "y", 0.2],
      ["c", 5, 6, null, null, null],
    ])
    assert.equal(shape.tableAddress, "A1:C4")
    assert.deepEqual(shape.notes, [
      "The range holds more than one table; this is the largest. Select E1:F3 to ask about the others.",
    ])
  })

  it("keeps a table of numbers together across several blank rows, and apart from a table with a header of its own", () => {
    const blank = Array.from({ length: 5 }, () => [null, null, null])
    const first = [
      ["Item", "Qty", "Note"],
      ["a", 1, "x"],
      ["b", 2, null],
    ]
    const going = tableOf([...first, ...blank, ["c", 3, "y"], ["d", 4, null]])
    assert.deepEqual([going.shape.tableAddress, going.shape.rowCount, going.leftOut], ["A1:C10", 4, []])
    const apart = tableOf([...first, ["e", 9, null], ...blank, ["Code", "Rate", "Text"], ["c", 3, "y"]])
    assert.equal(apart.shape.tableAddress, "A1:C4")
    assert.deepEqual(apart.leftOut, [
      "The range holds more than one table; this is the largest. Select A10:C11 to ask about the others.",
    ])
  })

  it("keeps a table together across a blank row", () => {
    const { shape, sheetRows } = tableOf([
      ["Item", "Qty"],
      ["a", 1],
      [null, null],
      ["b", 2],
      ["c", 3],
    ])
    assert.equal(shape.tableAddress, "A1:B5")
    assert.deepEqual(sheetRows, [2, 4, 5])
  })

  it("trims blank rows and columns around the table", () => {
    const { shape } = tableOf([
      [null, null, null],
      [null, "Qty", null],
      [null, 1, null],
      [null, 2, null],
      [null, null, null],
    ])
    assert.deepEqual([shape.address, shape.tableAddress, shape.rowCount], ["A1:C5", "B2:B4", 2])
  })

  it("skips a footnote below the table", () => {
    const { shape } = tableOf([
      ["A", "B", "C"],
      [1, 2, 3],
      [4, 5, 7],
      ["Source: the ministry", null, null],
    ])
    assert.deepEqual([shape.lastRow, shape.notes], [3, ["Skipped the remark in row 4."]])
  })

  it("reads numbers and dates that are stored as text, and notes their cells", () => {
    const { shape, columns } = tableOf([
      ["Code", "Amount", "Day"],
      ["A1", "1,234", "2025-01-31"],
      ["A2", " 12 ", "2025-02-28"],
    ])
    assert.deepEqual(kinds({ shape } as ReturnType<typeof tableOf>), ["text", "integer", "date"])
    assert.deepEqual(columns[1]?.values, [1234, 12])
    assert.deepEqual(columns[2]?.values, [45688, 45716])
    assert.deepEqual(shape.notes, [
      "Amount holds 2 numbers stored as text (B2 and B3), which Excel does not calculate with; here they count.",
      "Day holds 2 dates stored as text (C2 and C3), which Excel does not treat as dates; here they count.",
    ])
  })

  it("makes sense of one cell, one row and one column", () => {
    const cell = tableOf([[42]], { at: "D7" }).shape
    assert.deepEqual(
      [cell.tableAddress, cell.headerRow, cell.rowCount, cell.columns[0]?.name],
      ["D7", null, 1, "Column D"],
    )
    const row = tableOf([["a", 1, true]]).shape
    assert.deepEqual([row.headerRow, row.rowCount, row.columns.length], [null, 1, 3])
    const column = tableOf([["Price"], [1], [null], [3]]).shape
    assert.deepEqual([column.headerRow, column.rowCount, column.columns[0]?.address], [1, 3, "A2:A4"])
  })
})
