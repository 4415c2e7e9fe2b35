import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../../../support/sharedAnalyzer.ts"
import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import type { RangeContent } from "../../../../shared/workbook.ts"
import { askOffline } from "./askOffline.ts"
import { orders, sheetOf, staff } from "./literalTables.ts"

const day = (text: string): number => Date.parse(text) / 86_400_000 + 25_569

const expenses = sheetOf(
  "Expenses",
  ["yyyy-mm-dd", "@", "€#,##0.00", "€#,##0.00", "General"],
  [
    ["Date", "Vendor", "Amount", "Per Person", "Remote"],
    [day("2025-01-06"), "Figma", 120, 60, true],
    [day("2025-08-11"), "Zoom", 90, "#DIV/0!", false],
    [day("2025-12-30"), "Figma", 200, 100, true],
    [day("2026-01-15"), "Hilton", 300, "#DIV/0!", false],
    [day("2026-06-29"), "Hilton", 150, 50, true],
  ],
)

const hires = sheetOf(
  "Hires by Level",
  ["0", "@", "0", "0", "General", "yyyy-mm-dd"],
  [
    ["Level", "Function", "Median", "Rank", "Month", "Filled"],
    [1, "Finance", 5600, 2, null, day("2026-01-05")],
    [1, "Legal", 9500, 1, null, day("2026-01-20")],
    [2, "Sales", 4000, 4, null, day("2026-02-02")],
    [2, "Support", 3000, 5, null, day("2026-02-20")],
    [2, "Tax", 5000, 3, null, day("2026-03-02")],
    [1, "Tools", 4500, 6, null, day("2026-03-03")],
  ],
)

const plan = sheetOf(
  "Plan",
  ["0", "@", "0"],
  [
    ["Period", "Place", "Budget"],
    [1, "North", 100],
    [2, "North", 200],
    [1, "South", 300],
    [2, "South", 50],
    [1, "West", 10],
    [2, "West", 20],
  ],
)

const monthly = sheetOf(
  "Months",
  ["mmm yyyy", "0"],
  [
    ["Month", "Visits"],
    [day("2026-01-01"), 10],
    [day("2026-02-01"), 20],
    [day("2026-03-01"), 15],
  ],
)

/** A question and the whole first line of its answer. */
const sentences: readonly (readonly [RangeContent, readonly (readonly [string, string])[]])[] = [
  [
    orders,
    [
      [
        "Which order had the smallest revenue and who sold it?",
        "The lowest Revenue (USD) is **$140.00** (Salesperson Cara Diaz, Order ID 1003, row 4).",
      ],
      [
        "which order ID had the highest units?",
        "The highest Units is **30** (Order ID 1012, Salesperson Anna Berg, row 13).",
      ],
      ["total revenue in Q1 2026", "The total of Revenue (USD) where Order Date is in Q1 2026 is **$5,690.00**."],
      [
        "total revenue from January to March 2026",
        "The total of Revenue (USD) where Order Date is from Jan 2026 to Mar 2026 is **$5,690.00**.",
      ],
      [
        "how many orders were not before February 2026",
        "There are **5** rows where Order Date is not before Feb 2026.",
      ],
      ["total revenue on 2026-03-02", "The total of Revenue (USD) where Order Date is 2 Mar 2026 is **$1,200.00**."],
      [
        "What share of revenue is West?",
        "**48.41%** of the total of Revenue (USD) comes from rows where Region is West: $3,500.00 of $7,230.00.",
      ],
      ["what percentage of orders is cancelled?", "**16.67%** of all rows have Status Cancelled: 2 of 12."],
      [
        "revenue by year and region",
        "West, 2026 has the highest total of Revenue (USD): **$2,700.00**, first of 7 groups.",
      ],
      ["top 2 months", "Jan 2026 has the highest total of Revenue (USD): **$2,450.00**."],
      ["max units in a single order", "The highest Units is **30** (Order ID 1012, Salesperson Anna Berg, row 13)."],
      ["how many orders did not have a status", "There is **1** row where Status is blank."],
      [
        "compare West and East by year",
        "2026, West has the highest total of Revenue (USD) where Region is West or East: **$2,700.00**, first of 4 groups.",
      ],
      ["total orders", "There are **12** rows."],
      [
        "which salesperson sold the most widgets",
        "Anna Berg has the highest total of Units where Product is Widget: **40**.",
      ],
      ["average deal size", "The average of Revenue (USD) is **$602.50**."],
      ["how many orders had no discount", "There are **4** rows where Discount is 0."],
      ["how many orders had a discount", "There are **8** rows where Discount is not 0."],
      [
        "what is the difference between the highest and lowest revenue",
        "The highest Revenue (USD) is **$1,500.00** (Order ID 1007, Salesperson Cara Diaz, row 8). The lowest Revenue (USD) is **$140.00** (Order ID 1003, Salesperson Cara Diaz, row 4). The difference is **$1,360.00**.",
      ],
      [
        "total revenue between 1000 and 2000",
        "The total of Revenue (USD) where Revenue (USD) is between $1,000.00 and $2,000.00 is **$2,700.00**.",
      ],
      [
        "who sold more, Anna Berg or Cara Diaz?",
        "The total of Revenue (USD) is **$2,300.00** for Anna Berg, higher than **$1,940.00** for Cara Diaz by **$360.00** (**18.56%**).",
      ],
      [
        "compare March 2026 to January 2026",
        "The total of Revenue (USD) is **$2,100.00** for Mar 2026, lower than **$2,450.00** for Jan 2026 by **$350.00** (**14.29%**).",
      ],
      [
        "what percentage of revenue comes from the top 2 products?",
        "The 2 largest (Gadget, Office Chair) make up **76.76%** of the total of Revenue (USD): $5,550.00 of $7,230.00.",
      ],
      [
        "total revenue of the top 2 products",
        "Gadget has the highest total of Revenue (USD): **$3,150.00**. The 2 together come to **$5,550.00**.",
      ],
      ["how much discount did we give", "The average of Discount is **8.33%**."],
      [
        "correlation between price and units",
        "Units and Unit Price are moderately related: the correlation is **-0.67** (when one is higher, the other tends to be lower).",
      ],
      [
        "product of the largest order",
        "The highest Revenue (USD) is **$1,500.00** (Product Office Chair, Order ID 1007, row 8).",
      ],
      ["value by region", "West has the highest total of Revenue (USD): **$3,500.00**, first of 4 groups."],
      ["lowest revenue per region", "North has the smallest Revenue (USD): **$140.00**, first of 4 groups."],
      ["are the data complete?", "There is **1** blank cell in 1 column."],
      ["when does the data start?", "Order Date has **12** values in 12 rows: from 3 Nov 2025 to 30 Mar 2026."],
      ["90th percentile of revenue", "The 90th percentile of Revenue (USD) is **$1,170.00**."],
    ],
  ],
  [staff, [["email of Alice Wong", "Email where Employee is Alice Wong is **alice@x.com** (row 2)."]]],
  [
    expenses,
    [
      ["biggest expense", "The highest Amount is **€300.00** (Vendor Hilton, Date 15 Jan 2026, row 5)."],
      ["most expensive vendor", "Hilton has the highest total of Amount: **€450.00**."],
      ["vendors with more than 1 expenses", "**2** values of Vendor have more than 1 rows."],
      ["spend in the last 6 months", "The total of Amount where Date is in the last 6 months is **€450.00**."],
      ["how many work remotely?", "There are **3** rows where Remote is TRUE."],
      ["how many do not work remotely?", "There are **2** rows where Remote is FALSE."],
      ["when was the last expense", "The latest Date is **29 Jun 2026** (Vendor Hilton, row 6)."],
      [
        "is the average amount higher for remote?",
        "No: the average of Amount is **€156.67** for Remote is TRUE, lower than **€195.00** for Remote is FALSE by **€38.33** (**19.66%**).",
      ],
      ["which errors are there?", "There are **2** error cells in Per Person."],
      ["are there formula errors in Amount?", "There are **0** error cells in Amount."],
    ],
  ],
  [plan, [["total budget by period", "1 has the highest total of Budget: **410**, first of 2 groups."]]],
  [
    hires,
    [
      ["highest median", "The highest Median is **9,500** (Function Legal, Rank 1, row 3)."],
      ["best rank", "The lowest Rank is **1** (Function Legal, Filled 20 Jan 2026, row 3)."],
      ["how many hires", "There are **6** rows."],
      ["hires per month", "Jan 2026 has the highest number of rows: **2**, first of 3 groups."],
    ],
  ],
]

describe("sentences of the offline analyst", () => {
  let analyzer: WorkerAnalyzer
  const opened = new Map<RangeContent, RangeAnalysis>()
  const range = (content: RangeContent): RangeAnalysis | undefined => opened.get(content)
  before(async () => {
    analyzer = sharedAnalyzer()
    for (const content of [orders, staff, expenses, monthly, hires, plan])
      opened.set(content, await analyzer.open([content], new AbortController().signal))
  })
  after(() => analyzer.close())

  for (const [content, expectations] of sentences)
    for (const [question, sentence] of expectations)
      it(`answers "${question}"`, async () =>
        assert.equal((await askOffline(range(content), question)).first, sentence))

  it("does not take a word of the sheet's name for a figure", async () => {
    const { first, summary } = await askOffline(range(hires), "total hires")
    assert.equal(summary.answeredBy, "declined", first)
  })

  it("says what it used in place of a price", async () => {
    const { text } = await askOffline(range(expenses), "most expensive vendor")
    assert.match(text, /I found no price, so I used Amount\./)
  })

  it("links the error cells", async () => {
    const { text } = await askOffline(range(expenses), "which errors are there?")
    assert.match(text, /\| Per Person \| 2 \| \[D3\]\(cell:Expenses%21D3\), \[D5\]\(cell:Expenses%21D5\) \|/)
  })

  it("does not add up percentages and prices in a description", async () => {
    const { text } = await askOffline(range(orders), "describe this table")
    assert.match(text, /\| Revenue \(USD\) .* total \$7,230\.00, /)
    assert.match(text, /\| Unit Price .* \| average \$/)
    assert.match(text, /\| Discount .* \| average 8\.33%/)
  })

  const note = "2026 is not complete: the data end on 29 Jun 2026."
  for (const question of [
    "growth of amount from 2025 to 2026",
    "compare 2025 and 2026",
    "amount by year",
    "total amount in 2026",
    "average yearly amount",
    "best year",
  ])
    it(`says in "${question}" that the last year is not complete`, async () => {
      const { text } = await askOffline(range(expenses), question)
      assert.ok(text.includes(note), text)
    })

  it("says that the first year is not complete", async () => {
    const { text } = await askOffline(range(orders), "revenue by year")
    assert.ok(text.includes("2025 is not complete: the data begin on 3 Nov 2025."), text)
  })

  it("takes one row a month for whole months", async () => {
    const { text } = await askOffline(range(monthly), "how did visits develop?")
    assert.match(text, /rose/)
    assert.doesNotMatch(text, /not complete/)
  })

  it("still refuses a command that begins with a header", async () => {
    const { summary, first } = await askOffline(range(staff), "email the table to Bob")
    assert.equal(summary.answeredBy, "declined", first)
  })
})
