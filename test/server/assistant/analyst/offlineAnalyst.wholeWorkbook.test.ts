import assert from "node:assert/strict"
import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import type { WorkerAnalyzer } from "../../../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../../../support/sharedAnalyzer.ts"
import { offlineAnswer } from "../../../../server/assistant/analyst/offlineAnalyst.ts"
import type { Question, QuestionWorkbook } from "../../../../server/assistant/question/question.ts"
import type { TurnEvent } from "../../../../server/assistant/question/turnEvent.ts"
import type { MapTable } from "../../../../shared/workbookMap.ts"
import { foundChunk } from "../../../support/foundChunk.ts"
import { mapSheet, mapTable, questionWorkbook, workbookMap } from "../../../support/questionWorkbook.ts"
import { costs, employees, orders, parameters, rates } from "./workbookTables.ts"

const signal = new AbortController().signal

/** Question, its first line, and cells that must be cited. */
type Expected = readonly [question: string, first: string | RegExp, source: string]

describe("offlineAnswer over a whole workbook", () => {
  let analyzer: WorkerAnalyzer
  let workbook: QuestionWorkbook
  const open: Record<string, RangeAnalysis> = {}
  before(async () => {
    analyzer = sharedAnalyzer()
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
    const question: Question = { content, intent: "analysis", history: [], range: undefined, workbook, ...over }
    for await (const event of offlineAnswer(question, signal)) events.push(event)
    const text = events.map((event) => (event.kind === "text" ? event.text : "")).join("")
    const complete = events.at(-1)
    if (complete?.kind !== "complete") throw new Error("the turn did not end with complete")
    const { summary } = complete
    const sources = summary.sources.map(({ sheet, address }) => `${sheet}!${address}`)
    return { text, first: text.split("\n")[0] ?? "", summary, sources }
  }

  const computed: readonly Expected[] = [
    [
      "total revenue by region in Orders",
      "West has the highest total of Revenue: **$1,650.00**, first of 3 groups.",
      "Orders!F2:F6",
    ],
    ["Total revenue in the Orders sheet", "The total of Revenue is **$3,600.50**.", "Orders!F2:F6"],
    ["What is the total revenue?", "The total of Revenue is **$3,600.50**.", "Orders!F2:F6"],
    ["average revenue", "The average of Revenue is **$720.10**.", "Orders!F2:F6"],
    ["How many units did we sell in West?", "The total of Units where Region is West is **19**.", "Orders!E2:E6"],
    ["How many orders in West?", "There are **2** rows where Region is West.", "Orders!C2:C6"],
    ["top 2 products by revenue", "Desk has the highest total of Revenue: **$2,100.00**.", "Orders!F2:F6"],
    [
      "What was the revenue in January 2026?",
      "The total of Revenue where Order Date is in Jan 2026 is **$1,500.50**.",
      "Orders!F2:F6",
    ],
    [
      "smallest revenue in the table Orders",
      "The lowest Revenue is **$300.50** (Order ID 1002, Region East, row 3).",
      "Orders!F2:F6",
    ],
    [
      "share of revenue of West",
      "**45.83%** of the total of Revenue comes from rows where Region is West: $1,650.00 of $3,600.50.",
      "Orders!F2:F6",
    ],
    ["revenue of Desk", "The total of Revenue where Product is Desk is **$2,100.00**.", "Orders!F2:F6"],
    ["how many employees are in the HR sheet", "There are **4** rows.", "HR!A2:A5"],
    ["How many employees are there?", "There are **4** rows.", "HR!A2:A5"],
    [
      "average salary by department",
      "Legal has the highest average of Salary: **$6,100**, first of 3 groups.",
      "HR!C2:C5",
    ],
    [
      "which department has the highest average salary?",
      "Legal has the highest average of Salary: **$6,100**.",
      "HR!C2:C5",
    ],
    ["What is the salary of Ann Lee?", "Salary where Name is Ann Lee is **$5,200** (row 2).", "HR!A2:D2"],
    ["average salary in the table Employees", "The average of Salary is **$5,025**.", "HR!C2:C5"],
    ["total salary in HR", "The total of Salary is **$20,100**.", "HR!C2:C5"],
    ["median salary", "The median of Salary is **$4,950**.", "HR!C2:C5"],
    ["total salary of Sales", "The total of Salary where Department is Sales is **$8,800**.", "HR!C2:C5"],
    ["sum of Budget in Costs 2024", "The total of Budget is **$25,000**.", "Costs 2024!B2:B4"],
    ["total of Actual on the Costs 2024 sheet", "The total of Actual is **$24,700**.", "Costs 2024!C2:C4"],
    [
      "Which category has the highest actual?",
      /^The highest Actual is \*\*\$12,400\*\*|^Rent has the highest total of Actual/,
      "Costs 2024!C2:C4",
    ],
    ["budget of Travel", /\$5,000/, "Costs 2024!A3:B3"],
    ["what is the tax rate of Germany", "Tax rate where Country is Germany is **19.0%** (row 2).", "Settings!A2:B2"],
    ["highest tax rate", /^The highest Tax rate is \*\*25\.0%\*\*/, "Settings!B2:B4"],
    ["What is the VAT rate?", "Value where Parameter is VAT rate is **19.0%** (row 2).", "Parameters!A2:B2"],
    ["what is the discount limit", "Value where Parameter is Discount limit is **15.0%** (row 3).", "Parameters!A3:B3"],
    [
      "describe the table Employees",
      "The range holds **4** rows and 4 columns: Name, Department, Salary, Hired.",
      "HR!A1:D5",
    ],
    ["are there missing values in Orders?", "There are **0** blank cells in all 6 columns.", "Orders!F2:F6"],
    ["average units per region in Orders", /^North|^West|^East/, "Orders!E2:E6"],
  ]
  for (const [question, first, source] of computed)
    it(`answers "${question}"`, async () => {
      const answer = await ask(question)
      if (typeof first === "string") assert.equal(answer.first, first)
      else assert.match(answer.first, first)
      assert.equal(answer.summary.answeredBy, "offline")
      assert.ok(answer.sources.includes(source), `${answer.sources.join(", ")} instead of ${source}`)
      const sheet = source.split("!")[0] ?? ""
      assert.match(answer.text, new RegExp(`I used the table .*\\[.*${sheet}.*\\]`), "says which table it used")
    })

  const places: readonly Expected[] = [
    [
      "which sheet has the tax rates?",
      '"tax rates" is on the sheet **Settings**: the table Tax rates, [Settings!A1:B4](cell:Settings%21A1%3AB4).',
      "Settings!A1:B4",
    ],
    [
      "where is the VAT rate?",
      '"VAT rate" is on the sheet **Parameters**: VAT rate: **19.0%**, [Parameters!B2](cell:Parameters%21B2).',
      "Parameters!B2",
    ],
    [
      "Where are the salaries?",
      '"salaries" is on the sheet **HR**: the column Salary of the table Employees, [HR!C2:C5](cell:HR%21C2%3AC5).',
      "HR!C2:C5",
    ],
    [
      "Is there a sheet about budgets?",
      /^"budgets" is on the sheet \*\*Costs 2024\*\*: the table Budget 2024/,
      "Costs 2024!A1:C4",
    ],
    ["On which sheet are the employees?", /^"employees" is on the sheet \*\*HR\*\*: the table Employees/, "HR!A1:D5"],
    ["Which table contains the units?", /^"units" is on the sheet \*\*Orders\*\*: the column Units/, "Orders!E2:E6"],
    ["where do we keep the departments?", /column Department/, "HR!B2:B5"],
    ["what tables are there?", "I see 5 tables on 5 sheets:", "Costs 2024!A1:C4"],
    ["How many sheets are there?", "I see 5 tables on 5 sheets:", "HR!A1:D5"],
    ["what is in this workbook?", "I see 5 tables on 5 sheets:", "Orders!A1:F6"],
  ]
  for (const [question, first, source] of places)
    it(`tells "${question}"`, async () => {
      const answer = await ask(question)
      if (typeof first === "string") assert.equal(answer.first, first)
      else assert.match(answer.first, first)
      assert.ok(answer.sources.includes(source), `${answer.sources.join(", ")} instead of ${source}`)
    })

  const refused: readonly (readonly [string, RegExp])[] = [
    ["how many rows are there?", /could be about 5 tables: Orders \(\[Orders!A1:F6\]/],
    ["Which sheet has the highest total?", /I compare sheets by a column/],
    ["revenue in HR", /did not understand "revenue" in Employees \(\[HR!A1:D5\]/],
    ["total salary in Orders", /did not understand "salary" in Orders/],
    ["revenue per department", /did not understand "department" in Orders.*Employees \(\[HR!A1:D5\]/],
    ["total units of unicorns", /did not understand "unicorns"/],
    ["total revenue in Orders and total salary in HR", /one table at a time.*Orders and HR/],
    ["Where is Atlantis?", /found nothing called "Atlantis"/],
    ["delete the Orders sheet", /do not change cells/],
    ["what is the weather?", /nothing of the world outside/],
  ]
  for (const [question, text] of refused)
    it(`declines "${question}" and says why`, async () => {
      const answer = await ask(question)
      assert.match(answer.first, text)
      assert.equal(answer.summary.answeredBy, "declined")
      assert.deepEqual(answer.summary.proofs, [])
    })

  const selected = (name: string): Partial<Question> => ({ range: open[name] })

  it("computes over the selection when it knows every word", async () => {
    const { first, text } = await ask("total salary", selected("Employees"))
    assert.equal(first, "The total of Salary is **$20,100**.")
    assert.doesNotMatch(text, /I used the table/)
  })

  it("leaves the selection for a table that the question names, or that alone holds its words, and says so", async () => {
    for (const question of ["total revenue in Orders", "total revenue"]) {
      const { first, text } = await ask(question, selected("Employees"))
      assert.equal(first, "The total of Revenue is **$3,600.50**.")
      assert.match(text, /I used the table Orders \(\[Orders!A1:F6\]\(\S+\)\), not the selection\./)
    }
  })

  it("takes a word after 'in' for a value of the selection before it takes it for a sheet", async () => {
    const region = mapSheet(
      "West",
      (workbook.maps[0]?.sheets[1]?.layout?.tables ?? []).map((table) => ({ ...table, name: "Staff" })),
    )
    const sheets = [...(workbook.maps[0]?.sheets ?? []), region]
    const { first } = await ask("total revenue in West", {
      ...selected("Orders"),
      workbook: { ...workbook, maps: [workbookMap(sheets)] },
    })
    assert.equal(first, "The total of Revenue where Region is West is **$1,650.00**.")
  })

  it("asks which table is meant where two explain the question equally well", async () => {
    const [orderSheet, ...rest] = workbook.maps[0]?.sheets ?? []
    const again = mapSheet(
      "Orders 2025",
      (orderSheet?.layout?.tables ?? []).map((table) => ({ ...table, name: "Orders 2025" })),
    )
    const two = {
      ...workbook,
      maps: [workbookMap([...(orderSheet ? [orderSheet] : []), again, ...rest])],
      openTable: (name: string) => workbook.openTable(name === "Orders 2025" ? "Orders" : name, signal),
    }
    const { first, summary, sources } = await ask("total units by region", { workbook: two })
    assert.match(first, /could be about 2 tables: Orders .*, Orders 2025 /)
    assert.equal(summary.answeredBy, "declined")
    assert.deepEqual(sources, ["Orders!A1:F6", "Orders 2025!A1:F6"])
    assert.deepEqual(summary.suggestions, [
      { label: "Orders", question: "total units by region in the table Orders" },
      { label: "Orders 2025", question: "total units by region in the table Orders 2025" },
    ])
    assert.match((await ask("total units in Orders 2025", { workbook: two })).text, /I used the table Orders 2025/)
  })

  it("stays with the table of the question before", async () => {
    const history: Question["history"] = [
      { role: "user", content: "total revenue in Orders" },
      { role: "assistant", content: "$3,600.50" },
    ]
    const { first, text } = await ask("and in East?", { history })
    assert.equal(first, "The total of Revenue where Region is East is **$1,050.50**.")
    assert.match(text, /I used the table Orders/)
  })

  it("takes a single selected cell for the place and not for the data", async () => {
    const cell = await analyzer.open([{ worksheet: "HR", address: "C3", values: [[4100]] }], signal)
    const { first } = await ask("How many rows are there?", { range: cell })
    assert.equal(first, "There are **4** rows.")
  })

  it("says that edits are not stored yet", async () => {
    const notes = ["Edits since the workbook was last stored are not part of this."]
    assert.match(
      (await ask("total revenue", { workbook: { ...workbook, notes } })).text,
      /Edits since the workbook was last stored/,
    )
    assert.match((await ask("what tables are there?", { workbook: { ...workbook, notes } })).text, /Edits since/)
  })

  it("finds rows through the index and cites them", async () => {
    const hit = foundChunk({
      type: "data",
      sheet: "HR",
      address: "A2:D5",
      tableAddress: "A1:D5",
      content: "Row 2: Name: Ann Lee; Department: Design\nRow 3: Name: Bob Ray; Department: Sales",
    })
    const { first, sources } = await ask("Where is Bob Ray?", {
      workbook: { ...workbook, search: () => Promise.resolve([hit]) },
    })
    assert.match(first, /"Bob Ray" is on the sheet \*\*HR\*\*: row 3: Name: Bob Ray; Department: Sales, \[HR!A3:D3\]/)
    assert.deepEqual(sources, ["HR!A3:D3"])
  })

  it("proves its figures with cells of the table", async () => {
    const { summary } = await ask("total revenue in Orders")
    assert.deepEqual(summary.proofs, [
      {
        value: 3600.5,
        text: "$3,600.50",
        operation: "sum of Revenue",
        ranges: [{ sheet: "Orders", address: "F2:F6" }],
      },
    ])
  })
})
