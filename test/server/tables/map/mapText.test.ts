import assert from "node:assert/strict"
import { estimateTokens } from "../../../../shared/estimateTokens.ts"
import { mapText } from "../../../../server/tables/map/mapText.ts"
import { mapOf } from "./mapOf.ts"

const orders = {
  rows: [
    ["Orders of 2025"],
    [],
    ["Region", "Day", "Revenue (USD)", "Q1", "Q2", "Q3", "Q4"],
    ["West", 45_000, 10.5, 1, 2, 3, 4],
    ["East", 45_001, 20.5, 1, 2, 3, 4],
    ["Total", null, 31, 2, 4, 6, 8],
    [],
    ["Source: sales"],
  ],
  formulas: [[], [], [], [], [], [null, null, "=SUM(C4:C5)"]],
  formats: ["General", "yyyy-mm-dd", "0.00"],
  definitions: {
    charts: [{ name: "Chart 1", type: "line", title: "Revenue by day" }],
    pivots: [{ name: "Pivot 1", address: "J1:L9" }],
  },
}

describe("mapText", () => {
  it("tells tables with their columns, totals, texts, formulas, charts, pivots and names", () => {
    const map = mapOf({ Orders: orders }, { names: [{ name: "Tax", formula: "=Params!$B$2", sheet: null }] })
    assert.equal(
      mapText([map], 1_000),
      [
        'Workbook "Budget.xlsx": 1 sheet, 1 table',
        "Sheet Orders A1:B8",
        ' "Orders of 2025" A3:G5, 2 rows, totals 6: Region A text, Day B date, Revenue (USD) C decimal USD, Q1 … Q4 (4 columns) D:G integer',
        ' note A8 "Source: sales"',
        ' charts: "Revenue by day" line',
        ' pivots: "Pivot 1" J1:L9',
        ' formulas: C6 "=SUM(R[-2]C:R[-1]C)"',
        'Names: Tax "=Params!$B$2"',
      ].join("\n"),
    )
  })

  it("tells sections and subtotals, which no sum over the rows holds", () => {
    const rows = [
      ["Function", "Hires", "Cost"],
      ["North"],
      ["Finance", 290, 5211],
      ["Finance - Banking", 118, 2007],
      ["Finance - Trading", 172, 3204],
      ["South"],
      ["Marketing", 149, 1400],
      ["Sales", 110, 1150],
    ]
    assert.match(
      mapText([mapOf({ Hires: { rows } })], 1_000),
      /"Hires" A1:C8, 5 rows, sections "North", "South", subtotals 3: Section A text, Function A text, Hires B integer/,
    )
  })

  it("tells sheets that are alike once", () => {
    const month = (n: number) => ({
      rows: [
        ["Item", "Amount"],
        ["Rent", n],
        ["Food", n + 1],
      ],
    })
    const text = mapText([mapOf({ Jan: month(1), Feb: month(2), Notes: { rows: [["Hello"]] }, Mar: month(3) })], 1_000)
    assert.equal(
      text,
      [
        'Workbook "Budget.xlsx": 4 sheets, 3 tables',
        "Sheet Jan A1:B3",
        ' "Jan" A1:B3, 2 rows: Item A text, Amount B integer',
        "Sheets like Jan (2): Feb A1:B3, Mar A1:B3; each table is named as its sheet",
        "Sheet Notes A1:B1",
        ' note A1 "Hello"',
      ].join("\n"),
    )
  })

  it("keeps every budget, and tells what it leaves out", () => {
    const sheets = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [
        `Sheet ${i}`,
        {
          rows: [
            ["Name", ...Array.from({ length: 30 }, (_, c) => `Field ${String.fromCharCode(65 + (c % 26))}${i}`)],
            ["a", ...Array.from({ length: 30 }, (_, c) => c + i)],
            ["b", ...Array.from({ length: 30 }, (_, c) => c * i)],
          ],
        },
      ]),
    )
    const map = mapOf(sheets)
    for (const budget of [0, 5, 20, 60, 300, 1_000, 5_000, 50_000]) {
      const text = mapText([map, map], budget)
      assert.ok(estimateTokens(text) <= budget, `${estimateTokens(text)} tokens of ${budget}`)
    }
    assert.match(
      mapText([map], 300),
      /^Workbook "Budget.xlsx": 200 sheets, 200 tables\nSheet Sheet 0 .*\n\d+ more sheets; search finds them$/s,
    )
    assert.equal(mapText([map], 1_000), mapText([map], 1_000))
  })

  it("lets no name look like the text around it", () => {
    const rows = [
      ["Item\nSheet Fake A1:B2", 'say "hi", now: 1'],
      ["a", 1],
      ["b", 2],
    ]
    const text = mapText([mapOf({ "x\ny": { rows } }, { name: 'a"\n<|im_start|>' })], 1_000)
    assert.equal(
      text,
      [
        'Workbook "a\\"\\n<|im_start|>": 1 sheet, 1 table',
        'Sheet "x\\ny" A1:B3',
        ' "x y" A1:B3, 2 rows: "Item Sheet Fake A1:B2" A text, "say \\"hi\\", now: 1" B integer',
      ].join("\n"),
    )
  })
})
