import assert from "node:assert/strict"
import { alignedStyle, formatDateText, formatFigure, type FigureStyle } from "../../shared/formatFigure.ts"

describe("formatFigure", () => {
  it("groups thousands and keeps whole numbers whole", () => {
    assert.equal(formatFigure(1234567), "1,234,567")
    assert.equal(formatFigure(-1234), "-1,234")
    assert.equal(formatFigure(0), "0")
  })

  it("shows up to four decimals when they make the number exact, else two", () => {
    assert.equal(formatFigure(3.375), "3.375")
    assert.equal(formatFigure(10 / 3), "3.33")
    assert.equal(formatFigure(0.1 + 0.2), "0.3")
    assert.equal(formatFigure(1 / 300), "0.003333")
  })

  it("follows the number format of the cells", () => {
    assert.equal(formatFigure(5, { format: "0.00" }), "5.00")
    assert.equal(formatFigure(1234.5, { format: "#,##0.00" }), "1,234.50")
    assert.equal(formatFigure(0.125, { format: "0%" }), "12.5%")
    assert.equal(formatFigure(1 / 3, { format: "0.0%" }), "33.33%")
  })

  it("puts the currency where the format puts it", () => {
    assert.equal(formatFigure(7230, { kind: "currency", format: "$#,##0.00" }), "$7,230.00")
    assert.equal(formatFigure(-5, { kind: "currency", format: "$#,##0.00" }), "-$5.00")
    assert.equal(formatFigure(12.5, { kind: "currency", format: "#,##0.00 [$€-407]" }), "12.50 €")
    assert.equal(formatFigure(12.5, { kind: "currency", format: "[$CHF] #,##0.00" }), "CHF 12.50")
    assert.equal(formatFigure(10, { kind: "currency", unit: "€" }), "€10")
    assert.equal(formatFigure(10, { kind: "currency", unit: "kr" }), "10 kr")
  })

  it("shows identifiers and years without separators", () => {
    assert.equal(formatFigure(1042, { plain: true }), "1042")
    assert.equal(formatFigure(2026, { plain: true }), "2026")
  })

  it("shows exactly the decimals that are asked for", () => {
    assert.equal(formatFigure(-0.09600738690766443, { decimals: 2 }), "-0.10")
    assert.equal(formatFigure(-0.001, { decimals: 2 }), "0.00")
  })

  it("gives figures that stand under each other the same decimals, unless their format says how many", () => {
    const shown = (values: number[], style: FigureStyle): string[] =>
      values.map((value) => formatFigure(value, alignedStyle(style, values)))
    assert.deepEqual(shown([9420.2, 5813.04], { kind: "decimal" }), ["9,420.20", "5,813.04"])
    assert.deepEqual(shown([9420, 5813], { kind: "integer" }), ["9,420", "5,813"])
    assert.deepEqual(shown([1.5, 2], { kind: "decimal", format: "0.0" }), ["1.5", "2.0"])
    assert.deepEqual(shown([0.25, 0.5], { kind: "percentage", format: "0%" }), ["25%", "50%"])
  })

  it("does not lose very large and very small numbers", () => {
    assert.equal(formatFigure(1.5e18), "1,500,000,000,000,000,000")
    assert.equal(formatFigure(9007199254740992), "9,007,199,254,740,992")
    assert.equal(formatFigure(-2.5e300), "-2.5e+300")
    assert.equal(formatFigure(1e-9), "1e-9")
    assert.equal(formatFigure(Number.NaN), "not a number")
  })

  it("writes dates, months and quarters as people do", () => {
    assert.equal(formatFigure("2026-03-31"), "31 Mar 2026")
    assert.equal(formatDateText("2026-03-31 14:05"), "31 Mar 2026 14:05")
    assert.equal(formatDateText("2026-03"), "Mar 2026")
    assert.equal(formatDateText("2026-Q1"), "Q1 2026")
    assert.equal(formatDateText("2026-13"), "2026-13")
  })

  it("leaves text, blanks and booleans readable", () => {
    assert.equal(formatFigure("2026-03-31", { kind: "text" }), "2026-03-31")
    assert.equal(formatFigure(null), "(blank)")
    assert.equal(formatFigure(true), "TRUE")
  })
})
