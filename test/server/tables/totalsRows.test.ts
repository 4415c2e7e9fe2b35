import assert from "node:assert/strict"
import { tableOf } from "./tableOf.ts"

describe("findTotalsRows", () => {
  it("recognises totals in several languages and by label with numbers", () => {
    for (const label of [
      "Total",
      "TOTAL:",
      "Grand Total",
      "Gesamt",
      "Summe",
      "Total général",
      "Totale",
      "Suma",
      "合計",
    ]) {
      const { shape } = tableOf([
        ["Region", "Sales"],
        ["West", 10],
        ["East", 20],
        [label, 30],
      ])
      assert.deepEqual([label, shape.totalsRows, shape.rowCount], [label, [4], 2])
    }
  })

  it("recognises subtotals in the middle and a grand total", () => {
    const { shape, sheetRows } = tableOf([
      ["Region", "City", "Sales"],
      ["West", "LA", 10],
      ["West", "SF", 20],
      ["West Total", null, 30],
      ["East", "NY", 5],
      ["East", "DC", 6],
      ["East Total", null, 11],
      ["Grand Total", null, 41],
    ])
    assert.deepEqual(shape.totalsRows, [4, 7, 8])
    assert.deepEqual(sheetRows, [2, 3, 5, 6])
    assert.equal(shape.columns[2]?.address, "C2:C6")
  })

  it("recognises totals without a label by their formulas", () => {
    const values = [
      ["Region", "Sales"],
      ["West", 10],
      ["East", 25],
      [null, 35],
    ]
    const formulas = [
      ["Region", "Sales"],
      ["West", 10],
      ["East", 25],
      [null, "=SUM(B2:B3)"],
    ]
    assert.deepEqual(tableOf(values, { formulas }).shape.totalsRows, [4])
    const table = [
      ["Region", "Sales"],
      ["West", 10],
      ["East", 25],
      [null, "=SUBTOTAL(109,[Sales])"],
    ]
    assert.deepEqual(tableOf(values, { formulas: table }).shape.totalsRows, [4])
  })

  it("does not take running totals, row sums or a customer called Total for totals", () => {
    const values = [
      ["A", "B", "Sum"],
      [1, 2, 3],
      [3, 4, 7],
      [5, 6, 11],
    ]
    const formulas = [["A", "B", "Sum"], ...[2, 3, 4].map((r) => [r, r, `=SUM(A${r}:B${r})`])]
    assert.deepEqual(tableOf(values, { formulas }).shape.totalsRows, [])
    const names = [
      ["Company", "City", "Sales"],
      ["Shell", "Rome", 1],
      ["Total Energies", "Oslo", 2],
      ["BP", "Bonn", 3],
      ["Esso", "Kiel", 4],
    ]
    assert.deepEqual(tableOf(names).shape.totalsRows, [])
  })

  it("takes averages and extremes below a total for totals, but not a man called Max", () => {
    const below = [
      ["Region", "Sales"],
      ["West", 10],
      ["East", 25],
      ["Total", 35],
      ["Min", 10],
      ["Max", 25],
    ]
    assert.deepEqual(tableOf(below).shape.totalsRows, [4, 5, 6])
    const people = [
      ["Name", "Age"],
      ["Ann", 30],
      ["Bob", 41],
      ["Cid", 22],
      ["Max", 35],
    ]
    assert.deepEqual(tableOf(people).shape.totalsRows, [])
  })

  it("does not take names of functions in a table of text for totals", () => {
    const functions = [
      ["Function", "Use"],
      ["IF", "test"],
      ["LEFT", "cut"],
      ["SUM", "add"],
      ["AVERAGE", "mean"],
    ]
    assert.deepEqual(tableOf(functions).shape.totalsRows, [])
  })
})
