import assert from "node:assert/strict"
import { tableOf } from "./tableOf.ts"

describe("totals of the sheet", () => {
  it("are held against the rows above them", () => {
    const { wrongTotals, shape } = tableOf([
      ["Item", "Qty", "Price"],
      ["Pen", 10, 1.5],
      ["Ink", 4, 7.25],
      ["Pad", 6, 3],
      ["Total", 21, 3.92],
    ])
    assert.deepEqual(wrongTotals, [{ column: "Qty", cell: "B5", stated: 21, computed: 20 }])
    assert.equal(shape.notes[0], "The sheet's own total of Qty in B5 says 21, but its rows add up to 20.")
  })

  it("are right where they are rounded, or means, or of the top level alone", () => {
    const rounded = tableOf([
      ["Item", "Cost"],
      ["a", 10.4],
      ["b", 20.4],
      ["c", 30.4],
      ["d", 1000.4],
      ["Total", 1062],
    ])
    assert.deepEqual(rounded.wrongTotals, [])
    const levels = tableOf([
      ["Function", "Hires", "Cost"],
      ["Finance", 290, 5200],
      ["Finance - Banking", 118, 2000],
      ["Finance - Trading", 172, 3200],
      ["Other", 4, 100],
      ["Total", 294, 5300],
    ])
    assert.deepEqual(levels.wrongTotals, [])
    const means = tableOf([
      ["Item", "Score one", "Hours"],
      ["a", 10, 5],
      ["b", 20, 6],
      ["Average", 15, 5.5],
    ])
    assert.deepEqual(means.wrongTotals, [])
  })

  it("of sections are held against the rows of their section", () => {
    const { wrongTotals } = tableOf([
      ["City", "Guests", "Nights"],
      ["Rome", 10, 20],
      ["Pisa", 5, 7],
      ["Total Italy", 15, 27],
      ["Nice", 8, 9],
      ["Lyon", 4, 4],
      ["Total France", 12, 14],
      ["Total", 27, 40],
    ])
    assert.deepEqual(wrongTotals, [{ column: "Nights", cell: "C7", stated: 14, computed: 13 }])
  })
})
