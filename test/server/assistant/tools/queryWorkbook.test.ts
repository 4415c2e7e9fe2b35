import assert from "node:assert/strict"
import { queryWorkbook } from "../../../../server/assistant/tools/queryWorkbook.ts"
import { AppError } from "../../../../shared/errors.ts"
import type { SqlResult } from "../../../../shared/sqlResult.ts"
import { ordersRange } from "../../../support/ordersRange.ts"
import { mapSheet, mapTable, questionWorkbook, workbookMap } from "../../../support/questionWorkbook.ts"

const signal = new AbortController().signal
const sales = { sheet: "Sales", address: "C2:C9" }
const regions = { sheet: "Sales", address: "A2:A9" }
const result: SqlResult = {
  columns: [
    { name: "Region", kind: "text", format: null, ranges: [regions] },
    { name: "revenue", kind: "number", format: "$#,##0.00", ranges: [sales] },
    { name: "made_up", kind: "number", format: null, ranges: [] },
  ],
  rows: [
    ["West 7", 1650, 42],
    ["East", 1050.5, 42],
  ],
  moreRows: 3,
  ranges: [regions, sales],
  notes: ["One cell of C2:C9 holds text and is left out."],
}

const maps = [workbookMap([mapSheet("Sales", [mapTable(ordersRange(), { name: "Sales" })])])]

function run(input: unknown, given: SqlResult | AppError = result) {
  const sql = () => (given instanceof AppError ? Promise.reject(given) : Promise.resolve(given))
  return queryWorkbook.prepare(input)({ range: undefined, workbook: questionWorkbook(maps, {}, { sql }) }, signal)
}

describe("query_workbook", () => {
  it("gives rows as the sheet shows them, the cells of each column, and what is not shown", async () => {
    const { content, summary, ranges } = await run({ sql: "select Region,\n  sum(Revenue) as revenue from Sales" })
    assert.deepEqual(JSON.parse(content), {
      columns: [
        { name: "Region", cells: ["[Sales!A2:A9](cell:Sales%21A2%3AA9)"] },
        { name: "revenue", cells: ["[Sales!C2:C9](cell:Sales%21C2%3AC9)"] },
        { name: "made_up" },
      ],
      rows: [
        ["West 7", "$1,650.00", "42"],
        ["East", "$1,050.50", "42"],
      ],
      cite: ["[Sales!A2:A9](cell:Sales%21A2%3AA9)", "[Sales!C2:C9](cell:Sales%21C2%3AC9)"],
      notes: [
        "One cell of C2:C9 holds text and is left out.",
        "3 more rows are not shown; aggregate, filter or limit to see what matters.",
      ],
    })
    assert.equal(summary, "Queried select Region, sum(Revenue) as revenue from Sales")
    assert.deepEqual(ranges, [regions, sales])
  })

  it("takes every figure that cells gave as a fact with its ranges, and no constant", async () => {
    const { facts, labels } = await run({ sql: "select x from Sales" })
    assert.deepEqual(
      facts.map(({ value, operation, ranges }) => [value, operation, ranges]),
      [
        [1650, "revenue: West 7 (select x from Sales)", [sales]],
        [1050.5, "revenue: East (select x from Sales)", [sales]],
      ],
    )
    assert.ok(labels.includes("West 7"))
  })

  it("takes percentages for fractions", async () => {
    const columns = [{ name: "share", kind: "number" as const, format: "0.0%", ranges: [sales] }]
    const { facts, content } = await run({ sql: "select 1" }, { ...result, columns, rows: [[0.125]], moreRows: 0 })
    assert.equal(facts[0]?.fraction, true)
    assert.match(content, /"12\.5%"/)
    assert.equal(facts[1]?.operation, "count of result rows (select 1)", "all rows are known")
  })

  it("knows bounds and limits of the statement, and not the constants that it selects", async () => {
    const sql = "select 999, sum(Revenue) from Sales where Revenue > 100 and Units between 2 and 5 limit 3"
    assert.deepEqual((await run({ sql })).operands, [100, 2, 5, 3])
  })

  it("proves only the rows that the model sees", async () => {
    const rows = Array.from({ length: 400 }, (_, at) => [`Customer of the company number ${at}`, at, 1])
    const { content, facts } = await run({ sql: "select x" }, { ...result, rows, moreRows: 100 })
    const shown = JSON.parse(content) as { rows: unknown[]; notes: string[] }
    assert.ok(content.length < 8000)
    assert.equal(facts.length, shown.rows.length)
    assert.match(shown.notes[1] ?? "", new RegExp(`^${500 - shown.rows.length} more rows`))
  })

  it("hands on what is wrong with the statement", async () => {
    const error = new AppError("invalid_request", "There is no column Revnue in Sales; did you mean Revenue?")
    await assert.rejects(run({ sql: "select Revnue from Sales" }, error), { message: error.message })
  })

  it("is offered where there are stored tables", () => {
    const context = (given: typeof maps) => ({ range: ordersRange(), workbook: questionWorkbook(given) })
    assert.equal(queryWorkbook.unavailable(context(maps)), undefined)
    for (const none of [context([]), context([workbookMap([mapSheet("Notes", [])])]), { range: ordersRange() }])
      assert.match(queryWorkbook.unavailable(none) ?? "", /no stored tables/)
  })

  for (const [name, input] of [
    ["no statement", {}],
    ["an empty statement", { sql: "  " }],
    ["an endless statement", { sql: "x".repeat(8001) }],
    ["an unknown argument", { sql: "select 1", owner: "bob" }],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.throws(() => queryWorkbook.prepare(input), { code: "invalid_request", message: /Call it again/ })
    })
})
