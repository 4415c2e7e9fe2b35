import assert from "node:assert/strict"
import { tableOf } from "./tableOf.ts"

describe("rows that add up others", () => {
  it("are told, where neither a word nor a formula says so", () => {
    const table = tableOf([
      ["Function", "Hires", "Cost"],
      ["Finance", 290, 5200],
      ["Finance - Banking", 118, 2000],
      ["Finance - Trading", 172, 3200],
      ["Marketing", 149, 1400],
      ["Marketing - Brand", 110, 1150],
      ["Marketing - Research", 39, 250],
      ["Other", 4, 100],
    ])
    assert.deepEqual(table.leftOut, [
      "Mind that rows 2 and 5 add up rows beside them and count like all others, so figures over all rows count some amounts twice.",
    ])
    assert.equal(table.sheetRows.length, 7)
  })

  it("are not those that happen to add up", () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`p${i}`, 100 * (1 + (i % 3)), 120 * (1 + (i % 3))])
    assert.deepEqual(tableOf([["Product", "Net", "Gross"], ...rows]).leftOut, [])
  })

  it("are told by one column where the names say it as well", () => {
    const table = tableOf([
      ["Industry", "Number of Hires", "Median"],
      ["Consulting", 92, 9500],
      ["Finance", 20, 7916],
      ["Finance - Banking", 13, 7900],
      ["Finance - Trading", 7, 7000],
      ["Retail", 30, 5000],
      ["Energy", 4, 6000],
    ])
    assert.match(table.leftOut.join(), /^Mind that row 3 add/)
  })
})
