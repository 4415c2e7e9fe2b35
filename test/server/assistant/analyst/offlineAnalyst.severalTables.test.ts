import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../../../support/sharedAnalyzer.ts"
import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import { askOffline } from "./askOffline.ts"
import { sheetOf } from "./literalTables.ts"

const targets = sheetOf(
  "Targets",
  ["General", "0", "General", "@", "$#,##0.00", "0%"],
  [
    ["Sales targets 2025", null, null, "Price list", null, null],
    [null, null, null, null, null, null],
    ["Region", "Q1", null, "Product", "Cost", "Margin"],
    ["North", 42000, null, "Tent", 131.2, 0.47],
    ["South", 24000, null, "Backpack", 64.1, 0.54],
    [null, null, null, "Stove", 22.6, 0.58],
    [null, null, null, "Poles", 38.4, 0.57],
  ],
)

describe("offlineAnswer over several tables", () => {
  let analyzer: WorkerAnalyzer
  let range: RangeAnalysis
  before(async () => {
    analyzer = sharedAnalyzer()
    range = await analyzer.open([targets], new AbortController().signal)
  })
  after(() => analyzer.close())

  it("does not take the sheet's name for the rows of the largest table", async () => {
    const { first, summary } = await askOffline(range, "What is the total target?")
    assert.equal(summary.answeredBy, "declined")
    assert.match(first, /did not understand "target"/)
    assert.match(first, /select \[Targets!A3:B5\]\(\S+\) to ask about that\./)
    assert.deepEqual(summary.sources, [{ sheet: "Targets", address: "A3:B5" }])
  })

  it("names the table whose header or first column holds the unknown word", async () => {
    for (const question of ["total cost by region", "cost of North"])
      assert.match((await askOffline(range, question)).first, /select \[Targets!A3:B5\]\(\S+\) to ask about that\./)
  })

  it("names the other tables where none holds the unknown word", async () => {
    const { first } = await askOffline(range, "total cost of giraffes")
    assert.match(
      first,
      /looked only at \[Targets!D3:F7\]\(\S+\).*select \[Targets!A3:B5\]\(\S+\) to ask about another\./,
    )
  })

  it("answers about the largest table without them", async () => {
    assert.equal((await askOffline(range, "total cost")).first, "The total of Cost is **$256.30**.")
  })
})
