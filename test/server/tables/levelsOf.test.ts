import assert from "node:assert/strict"
import type { CellValue } from "../../../shared/cell.ts"
import { tableOf } from "./tableOf.ts"

/** Rows on the sheet of subtotals, and each row with the one it is a part of: `3<2`. */
function levels(rows: CellValue[][]): { subtotals: readonly number[]; totals: readonly number[]; parts: string[] } {
  const { shape, sheetRows, levels: found } = tableOf(rows)
  const place = (index: number): number => sheetRows[index] ?? 0
  return {
    subtotals: shape.subtotalRows,
    totals: shape.totalsRows,
    parts: [...(found?.parents ?? [])].map(([part, whole]) => `${place(part)}<${place(whole)}`).sort(),
  }
}

describe("levels of rows", () => {
  it("are found where neither a word nor a formula says so", () => {
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
    assert.deepEqual(table.shape.notes, [
      "Rows 2 and 5 are subtotals of rows beside them: figures over all rows leave them out.",
    ])
    assert.equal(table.sheetRows.length, 7)
  })

  it("are not rows that happen to add up", () => {
    const rows = Array.from({ length: 40 }, (_, i) => [`p${i}`, 100 * (1 + (i % 3)), 120 * (1 + (i % 3))])
    assert.deepEqual(tableOf([["Product", "Net", "Gross"], ...rows]).leftOut, [])
  })

  it("are told by one column where the names say it as well", () => {
    const found = levels([
      ["Industry", "Number of Hires", "Median"],
      ["Consulting", 92, 9500],
      ["Finance", 20, 7916],
      ["Finance - Banking", 13, 7900],
      ["Finance - Trading", 7, 7000],
      ["Retail", 30, 5000],
      ["Energy", 4, 6000],
    ])
    assert.deepEqual(found, { subtotals: [3], totals: [], parts: ["4<3", "5<3"] })
  })

  it("are those with which the rows add up to the total, where each sum by itself could be chance", () => {
    const found = levels([
      ["Branch", "Staff"],
      ["Retail", 31],
      ["Technology", 40],
      ["Hardware", 15],
      ["Services", 7],
      ["Software", 18],
      ["Other", 6],
      ["Total", 77],
    ])
    assert.deepEqual(found, { subtotals: [3], totals: [8], parts: ["4<3", "5<3", "6<3"] })
  })

  it("are not the same numbers where the rows add up to the total without them", () => {
    const found = levels([
      ["Branch", "Staff"],
      ["Retail", 31],
      ["Technology", 40],
      ["Hardware", 15],
      ["Services", 7],
      ["Software", 18],
      ["Other", 6],
      ["Total", 117],
    ])
    assert.deepEqual(found, { subtotals: [], totals: [8], parts: [] })
  })

  it("stand over each other, with sums below their parts as well", () => {
    const found = levels([
      ["Line", "2024", "2025"],
      ["Rent", 1210, 1345],
      ["Power", 377, 402],
      ["Premises", 1587, 1747],
      ["Wages", 8120, 8433],
      ["Pensions", 913, 957],
      ["Staff", 9033, 9390],
      ["Costs in all", 10620, 11137],
    ])
    assert.deepEqual(found.subtotals, [4, 7])
    assert.deepEqual(found.parts, ["2<4", "3<4", "5<7", "6<7"])
    assert.deepEqual(found.totals, [8])
  })

  it("leave rows that name some parts of a whole under it, in blocks between blank rows", () => {
    const found = levels([
      ["Region", "Hires"],
      ["Home", 424],
      [null, null],
      ["North", 196],
      ["Leeds", 161],
      ["York", 10],
      [null, null],
      ["South", 228],
      ["Dover", 131],
      [null, null],
      ["Abroad", 119],
      [null, null],
      ["Asia", 60],
      ["Tokyo", 14],
      [null, null],
      ["Europe", 59],
      [null, null],
      ["Total", 543],
    ])
    assert.deepEqual(found.subtotals, [2, 11])
    assert.deepEqual(found.parts, ["13<11", "14<13", "16<11", "4<2", "5<4", "6<4", "8<2", "9<8"])
  })

  it("stand over sums that each could be chance, where all of them is a share of 100 %", () => {
    const rows: CellValue[][] = [
      ["Profile", "Share", "Students"],
      ["Seeking", 0.9382716049382716, 532],
      [null, null, null],
      ["Not seeking", 0.06172839506172839, 35],
      ["Education", 0.03350970017636684, 19],
      ["Own business", 0.012345679012345678, 7],
      ["Sponsored", 0.010582010582010581, 6],
      ["Postponing", 0.001763668430335097, 1],
      ["Other", 0.003527336860670194, 2],
      [null, null, null],
      ["Not responding", 0, 0],
      [null, null, null],
      ["Students of the year", 1, 567],
    ]
    const formats = ["General", "0.0%", "0"]
    const { shape } = tableOf(rows, { formats })
    assert.deepEqual(shape.subtotalRows, [4, 13])
  })

  it("are found under a total that is as plain as they are", () => {
    const found = levels([
      ["Ward", "Beds", "Used"],
      ["Inner A", 41, 37],
      ["Inner B", 38, 29],
      ["Medicine", 79, 66],
      ["Surgery North", 52, 47],
      ["Surgery South", 33, 31],
      ["Surgery", 85, 78],
      ["Total", 164, 144],
    ])
    assert.deepEqual(found.subtotals, [4, 7])
    assert.deepEqual(found.parts, ["2<4", "3<4", "5<7", "6<7"])
  })

  it("take no revenue for the sum of cost and profit", () => {
    const found = levels([
      ["USD", "2023", "2024"],
      ["Revenue", 1913, 2107],
      ["Cost", 1204, 1379],
      ["Profit", 709, 728],
    ])
    assert.deepEqual(found.subtotals, [])
  })
})
