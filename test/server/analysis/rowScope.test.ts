import assert from "node:assert/strict"
import type { RangeQuery } from "../../../shared/query.ts"
import { askTable } from "./askTable.ts"

const hires = [
  ["Function", "Hires", "Median pay"],
  ["Consulting", 89, 9500],
  ["Finance", 323, 7916],
  ["Finance - Banking", 118, 7917],
  ["Finance - Trading", 205, 7800],
  ["Marketing", 55, 5600],
  ["Marketing - Brand", 39, 5700],
  ["Marketing - Research", 16, 5300],
  ["Total", 467, 7600],
]

const valuesOf = async (query: RangeQuery): Promise<unknown[]> =>
  (await askTable(hires, query)).rows.map(({ values }) => values)

describe("queries of a table with levels", () => {
  it("count each amount once", async () => {
    const { rows, notes, scannedRows } = await askTable(hires, { aggregates: [{ function: "sum", column: "Hires" }] })
    assert.deepEqual(
      rows.map(({ values, cells }) => [values, cells]),
      [[[467], ["B2", "B4:B5", "B7:B8"]]],
    )
    assert.equal(scannedRows, 5)
    assert.deepEqual(notes, [
      "Left the totals in row 9 out of all figures.",
      "Rows 3, 6 only sum up rows beside them and are left out.",
    ])
  })

  it("answer for a subtotal by its own row, whatever else its name matches", async () => {
    const where: RangeQuery["where"] = [{ column: "Function", operator: "contains", value: "finance" }]
    assert.deepEqual(await valuesOf({ where, columns: ["Function", "Median pay"] }), [["Finance", 7916]])
    assert.deepEqual(await valuesOf({ where, aggregates: [{ function: "sum", column: "Hires" }] }), [[323]])
    const one: RangeQuery["where"] = [{ column: "Function", operator: "eq", value: "Marketing - Brand" }]
    assert.deepEqual(await valuesOf({ where: one, aggregates: [{ function: "sum", column: "Hires" }] }), [[39]])
  })

  it("compare rows of the top level", async () => {
    const ranked = await valuesOf({
      groupBy: [{ column: "Function" }],
      aggregates: [{ function: "sum", column: "Hires" }],
      orderBy: [{ by: "Hires", direction: "desc" }],
    })
    assert.deepEqual(ranked, [
      ["Finance", 323],
      ["Consulting", 89],
      ["Marketing", 55],
    ])
  })

  it("know every name, and list every row", async () => {
    assert.equal((await valuesOf({ groupBy: [{ column: "Function" }], aggregates: [{ function: "count" }] })).length, 7)
    assert.equal((await valuesOf({})).length, 7)
  })
})
