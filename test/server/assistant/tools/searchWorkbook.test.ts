import assert from "node:assert/strict"
import { searchWorkbook } from "../../../../server/assistant/tools/searchWorkbook.ts"
import type { QuestionWorkbook, WorkbookHit, WorkbookSearch } from "../../../../server/assistant/question/question.ts"
import { foundChunk } from "../../../support/foundChunk.ts"
import { questionWorkbook } from "../../../support/questionWorkbook.ts"

const signal = new AbortController().signal

function workbook(...hits: WorkbookHit[]): QuestionWorkbook & { readonly asked: [string, WorkbookSearch][] } {
  const asked: [string, WorkbookSearch][] = []
  const search: QuestionWorkbook["search"] = (query, options) => {
    asked.push([query, options])
    return Promise.resolve(hits)
  }
  return { ...questionWorkbook([], {}, { search }), asked }
}
const run = (input: unknown, found = workbook()) =>
  searchWorkbook.prepare(input)({ range: undefined, workbook: found }, signal)

describe("search_workbook", () => {
  it("gives what was found with links to its cells and its figures as facts", async () => {
    const { content, summary, facts, ranges } = await run({ query: "salary" }, workbook(foundChunk()))
    assert.deepEqual(JSON.parse(content), {
      found: [
        {
          cells: "[Staff!B2:C4](cell:Staff%21B2%3AC4)",
          type: "statistics",
          text: "Statistics of sheet Staff, table A1:C4, 3 rows\nSalary (C2:C4): 3 values, sum 14,000",
        },
      ],
    })
    assert.equal(summary, 'Searched for "salary": 1 place in Staff')
    assert.deepEqual(facts, [
      {
        value: 14_000,
        operation: "sum of Salary",
        ranges: [{ sheet: "Staff", address: "C2:C4" }],
        measure: "Salary",
        fraction: false,
      },
      {
        value: 3,
        operation: "count of Salary",
        ranges: [{ sheet: "Staff", address: "C2:C4" }],
        measure: "rows",
        fraction: false,
      },
    ])
    assert.deepEqual(ranges, [], "what was found is no source before it is used")
  })

  it("marks what may have changed and takes no facts from it", async () => {
    const { content, facts } = await run({ query: "salary" }, workbook(foundChunk({ current: false })))
    assert.match(content, /"outdated":"the sheet may have changed since this was read"/)
    assert.deepEqual(facts, [])
  })

  it("knows texts of the cells, whose digits claim nothing", async () => {
    const rows = foundChunk({ content: "Row 2: Name: Desk 200; Team: Room 12" })
    const { labels } = await run({ query: "desk" }, workbook(rows))
    assert.ok(labels.includes("Desk 200") && labels.includes("Room 12"))
  })

  it("says so when nothing is found", async () => {
    const { content, summary } = await run({ query: "salary" })
    assert.match(content, /"found":\[\],"notes":\["Nothing was found/)
    assert.equal(summary, 'Searched for "salary": 0 places')
  })

  it("passes on how many and which kind are wanted", async () => {
    const found = workbook()
    await run({ query: " salary ", limit: 3, chunkType: "header" }, found)
    await run({ query: "salary", limit: null }, found)
    assert.deepEqual(found.asked, [
      ["salary", { limit: 3, chunkTypes: ["header"] }],
      ["salary", { limit: 6 }],
    ])
  })

  it("is offered where there is an index", () => {
    assert.equal(searchWorkbook.unavailable({ range: undefined, workbook: workbook() }), undefined)
    for (const none of [undefined, questionWorkbook([])])
      assert.match(searchWorkbook.unavailable({ range: undefined, workbook: none }) ?? "", /nothing to search/)
  })

  for (const [name, input] of [
    ["no query", {}],
    ["an empty query", { query: " " }],
    ["an endless query", { query: "x".repeat(501) }],
    ["a limit out of bounds", { query: "a", limit: 1000 }],
    ["an unknown kind", { query: "a", chunkType: "secret" }],
    ["an unknown argument", { query: "a", owner: "bob" }],
  ] as const)
    it(`refuses ${name}`, () => {
      assert.throws(() => searchWorkbook.prepare(input), { code: "invalid_request", message: /Call it again/ })
    })
})
