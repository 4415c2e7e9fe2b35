import assert from "node:assert/strict"
import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import { createAnalyzer, type WorkerAnalyzer } from "../../../../server/analysis/workerAnalyzer.ts"
import { offlineAnswer } from "../../../../server/assistant/offlineAnalyst.ts"
import type { Question, QuestionWorkbook, TurnEvent } from "../../../../server/assistant/turn.ts"
import type { MapTable } from "../../../../shared/workbookMap.ts"
import { mapSheet, mapTable, questionWorkbook, workbookMap } from "../../../support/questionWorkbook.ts"
import { sheetOf } from "./literalTables.ts"

const orders = sheetOf(
  "Orders",
  ["General", "yyyy-mm-dd", "@", "@", "0", "$#,##0.00"],
  [
    ["Order ID", "Order Date", "Region", "Product", "Units", "Revenue"],
    [1001, 46_023, "West", "Desk", 4, 1200],
    [1002, 46_037, "East", "Lamp", 10, 300.5],
    [1003, 46_058, "West", "Lamp", 15, 450],
    [1004, 46_066, "North", "Desk", 3, 900],
    [1005, 46_090, "East", "Chair", 6, 750],
  ],
)
const employees = sheetOf(
  "HR",
  ["@", "@", "$#,##0", "yyyy-mm-dd"],
  [
    ["Name", "Department", "Salary", "Hired"],
    ["Ann Lee", "Design", 5200, 43_831],
    ["Bob Ray", "Sales", 4100, 44_197],
    ["Cleo Kim", "Sales", 4700, 44_562],
    ["Dan Ode", "Legal", 6100, 45_292],
  ],
)
const costs = sheetOf(
  "Costs 2024",
  ["@", "$#,##0", "$#,##0"],
  [
    ["Category", "Budget", "Actual"],
    ["Rent", 12_000, 12_400],
    ["Travel", 5000, 3100],
    ["Software", 8000, 9200],
  ],
)
const rates = sheetOf(
  "Settings",
  ["@", "0.0%"],
  [
    ["Country", "Tax rate"],
    ["Germany", 0.19],
    ["France", 0.2],
    ["Norway", 0.25],
  ],
)
const parameters = sheetOf(
  "Parameters",
  ["@", "0.0%"],
  [
    ["Parameter", "Value"],
    ["VAT rate", 0.19],
    ["Discount limit", 0.15],
  ],
)

const signal = new AbortController().signal

/** Question, what the first line is, and what must be cited. */
type Expected = readonly [question: string, first: string | RegExp, sources: readonly string[]]

describe("offlineAnswer over a whole workbook", function () {
  this.timeout(60_000)
  let analyzer: WorkerAnalyzer
  let workbook: QuestionWorkbook
  const open: Record<string, RangeAnalysis> = {}
  before(async () => {
    analyzer = createAnalyzer({ workers: 1 })
    const names = { Orders: orders, Employees: employees, Budget: costs, "Tax rates": rates, Parameters: parameters }
    for (const [name, content] of Object.entries(names)) open[name] = await analyzer.open([content], signal)
    const table = (name: string, over: Partial<MapTable> = {}): MapTable => {
      const analysis = open[name]
      if (!analysis) throw new Error(name)
      return mapTable(analysis, { name, ...over })
    }
    workbook = questionWorkbook(
      [
        workbookMap([
          mapSheet("Orders", [table("Orders")]),
          mapSheet("HR", [table("Employees")]),
          mapSheet("Costs 2024", [table("Budget", { title: "Budget 2024" })]),
          mapSheet("Settings", [table("Tax rates")]),
          mapSheet("Parameters", [table("Parameters", { kind: "key_value" })]),
        ]),
      ],
      open,
    )
  })
  after(() => analyzer.close())

  async function ask(content: string, over: Partial<Question> = {}) {
    const events: TurnEvent[] = []
    const question: Question = { content, history: [], range: undefined, workbook, ...over }
    for await (const event of offlineAnswer(question, signal)) events.push(event)
    const text = events.map((event) => (event.kind === "text" ? event.text : "")).join("")
    const complete = events.at(-1)
    if (complete?.kind !== "complete") throw new Error("the turn did not end with complete")
    const { summary } = complete
    const sources = summary.sources.map(({ sheet, address }) => `${sheet}!${address}`)
    return { text, first: text.split("\n")[0] ?? "", summary, sources }
  }

  it("tries out", async () => {
    for (const question of (process.env["ASK"] ?? "").split("|")) {
      const { text, sources, summary } = await ask(question)
      console.log(`\n### ${question}\n${text}\n${sources.join(" ")} ${summary.answeredBy} ${summary.confidence}`)
    }
  })
})
