import assert from "node:assert/strict"
import type { CellValue } from "../../../shared/cell.ts"
import { askTable, valuesOf } from "./askTable.ts"

describe("queryTable on hostile tables", () => {
  it("never lets headers and cells become SQL", async () => {
    const evil = `x"); DROP TABLE sheet; --`
    const rows: CellValue[][] = [
      [evil, "__proto__"],
      ["a' OR '1'='1", 1],
      ["b", 2],
      ["'; SELECT 1; --", 3],
    ]
    const result = await askTable(rows, {
      where: [{ column: evil, operator: "eq", value: "A' or '1'='1" }],
      groupBy: [{ column: evil }],
      aggregates: [{ function: "sum", column: "__proto__" }],
    })
    assert.deepEqual(valuesOf(result), [["a' OR '1'='1", 1]])
    assert.equal((await askTable(rows, {})).totalRows, 3)
  })

  it("handles emoji, right-to-left text, NUL and very long cells", async () => {
    const long = "x".repeat(32_767)
    const rows: CellValue[][] = [
      ["名前 🙂", "Qty"],
      ["مرحبا", 1],
      ["👩‍👧", 2],
      [long, 3],
      ["a\0b", 4],
      ["CAFÉ", 5],
    ]
    for (const [text, qty] of rows.slice(1)) {
      const where = [{ column: "名前", operator: "eq" as const, value: text ?? null }]
      assert.deepEqual(valuesOf(await askTable(rows, { where, columns: ["Qty"] })), [[qty]])
    }
    const cafe = [{ column: "名前 🙂", operator: "contains" as const, value: "cafe\u0301" }]
    assert.deepEqual(valuesOf(await askTable(rows, { where: cafe, columns: ["Qty"] })), [[5]])
  })

  it("says that a sum beyond a double is too large", async () => {
    const result = await askTable([["Big"], [1e308], [1e308]], { aggregates: [{ function: "sum", column: "Big" }] })
    assert.deepEqual(
      [result.rows[0]?.values, result.notes],
      [[null], ["A result is too large for a number; Excel shows #NUM! for it as well."]],
    )
    await assert.rejects(
      askTable([["Big"], [1e200], [-1e200]], { aggregates: [{ function: "stdev", column: "Big" }] }),
      { code: "invalid_request", message: /too large/ },
    )
  })

  it("keeps dates outside Excel's calendar in a group without a name", async () => {
    const result = await askTable(
      [
        ["Day", "n"],
        [-5, 1],
        [59, 2],
        [60, 3],
        [61, 4],
        [3e6, 5],
      ],
      {
        groupBy: [{ column: "Day", by: "month" }],
        aggregates: [{ function: "sum", column: "n" }],
      },
      { formats: ["yyyy-mm-dd", "0"] },
    )
    assert.deepEqual(valuesOf(result), [
      ["1900-02", 5],
      ["1900-03", 4],
      [null, 6],
    ])
  })

  it("groups values of several kinds apart", async () => {
    const result = await askTable(
      [
        ["Key", "n"],
        [1, 1],
        ["1", 2],
        [true, 3],
        [null, 4],
        ["x", 5],
        ["X", 6],
      ],
      {
        groupBy: [{ column: "Key" }],
        aggregates: [{ function: "sum", column: "n" }],
      },
    )
    assert.deepEqual(valuesOf(result), [
      [1, 1],
      ["1", 2],
      [true, 3],
      ["x", 11],
      [null, 4],
    ])
  })
})
