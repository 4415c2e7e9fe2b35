import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../../../support/sharedAnalyzer.ts"
import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import { offlineAnswer } from "../../../../server/assistant/analyst/offlineAnalyst.ts"
import { AppError } from "../../../../shared/errors.ts"
import { askOffline } from "./askOffline.ts"
import { orders } from "./literalTables.ts"
import { openTable } from "./openTable.ts"

const never = new AbortController().signal

describe("offlineAnswer", () => {
  let analyzer: WorkerAnalyzer
  let range: RangeAnalysis
  before(async () => {
    analyzer = sharedAnalyzer()
    range = await analyzer.open([orders], never)
  })
  after(() => analyzer.close())

  it("asks for a selection when there is no range", async () => {
    const { text, summary } = await askOffline(undefined, "total revenue")
    assert.match(text, /^Select the cells/)
    assert.equal(summary.answeredBy, "declined")
  })

  it("declines a question of a thousand words about a thousand columns, which would hold up everybody, and goes on", async () => {
    const wide = await openTable(analyzer, [
      Array.from({ length: 1000 }, (_, at) => `Measure ${at}`),
      Array.from({ length: 1000 }, (_, at) => at),
    ])
    const long = "top 5 ".repeat(500)
    const { first, summary } = await askOffline(wide, long)
    assert.match(
      first,
      /too long for a range of so many columns and texts; ask in fewer words, or select fewer columns/,
    )
    assert.equal(summary.answeredBy, "declined")
    const next = await askOffline(wide, "total Measure 7", [{ role: "user", content: long }])
    assert.match(next.first, /\*\*7\*\*/)
  })

  it("proves every figure of a description, also those of its insights", async () => {
    const { text, summary } = await askOffline(
      await openTable(analyzer, [
        ["Region", "Units"],
        ["West", 3],
        ["West", 4],
        ["East", 1],
        ["East", 2],
      ]),
      "describe this table",
    )
    assert.match(text, /West has the largest Units of all Region values: 7, 70% of the total\./)
    assert.match(text, /Units adds up to 10 and averages 2\.5, from 1 \(B4\) to 4 \(B3\)\./)
    const proven = summary.proofs.map((proof) => `${proof.text} ${proof.operation}`)
    assert.ok(
      proven.includes(
        "70% profile of the range: West has the largest Units of all Region values: 7, 70% of the total.",
      ),
      proven.join("\n"),
    )
  })

  it("proves the counts of rows it compares", async () => {
    const { text, summary } = await askOffline(range, "compare West and East by revenue")
    assert.match(text, /\| West \| \$3,500\.00 \| 4 \|/)
    assert.ok(summary.proofs.some((proof) => proof.text === "4" && proof.operation === "number of rows of West"))
  })

  it("writes the answer first, then what it understood, then links to the cells", async () => {
    const { text } = await askOffline(range, "total revenue in West")
    assert.equal(
      text,
      [
        "The total of Revenue (USD) where Region is West is **$3,500.00**.",
        "I understood: the total of Revenue (USD) where Region is West, over 4 of 12 rows.",
        "Cells: [Orders!H2:H13](cell:Orders%21H2%3AH13), [Orders!C2:C13](cell:Orders%21C2%3AC13)",
      ].join("\n\n"),
    )
  })

  it("writes a table when there is more than one figure", async () => {
    const { text } = await askOffline(range, "total revenue by region")
    assert.ok(
      text.includes(
        [
          "| Region | Total of Revenue (USD) |",
          "| --- | ---: |",
          "| West | $3,500.00 |",
          "| East | $1,940.00 |",
          "| North | $1,040.00 |",
          "| South | $750.00 |",
        ].join("\n"),
      ),
      text,
    )
  })

  it("proves every figure with its exact value, operation and cells", async () => {
    const { summary, text } = await askOffline(range, "average revenue of orders over $500")
    assert.deepEqual(summary.proofs, [
      {
        value: 900,
        text: "$900.00",
        operation: "average of Revenue (USD) where Revenue (USD) > 500",
        ranges: [{ sheet: "Orders", address: "H2:H13" }],
      },
    ])
    assert.deepEqual(summary.sources, [{ sheet: "Orders", address: "H2:H13" }])
    assert.ok(text.includes("$900.00"))
    assert.deepEqual(summary.unverified, [])
  })

  it("shows every proved text in the answer", async () => {
    for (const question of [
      "compare West and East",
      "how did revenue develop?",
      "share of revenue by region",
      "describe this table",
    ]) {
      const { summary, text } = await askOffline(range, question)
      assert.ok(summary.proofs.length > 3, question)
      for (const proof of summary.proofs) assert.ok(text.includes(proof.text), `${proof.text} in ${question}`)
    }
  })

  it("reports its tool calls before the text and ends with complete", async () => {
    const { events } = await askOffline(range, "total revenue")
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["tool_started", "tool_finished", "tool_started", "tool_finished", "text", "text", "complete"],
    )
  })

  it("passes the notice on", async () => {
    const events = []
    for await (const event of offlineAnswer(
      { content: "total revenue", intent: "analysis", history: [], range },
      never,
      "The model is down.",
    ))
      events.push(event)
    const last = events.at(-1)
    assert.equal(last?.kind === "complete" && last.summary.notice, "The model is down.")
  })

  it("is less sure of an answer with a guessed word", async () => {
    const sure = await askOffline(range, "total revenue")
    const guessed = await askOffline(range, "total turnover")
    assert.equal(sure.summary.confidence, 0.95)
    assert.equal(guessed.summary.confidence, 0.75)
    assert.ok(guessed.text.includes('I took "turnover" to mean Revenue (USD).'))
  })

  it("carries a question on with a new condition", async () => {
    const history = [
      { role: "user" as const, content: "total revenue in West" },
      { role: "assistant" as const, content: "…" },
    ]
    const { first, text } = await askOffline(range, "and in East?", history)
    assert.equal(first, "The total of Revenue (USD) where Region is East is **$1,940.00**.")
    assert.ok(text.includes('I carried on from "total revenue in West".'))
  })

  it("writes a formula with absolute references", async () => {
    const { text } = await askOffline(range, "write a formula for total revenue in West in 2026")
    assert.ok(
      text.includes(
        '=SUMIFS(Orders!$H$2:$H$13, Orders!$C$2:$C$13, "West", Orders!$B$2:$B$13, ">="&DATE(2026, 1, 1), Orders!$B$2:$B$13, "<"&DATE(2027, 1, 1))',
      ),
      text,
    )
    assert.ok(text.includes("**$2,700.00**"))
  })

  it("names what it can do with the range's own columns when it declines", async () => {
    const { text } = await askOffline(range, "paint it blue")
    assert.ok(text.includes("What is the total Revenue (USD)?"), text)
    assert.ok(text.includes("Total Revenue (USD) by Region"), text)
  })

  it("stops between steps when it is cancelled", async () => {
    const stop = new AbortController()
    const run = async (): Promise<void> => {
      for await (const event of offlineAnswer(
        { content: "total revenue", intent: "analysis", history: [], range },
        stop.signal,
      ))
        if (event.kind === "text") stop.abort(new AppError("cancelled", "The answer was stopped."))
    }
    await assert.rejects(run(), { code: "cancelled" })
  })

  it("says that no row matches instead of a total of zero", async () => {
    const { first } = await askOffline(range, "total revenue of orders over $99,999 in West")
    assert.match(first, /^(No row matches|I did not understand)/)
  })

  it("survives questions of every odd shape", async () => {
    for (const question of [
      "?",
      "¿¡",
      "😀😀",
      "مجموع",
      "a".repeat(8000),
      "|".repeat(500),
      '"',
      "= = =",
      "top 0",
      "top 999999999999 orders",
      "between and",
      "31 June 2026",
      "revenue in 13/13/2026",
    ]) {
      const { summary, text } = await askOffline(range, question)
      assert.ok(text.length > 0, question.slice(0, 20))
      assert.equal(summary.answeredBy, "declined", `${question.slice(0, 40)}: ${text.slice(0, 200)}`)
    }
  })
})
