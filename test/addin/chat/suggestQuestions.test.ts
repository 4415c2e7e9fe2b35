import assert from "node:assert/strict"
import { suggestQuestions } from "../../../addin/chat/suggestQuestions.ts"
import type { CellValue } from "../../../shared/cell.ts"

const suggest = (values: CellValue[][], formats: string[] = []): readonly string[] =>
  suggestQuestions({
    worksheet: "Sheet1",
    address: "A1:Z99",
    values,
    numberFormats: values.map((row) => row.map((_, column) => formats[column] ?? "General")),
  })

describe("suggestQuestions", () => {
  it("fits the headers below title rows, and neither sums nor ranks by identifiers", () => {
    const questions = suggest(
      [
        ["Orders 2025", null, null, null, null],
        ["Order ID", "Date", "Region", "Product", "Revenue"],
        ["SO-1", 45_000, "West", "Tent", 100],
        ["SO-2", 45_001, "East", "Tent", 200],
        ["SO-3", 45_002, "West", "Stove", 300],
        ["SO-4", 45_003, "West", "Poles", 300],
      ],
      ["General", "m/d/yyyy", "General", "General", "$#,##0.00"],
    )
    assert.deepEqual(questions, [
      "Total Revenue by Region",
      "How did Revenue change over time?",
      "Top 5 Products by Revenue",
    ])
  })

  it("averages percentages instead of adding them up", () => {
    const questions = suggest(
      [
        ["Team", "Margin"],
        ["A", 0.1],
        ["A", 0.2],
        ["B", 0.3],
      ],
      ["General", "0%"],
    )
    assert.equal(questions[0], "Average Margin by Team")
  })

  it("counts rows where there are no numbers", () => {
    assert.equal(suggest([["Status"], ["open"], ["open"], ["done"]])[0], "How many rows for each Status?")
  })

  it("asks generally where there is no header", () => {
    assert.deepEqual(
      suggest([
        [1, 2],
        [3, 4],
      ]),
      ["Describe this data", "Are any values missing?", "Are there duplicates?"],
    )
  })

  it("suggests nothing for blank cells", () => {
    assert.deepEqual(suggest([[null, null]]), [])
    assert.deepEqual(suggest([]), [])
  })

  it("takes years as labels, not as amounts", () => {
    const questions = suggest([
      ["Year", "Country", "Visitors"],
      [2024, "Chile", 10],
      [2025, "Chile", 20],
      [2025, "Peru", 30],
    ])
    assert.deepEqual(questions, ["Total Visitors by Country", "Are there outliers in Visitors?", "Total Visitors"])
  })
})
