import assert from "node:assert/strict"
import { findFigures } from "../../../../server/assistant/proofs/findFigures.ts"

const found = (text: string, labels: string[] = []) =>
  findFigures(text, labels).map(({ text: shown, readings }) => [shown, ...readings.map(({ value }) => value)])

describe("findFigures", () => {
  const figures: [string, (string | number)[][]][] = [
    ["The total is 1,204,500.", [["1,204,500", 1204500]]],
    ["It is $1,204.50, net.", [["$1,204.50", 1204.5]]],
    [
      "Profit of -$300.25 and −42",
      [
        ["-$300.25", 300.25],
        ["−42", 42],
      ],
    ],
    [
      "A share of 12.5% or 12 percent",
      [
        ["12.5%", 12.5],
        ["12 percent", 12],
      ],
    ],
    [
      "About $3.2M, €1.2 million and 1.2k",
      [
        ["$3.2M", 3200000],
        ["€1.2 million", 1200000],
        ["1.2k", 1200],
      ],
    ],
    [
      "EUR500 and USD 1,200",
      [
        ["EUR500", 500],
        ["USD 1,200", 1200],
      ],
    ],
    [
      "between 3–9 units",
      [
        ["3", 3],
        ["9", 9],
      ],
    ],
    ["| West | 1,650 |", [["1,650", 1650]]],
    ["**42**", [["42", 42]]],
    [
      "0.87 and .5",
      [
        ["0.87", 0.87],
        [".5", 0.5],
      ],
    ],
    [
      "2.5x as many, 3 times",
      [
        ["2.5x", 2.5],
        ["3 times", 3],
      ],
    ],
    ["Summe: 1.204.500,50 €", [["1.204.500,50", 1204500.5]]],
    ["1\u202f204\u202f500 kr", [["1\u202f204\u202f500", 1204500]]],
    [
      "Sales were 1,204 (up 12.5 %).",
      [
        ["1,204", 1204],
        ["12.5 %", 12.5],
      ],
    ],
    ["[$1,204](cell:Orders%21C4)", [["$1,204", 1204]]],
  ]
  for (const [text, expected] of figures)
    it(`finds ${expected.map(([shown]) => shown).join(", ")} in "${text}"`, () => {
      assert.deepEqual(found(text), expected)
    })

  const none = [
    "on 2026-03-31 at 14:05, on 3/31/2026 and 31.03.2026",
    "on March 31, 2026, in Mar 2026, on 31 March 2026 and on May 5th",
    "in Q1 2026, H2 2025, FY24, 2026-Q1 and week 12",
    "cells C4, $C$4:$D$12, Orders!C4:C9 and 'My sheet'!A1",
    "[Orders!C4:C9](cell:Orders%21C4%3AC9)",
    "row 12, rows 3–9, rows 3, 4 and 5, column 7, step 2",
    "the 1st, 2nd, 3rd and 24th",
    "1. West\n2. East\n 3) North",
    "`=SUM(C4:C9)*1.2` and\n```\n=A1*100\n```",
    "```\n=A1*100",
    "the top 5 and the last 30",
    "see https://example.com/2024/1234",
    "Microsoft 365 and Office 2019",
    "CO2, H2O and v2",
  ]
  for (const text of none)
    it(`finds no figure in "${text}"`, () => {
      assert.deepEqual(found(text), [])
    })

  it("leaves out digits that belong to the sheet's own texts", () => {
    assert.deepEqual(found("Desk 200 sold 12, desk 2000 none", ["Desk 200"]), [
      ["12", 12],
      ["2000", 2000],
    ])
  })

  it("is not fooled by texts of the sheet that look like patterns or figures", () => {
    assert.deepEqual(found("Size (1*2) costs 12", ["(1*2)", "12", "$12"]), [["12", 12]])
  })

  it("tells rounding, sign, year and unit", () => {
    const [about, year, loss, times] = findFigures("About 1,200 in 2025, -5 and 3x", [])
    assert.equal(about?.approximate, true)
    assert.equal(year?.yearLike, true)
    assert.equal(loss?.negative, true)
    assert.equal(times?.times, true)
  })

  it("reads sixty thousand hostile characters without going quadratic", () => {
    const hostile = ["1,", "A1:", "](", "'", "A", "é", "`", "$", "row 1, 1", "May 1", "1.1"]
    for (const part of hostile) assert.ok(findFigures(part.repeat(60_000 / part.length), []).length <= 20_000)
  })
})
