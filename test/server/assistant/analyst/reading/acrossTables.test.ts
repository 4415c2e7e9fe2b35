import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../../../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../../../../support/sharedAnalyzer.ts"
import { offlineAnswer } from "../../../../../server/assistant/analyst/offlineAnalyst.ts"
import type { QuestionWorkbook } from "../../../../../server/assistant/question/question.ts"
import type { TurnEvent } from "../../../../../server/assistant/question/turnEvent.ts"
import type { RangeContent } from "../../../../../shared/workbook.ts"
import { mapSheet, mapTable, questionWorkbook, workbookMap } from "../../../../support/questionWorkbook.ts"
import { sheetOf } from "../literalTables.ts"

const signal = new AbortController().signal
const month = (name: string, rows: readonly (readonly (string | number)[])[]): RangeContent =>
  sheetOf(
    name,
    ["@", "@", "0", "$#,##0.00"],
    [["Region", "Product", "Units", "Revenue"], ...rows.map((row) => [...row])],
  )

const sheets = [
  month("Jan", [
    ["West", "Desk", 1, 100.5],
    ["East", "Lamp", 2, 50],
    ["West", "Lamp", 3, 20],
  ]),
  month("Feb", [
    ["West", "Desk", 4, 200],
    ["North", "Sofa", 5, 75],
  ]),
  month("Mar", [
    ["East", "Desk", 6, 10],
    ["East", "Lamp", 7, 30],
  ]),
  sheetOf(
    "Summary",
    ["@", "$#,##0.00"],
    [
      ["Quarter", "Revenue"],
      ["Q1", 485.5],
      ["Q2", 0],
    ],
  ),
]

describe("offlineAnswer over several tables of the same columns", function () {
  let analyzer: WorkerAnalyzer
  let workbook: QuestionWorkbook
  before(async () => {
    analyzer = sharedAnalyzer()
    const open = await Promise.all(
      sheets.map(async (sheet) => [sheet.worksheet, await analyzer.open([sheet], signal)] as const),
    )
    const map = workbookMap(open.map(([name, range]) => mapSheet(name, [mapTable(range, { name })])))
    workbook = questionWorkbook([map], Object.fromEntries(open))
  })
  after(() => analyzer.close())

  async function ask(content: string) {
    const events: TurnEvent[] = []
    for await (const event of offlineAnswer(
      { content, intent: "analysis", history: [], range: undefined, workbook },
      signal,
    ))
      events.push(event)
    const text = events.map((event) => (event.kind === "text" ? event.text : "")).join("")
    const complete = events.at(-1)
    if (complete?.kind !== "complete") throw new Error("the turn did not end with complete")
    return { text, first: text.split("\n")[0], summary: complete.summary }
  }

  const answers: readonly (readonly [question: string, first: string])[] = [
    ["total revenue over all sheets", "The total of Revenue over 3 tables is **$485.50**."],
    ["What is the total revenue across all months?", "The total of Revenue over 3 tables is **$485.50**."],
    ["average revenue over all sheets", "The average of Revenue over 3 tables is **$69.36**."],
    [
      "total revenue of West across all months",
      "The total of Revenue where Region is West over 3 tables is **$320.50**.",
    ],
    [
      "revenue by region over all sheets",
      "**West** has the highest total of Revenue: **$320.50**, first of 3 groups over 3 tables.",
    ],
    [
      "Which sheet has the highest total revenue?",
      "**Feb** has the highest total of Revenue: **$275.00**, first of 3 tables.",
    ],
    ["which month had the lowest revenue?", "**Mar** has the lowest total of Revenue: **$40.00**, first of 3 tables."],
    ["which sheet has the most rows?", "**Jan** has the highest number of rows: **3**, first of 4 tables."],
    ["largest revenue by sheet", "The largest Revenue over 3 tables is **$200.00**."],
    ["how many rows are on each sheet", "The number of rows over 3 tables is **7**."],
  ]
  for (const [question, first] of answers)
    it(`answers: ${question}`, async () => {
      assert.equal((await ask(question)).first, first)
    })

  it("proves each figure with the cells of its own tables, and names what is left out", async () => {
    const { text, summary } = await ask("Which sheet has the highest total revenue?")
    assert.deepEqual(
      summary.proofs.slice(1).map((proof) => [proof.value, proof.ranges]),
      [
        [275, [{ sheet: "Feb", address: "D2:D3" }]],
        [170.5, [{ sheet: "Jan", address: "D2:D4" }]],
        [40, [{ sheet: "Mar", address: "D2:D3" }]],
      ],
    )
    assert.match(text, /Not part of this, because the other columns differ: Summary/)
  })

  it("says what it cannot put together, and how to ask where several tables fit", async () => {
    const median = await ask("median revenue over all sheets")
    assert.equal(median.summary.answeredBy, "declined")
    assert.match(median.text, /totals, counts, averages, the smallest and the largest; for this, name one table/)
    const one = await ask("Which sheet has the highest quarter?")
    assert.equal(one.summary.answeredBy, "declined")
    assert.match((await ask("total units")).text, /ask "over all sheets" for them together/)
  })
})
