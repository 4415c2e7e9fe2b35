import assert from "node:assert/strict"
import type { CellValue } from "../../../shared/cell.ts"
import type { Condition } from "../../../shared/query.ts"
import { askTable } from "./askTable.ts"

const orders: CellValue[][] = [
  ["Order ID", "Date", "Region", "Revenue", "Discount", "Paid", "Month"],
  [1001, 45658, "West", 100, 0.1, true, "Mar"],
  [1002, 45689, "East", 200, 0.2, false, "Jan"],
  [1003, 45690.5, "west ", 50.5, null, true, "Feb"],
  [1004, 45717, "North", null, 0.2, true, "Jan"],
  [1005, 46023, "East", "#N/A", 0.05, false, "Mar"],
]
const formats = ["0", "yyyy-mm-dd", "General", "$#,##0.00", "0%", "General", "General"]

/** Rows that pass the conditions. */
const count = async (...where: Condition[]): Promise<number> =>
  (await askTable(orders, { where }, { formats })).matchedRows

describe("conditionSql", () => {
  it("filters numbers, percentages and currency text", async () => {
    assert.equal(await count({ column: "Revenue", operator: "gt", value: 50.5 }), 2)
    assert.equal(await count({ column: "Revenue", operator: "ge", value: "$50.50" }), 3)
    assert.equal(await count({ column: "Discount", operator: "eq", value: "20%" }), 2)
    assert.equal(await count({ column: "Discount", operator: "between", value: [0.05, "10%"] }), 2)
    assert.equal(await count({ column: "Order ID", operator: "in", value: [1001, "1,002", 7] }), 2)
    assert.equal(await count({ column: "Revenue", operator: "ne", value: 100 }), 3)
  })

  it("compares fractions by fifteen digits, as Excel does", async () => {
    const result = await askTable([["x"], [0.1 + 0.2], [0.30001]], {
      where: [{ column: "x", operator: "eq", value: 0.3 }],
    })
    assert.equal(result.matchedRows, 1)
  })

  it("filters dates by day, month, quarter, year and written date", async () => {
    assert.equal(await count({ column: "Date", operator: "eq", value: "2025-02-02" }), 1)
    assert.equal(await count({ column: "Date", operator: "eq", value: "2025-02" }), 2)
    assert.equal(await count({ column: "Date", operator: "eq", value: "2025-Q1" }), 4)
    assert.equal(await count({ column: "Date", operator: "eq", value: 2026 }), 1)
    assert.equal(await count({ column: "Date", operator: "gt", value: "2025" }), 1)
    assert.equal(await count({ column: "Date", operator: "le", value: "2025-02-02" }), 3)
    assert.equal(await count({ column: "Date", operator: "lt", value: "February 2025" }), 1)
    assert.equal(await count({ column: "Date", operator: "between", value: ["2025-01", "2025-02"] }), 3)
    assert.equal(await count({ column: "Date", operator: "ne", value: "1 March 2025" }), 4)
    assert.equal(await count({ column: "Date", operator: "eq", value: "2025-02-02 12:00" }), 1)
    assert.equal(await count({ column: "Date", operator: "eq", value: 45717 }), 1)
  })

  it("filters text without case, by part, blanks and booleans", async () => {
    assert.equal(await count({ column: "Region", operator: "contains", value: "ES" }), 2)
    assert.equal(await count({ column: "Region", operator: "starts_with", value: "n" }), 1)
    assert.equal(await count({ column: "Region", operator: "ends_with", value: "st" }), 4)
    assert.equal(await count({ column: "Region", operator: "ne", value: "west" }), 3)
    assert.equal(await count({ column: "Revenue", operator: "is_blank" }), 1)
    assert.equal(await count({ column: "Revenue", operator: "is_not_blank" }), 3)
    assert.equal(await count({ column: "Revenue", operator: "eq", value: null }), 1)
    assert.equal(await count({ column: "Paid", operator: "eq", value: true }), 3)
    assert.equal(await count({ column: "Paid", operator: "eq", value: "no" }), 2)
  })
})
