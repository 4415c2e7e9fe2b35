import assert from "node:assert/strict"
import type { CellValue } from "../../../shared/cell.ts"
import type { RangeQuery } from "../../../shared/query.ts"
import { askTable, valuesOf } from "./askTable.ts"

const orders: CellValue[][] = [
  ["Order ID", "Date", "Region", "Revenue", "Discount", "Paid", "Month"],
  [1001, 45658, "West", 100, 0.1, true, "Mar"],
  [1002, 45689, "East", 200, 0.2, false, "Jan"],
  [1003, 45690.5, "west ", 50.5, null, true, "Feb"],
  [1004, 45717, "North", null, 0.2, true, "Jan"],
  [1005, 46023, "East", "#N/A", 0.05, false, "Mar"],
]
const formats = ["0", "yyyy-mm-dd", "General", "$#,##0.00", "0%", "General", "General"]
const ask = (query: RangeQuery) => askTable(orders, query, { formats })

describe("queryTable", () => {
  it("sums by group, with the cells behind every row", async () => {
    const result = await ask({ groupBy: [{ column: "region" }], aggregates: [{ function: "sum", column: "REVENUE" }] })
    assert.deepEqual(result, {
      worksheet: "Orders",
      columns: [
        { name: "Region", kind: "text", format: null },
        { name: "sum of Revenue", kind: "number", format: "$#,##0.00" },
      ],
      rows: [
        { values: ["West", 150.5], cells: ["D2", "D4"], rowCount: 2, sheetRow: null },
        { values: ["East", 200], cells: ["D3", "D6"], rowCount: 2, sheetRow: null },
        { values: ["North", 0], cells: ["D5"], rowCount: 1, sheetRow: null },
      ],
      totalRows: 3,
      matchedRows: 5,
      scannedRows: 5,
      operation: "sum of Revenue, by Region",
      ranges: ["D2:D6", "C2:C6"],
      notes: ["Revenue holds 1 error cell (D6), left out here."],
    })
  })

  it("lists matching rows with their row numbers and joined cells", async () => {
    const result = await ask({
      where: [{ column: "Region", operator: "eq", value: "WEST" }],
      columns: ["Region", "Revenue", "Date"],
      orderBy: [{ by: "Revenue", direction: "desc" }],
      limit: 1,
    })
    assert.deepEqual(result.rows, [{ values: ["West", 100, "2025-01-01"], cells: ["B2:D2"], rowCount: 1, sheetRow: 2 }])
    assert.deepEqual([result.totalRows, result.matchedRows], [2, 2])
    assert.equal(result.operation, 'rows where Region = "WEST", top 1 by Revenue')
  })

  it("says which row holds a maximum", async () => {
    const result = await ask({ aggregates: [{ function: "max", column: "Revenue" }] })
    assert.deepEqual(result.rows, [{ values: [200], cells: ["D3"], rowCount: 5, sheetRow: 3 }])
    const dates = await ask({
      aggregates: [
        { function: "min", column: "Date" },
        { function: "max", column: "Date" },
      ],
    })
    assert.deepEqual(valuesOf(dates), [["2025-01-01", "2026-01-01"]])
    assert.deepEqual(dates.rows[0]?.cells, ["B2", "B6"])
  })

  it("computes every aggregate as Excel does", async () => {
    const column = "Discount"
    const functions = ["count", "count_distinct", "sum", "average", "median", "min", "max", "stdev"] as const
    const result = await ask({ aggregates: functions.map((name) => ({ function: name, column })) })
    const row = valuesOf(result)[0] ?? []
    assert.deepEqual(row.slice(0, 2), [4, 3])
    const expected = [0.55, 0.1375, 0.15, 0.05, 0.2, 0.075]
    row
      .slice(2)
      .forEach((value, i) =>
        assert.ok(Math.abs(Number(value) - (expected[i] ?? 0)) < 1e-15, `${functions[i + 2]}: ${String(value)}`),
      )
    assert.deepEqual(result.columns[1], { name: "distinct count of Discount", kind: "number", format: null })
  })

  it("groups dates by calendar unit in order", async () => {
    const by = async (unit: "year" | "quarter" | "month" | "week" | "weekday" | "day") =>
      valuesOf(await ask({ groupBy: [{ column: "Date", by: unit }] }))
    assert.deepEqual(await by("year"), [
      ["2025", 4],
      ["2026", 1],
    ])
    assert.deepEqual(await by("quarter"), [
      ["2025-Q1", 4],
      ["2026-Q1", 1],
    ])
    assert.deepEqual(await by("month"), [
      ["2025-01", 1],
      ["2025-02", 2],
      ["2025-03", 1],
      ["2026-01", 1],
    ])
    assert.deepEqual(await by("week"), [
      ["2025-W01", 1],
      ["2025-W05", 2],
      ["2025-W09", 1],
      ["2026-W01", 1],
    ])
    assert.deepEqual(await by("weekday"), [
      ["Wednesday", 1],
      ["Thursday", 1],
      ["Saturday", 2],
      ["Sunday", 1],
    ])
    assert.deepEqual((await by("day"))[2], ["2025-02-02", 1])
  })

  it("orders month names by the calendar, other text by appearance, ties by appearance", async () => {
    assert.deepEqual(valuesOf(await ask({ groupBy: [{ column: "Month" }] })), [
      ["Jan", 2],
      ["Feb", 1],
      ["Mar", 2],
    ])
    const tied = await ask({ groupBy: [{ column: "Region" }], orderBy: [{ by: "count", direction: "desc" }] })
    assert.deepEqual(valuesOf(tied), [
      ["West", 2],
      ["East", 2],
      ["North", 1],
    ])
    const sorted = await ask({ groupBy: [{ column: "Region" }], orderBy: [{ by: "Region", direction: "asc" }] })
    assert.deepEqual(valuesOf(sorted), [
      ["East", 2],
      ["North", 1],
      ["West", 2],
    ])
  })

  it("sorts blanks and errors last in both directions", async () => {
    for (const direction of ["asc", "desc"] as const) {
      const result = await ask({ columns: ["Revenue"], orderBy: [{ by: "Revenue", direction }] })
      assert.deepEqual(valuesOf(result).slice(3), [[null], ["#N/A"]])
    }
  })

  it("keeps the groups that pass having", async () => {
    const result = await ask({
      groupBy: [{ column: "Region" }],
      having: { function: "count", operator: "gt", value: 1 },
    })
    assert.deepEqual(valuesOf(result), [
      ["West", 2],
      ["East", 2],
    ])
    assert.equal(result.operation, "count, by Region, only where count > 1")
  })

  it("finds columns without case, spaces and punctuation, and by letter", async () => {
    for (const name of ["order id", "OrderID", "order_id", " Order  ID ", "A"])
      assert.deepEqual(valuesOf(await ask({ aggregates: [{ function: "max", column: name }] })), [[1005]])
  })

  const refused = (query: RangeQuery, message: string) =>
    assert.rejects(ask(query), { name: "AppError", code: "invalid_request", message })

  it("names the nearest column for an unknown one", async () => {
    await refused(
      { aggregates: [{ function: "sum", column: "Revnue" }] },
      "There is no column Revnue; did you mean Revenue? Columns: Order ID, Date, Region, Revenue, Discount, Paid, Month.",
    )
  })

  it("refuses what a column cannot do and says what to do instead", async () => {
    await refused(
      { aggregates: [{ function: "sum", column: "Region" }] },
      "sum needs numbers, and Region holds text; use count or count_distinct. Columns with numbers: Order ID, Revenue, Discount.",
    )
    await refused(
      { aggregates: [{ function: "sum", column: "Date" }] },
      "sum needs numbers, and Date holds dates; use min, max or count. Columns with numbers: Order ID, Revenue, Discount.",
    )
    await refused({ aggregates: [{ function: "sum" }] }, "sum needs a column; only count works on whole rows.")
    await refused(
      { groupBy: [{ column: "Region", by: "month" }] },
      "Region holds text, not dates, so it cannot be grouped by month; group by the column itself.",
    )
    await refused(
      { where: [{ column: "Region", operator: "gt", value: 5 }] },
      "The condition on Region cannot be used: Region holds text, which cannot be compared with the number 5.",
    )
    await refused(
      { where: [{ column: "Revenue", operator: "gt", value: "lots" }] },
      'The condition on Revenue cannot be used: Revenue holds numbers, and "lots" is not a number.',
    )
    await refused(
      { where: [{ column: "Date", operator: "gt", value: "03/04/2025" }] },
      'The condition on Date cannot be used: Date holds dates, and "03/04/2025" is not one; write 2026-03-31, 2026-03, 2026-Q1 or 2026.',
    )
    await refused(
      { where: [{ column: "Date", operator: "between", value: ["2025"] }] },
      "The condition on Date cannot be used: between needs a list of two values, the lower and the upper bound.",
    )
    await refused(
      { groupBy: [{ column: "Region" }], orderBy: [{ by: "profit", direction: "asc" }] },
      "The result has no column profit to sort by; it has Region, count.",
    )
  })

  it("calculates with numbers stored as text, and says so", async () => {
    const { rows, notes } = await askTable(
      [
        ["Item", "Amount"],
        ["a", "1,234"],
        ["b", "5"],
      ],
      { aggregates: [{ function: "sum", column: "Amount" }] },
    )
    assert.deepEqual(rows[0]?.values, [1239])
    assert.deepEqual(notes, ["Amount holds 2 numbers stored as text (B2 and B3); they were read as numbers."])
  })

  it("explains numbers stored as text that it cannot calculate with", async () => {
    await assert.rejects(
      askTable(
        [
          ["Item", "Size"],
          ["a", "5 GB"],
          ["b", "1 TB"],
          ["c", "7"],
        ],
        { aggregates: [{ function: "sum", column: "Size" }] },
      ),
      /Its numbers are stored as text \(B4\); convert them in Excel first\./,
    )
  })

  it("notes text in a numeric column, no match, and rows cut off", async () => {
    const rows = Array.from({ length: 600 }, (_, i) => [`name ${i}`, i === 3 ? "n/a" : i])
    const listed = await askTable([["Name", "Qty"], ...rows], {})
    assert.deepEqual([listed.rows.length, listed.totalRows], [500, 600])
    assert.deepEqual(listed.notes, ["Only the first 500 of 600 result rows are given."])
    const sum = await askTable([["Name", "Qty"], ...rows], { aggregates: [{ function: "sum", column: "Qty" }] })
    assert.deepEqual([sum.rows[0]?.values, sum.rows[0]?.cells], [[179697], ["B2:B601"]])
    assert.deepEqual(sum.notes, ["Qty holds 1 text cell (B5), which is not calculated with."])
    const none = await ask({
      where: [{ column: "Discount", operator: "gt", value: 20 }],
      aggregates: [{ function: "sum", column: "Revenue" }],
    })
    assert.deepEqual([none.rows[0]?.values, none.matchedRows], [[0], 0])
    assert.deepEqual(none.notes.slice(0, 2), [
      "No row meets the conditions.",
      "Discount holds percentages: write 20% or 0.2 to compare with them.",
    ])
  })

  it("says with every result which cells of the range are not in it", async () => {
    const { notes } = await askTable(
      [
        ["Item", "Qty", null, "Code", "Rate"],
        ["a", 1, null, "x", 0.1],
        ["b", 3, null, "y", 0.2],
        ["Total", 4, null, null, null],
      ],
      { aggregates: [{ function: "sum", column: "Qty" }] },
    )
    assert.deepEqual(notes, [
      "Left the totals in row 4 out of all figures.",
      "The range holds more than one table; this is the largest. Select D1:E3 to ask about the others.",
    ])
  })

  it("gives at most fifty cells a row", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i % 2 ? "a" : "b", i])
    const result = await askTable([["Group", "Qty"], ...rows], {
      groupBy: [{ column: "Group" }],
      aggregates: [{ function: "sum", column: "Qty" }],
    })
    assert.deepEqual([result.rows[0]?.cells.length, result.rows[0]?.rowCount], [50, 150])
  })
})
