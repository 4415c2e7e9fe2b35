import assert from "node:assert/strict"
import { queryRange } from "../../../../server/assistant/tools/queryRange.ts"
import type { QueryResult } from "../../../../shared/query.ts"
import { firstOrders, ordersRange, revenueByRegion, totalRevenue } from "../../../support/ordersRange.ts"

const signal = new AbortController().signal
const byRegion = { groupBy: [{ column: "Region" }], aggregates: [{ function: "sum", column: "Revenue" }] }
const run = (input: unknown, range = ordersRange()) => queryRange.prepare(input)({ range }, signal)

const returning = (result: QueryResult) =>
  ordersRange({ query: (query) => Promise.resolve(query.groupBy || !query.aggregates ? result : totalRevenue) })

describe("query_range", () => {
  it("gives groups with figures as the sheet shows them, shares of the total and links to their cells", async () => {
    const { content, summary, ranges } = await run(byRegion)
    assert.deepEqual(JSON.parse(content), {
      computed: "sum of Revenue, by Region",
      cite: ["[C4:C8](cell:Orders%21C4%3AC8)", "[A4:A8](cell:Orders%21A4%3AA8)"],
      rowsThatMatch: 5,
      rowsLookedAt: 5,
      columns: ["Region", "sum of Revenue", "share of sum of Revenue", "cells"],
      rows: [
        ["West", "$1,650.00", "45.83%", "[C4](cell:Orders%21C4) [C6](cell:Orders%21C6)"],
        ["East", "$1,050.50", "29.18%", "[C5](cell:Orders%21C5) [C8](cell:Orders%21C8)"],
        ["North", "$900.00", "25.00%", "[C7](cell:Orders%21C7)"],
      ],
      notes: [],
    })
    assert.equal(summary, "sum of Revenue, by Region")
    assert.deepEqual(ranges, [
      { sheet: "Orders", address: "C4:C8" },
      { sheet: "Orders", address: "A4:A8" },
    ])
  })

  it("asks for the total with the same conditions and without groups", async () => {
    const range = ordersRange()
    await run({ ...byRegion, where: [{ column: "Revenue", operator: "gt", value: 100 }], limit: 3 }, range)
    assert.deepEqual(range.queries, [
      {
        where: [{ column: "Revenue", operator: "gt", value: 100 }],
        groupBy: [{ column: "Region" }],
        aggregates: [{ function: "sum", column: "Revenue" }],
        limit: 3,
      },
      {
        where: [{ column: "Revenue", operator: "gt", value: 100 }],
        aggregates: [{ function: "sum", column: "Revenue" }],
      },
    ])
  })

  it("gives no shares where parts have both signs", async () => {
    const rows = [
      { values: ["West", 4000], cells: [], rowCount: 2, sheetRow: null },
      { values: ["East", -399.5], cells: [], rowCount: 2, sheetRow: null },
    ]
    const { content } = await run(byRegion, returning({ ...revenueByRegion, rows, totalRows: 2 }))
    assert.deepEqual((JSON.parse(content) as { rows: unknown }).rows, [
      ["West", "$4,000.00", "", ""],
      ["East", "-$399.50", "", ""],
    ])
  })

  it("knows the conditions as operands, the texts as labels and every figure as a fact", async () => {
    const where = [
      { column: "Revenue", operator: "between", value: [100, 2000] },
      { column: "Region", operator: "ne", value: "7" },
    ]
    const having = { function: "count", operator: "gt", value: 1 }
    const { operands, labels, facts } = await run({ ...byRegion, where, having, limit: 4 })
    assert.deepEqual(operands, [100, 2000, 7, 1, 4])
    assert.deepEqual(labels, ["Orders", "Region", "sum of Revenue", "West", "East", "North"])
    assert.deepEqual(
      facts.map(({ value, operation }) => [value, operation]),
      [
        [1650, "sum of Revenue, by Region: West"],
        [1650 / 3600.5, "share of sum of Revenue: West"],
        [1050.5, "sum of Revenue, by Region: East"],
        [1050.5 / 3600.5, "share of sum of Revenue: East"],
        [900, "sum of Revenue, by Region: North"],
        [900 / 3600.5, "share of sum of Revenue: North"],
        [3600.5, "sum of Revenue of all groups (sum of Revenue, by Region)"],
        [5, "count of matching rows (sum of Revenue, by Region)"],
        [5, "count of data rows"],
        [3, "count of result rows (sum of Revenue, by Region)"],
        [3, "count of result rows shown (sum of Revenue, by Region)"],
      ],
    )
  })

  it("lists rows with their Excel row in the operation of each figure", async () => {
    const { facts } = await run({ limit: 2 })
    assert.equal(facts[0]?.operation, "Revenue in row 4")
    assert.deepEqual(facts[0].ranges, [{ sheet: "Orders", address: "C4" }])
  })

  it("shows 50 rows when the model names no number, and says how many are left out", async () => {
    const [row] = firstOrders.rows
    assert.ok(row)
    const rows = Array.from({ length: 60 }, () => row)
    const range = returning({ ...firstOrders, rows, totalRows: 60 })
    const { content } = await run({}, range)
    assert.equal((JSON.parse(content) as { rows: unknown[] }).rows.length, 50)
    assert.deepEqual((JSON.parse(content) as { notes: unknown }).notes, [
      "10 of 60 result rows are not shown; filter, group or limit to see what matters.",
    ])
  })

  it("bounds what the model reads, and proves only what it has read", async () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({
      values: ["x".repeat(32_767), "b", index + 10_000, "2026-01-01"],
      cells: [`A${index + 4}:D${index + 4}`],
      rowCount: 1,
      sheetRow: index + 4,
    }))
    const { content, facts } = await run({ limit: 500 }, returning({ ...firstOrders, rows, totalRows: 500 }))
    assert.ok(content.length < 7500)
    const shown = (JSON.parse(content) as { rows: unknown[] }).rows.length
    assert.ok(shown > 10 && shown < 100)
    assert.equal(facts.filter(({ operation }) => operation.startsWith("Revenue in row")).length, shown)
  })

  const refused: [string, unknown, RegExp][] = [
    ["a misspelt condition", { filter: [] }, /no argument "filter"/],
    [
      "a misspelt part of a condition",
      { where: [{ column: "A", operator: "eq", value: 1, negate: true }] },
      /"negate"/,
    ],
    ["an unknown operator", { where: [{ column: "A", operator: "like", value: "x" }] }, /where\.0\.operator/],
    ["too many rows", { limit: 5000 }, /limit/],
    ["a list", [], /the arguments/],
    ["text", "all", /the arguments/],
  ]
  for (const [what, input, message] of refused)
    it(`refuses ${what} with a sentence for the model`, () => {
      assert.throws(() => queryRange.prepare(input), { code: "invalid_request", message })
    })

  it("takes null and empty lists for arguments left out, but not a condition's null", async () => {
    const range = ordersRange()
    const where = [{ column: "Region", operator: "eq", value: null }]
    await run({ where, groupBy: [], columns: [], having: null, orderBy: null, limit: null }, range)
    assert.deepEqual(range.queries, [{ where }])
  })

  it("describes its arguments as a JSON Schema", () => {
    const { parameters } = queryRange.definition
    assert.equal(parameters["type"], "object")
    assert.deepEqual(Object.keys(parameters["properties"] as object), [
      "where",
      "groupBy",
      "aggregates",
      "columns",
      "having",
      "orderBy",
      "limit",
      "table",
    ])
  })
})
