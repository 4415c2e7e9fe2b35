import assert from "node:assert/strict"
import { parseTyped } from "../../../shared/cellText/parseTyped.ts"

const reads = (text: string, value: unknown, numberFormat?: string): void => {
  const parsed = parseTyped(text)
  assert.deepEqual([parsed.value, parsed.numberFormat, parsed.formula], [value, numberFormat, undefined], text)
}

describe("parseTyped", () => {
  it("reads plain numbers", () => {
    reads("42", 42)
    reads("-7", -7)
    reads("+7", 7)
    reads(" 3.5 ", 3.5)
    reads(".5", 0.5)
    reads("5.", 5)
    reads("007", 7)
    reads("(5)", -5)
    reads("1e3", 1000, "0.00E+00")
    reads("0.1", 0.1)
    reads("12345678901234567890", 12345678901234600000)
  })
  it("gives numbers the format they are written in", () => {
    reads("1,234", 1234, "#,##0")
    reads("1,234.5", 1234.5, "#,##0.00")
    reads("$1,200", 1200, "$#,##0_);[Red]($#,##0)")
    reads("-$3.25", -3.25, "$#,##0.00_);[Red]($#,##0.00)")
    reads("$-3", -3, "$#,##0_);[Red]($#,##0)")
    reads("($1,200.50)", -1200.5, "$#,##0.00_);[Red]($#,##0.00)")
    reads("12%", 0.12, "0%")
    reads("7.25%", 0.0725, "0.00%")
    reads("1 1/2", 1.5, "# ?/?")
  })
  it("leaves what only looks like a number as text", () => {
    for (const text of [
      "12,34",
      "1,2345",
      "$",
      "%",
      "-",
      "()",
      "(5",
      "5)",
      "1.2.3",
      "--5",
      "(-5)",
      "$5%",
      "1e999",
      "+",
      ".",
    ])
      reads(text, text)
  })
  it("reads dates in the ways of en-US", () => {
    for (const text of ["3/31/2026", "3-31-2026", "2026-03-31", "2026/3/31", "3/31/26"]) reads(text, 46112, "m/d/yyyy")
    for (const text of ["31-Mar-2026", "31 March 2026", "31-Mar-26", "March 31, 2026"]) reads(text, 46112, "d-mmm-yy")
    reads("Mar-2026", 46082, "mmm-yy")
    reads("1/1/1900", 1, "m/d/yyyy")
    reads("3/1/1900", 61, "m/d/yyyy")
    reads("12/31/9999", 2958465, "m/d/yyyy")
    reads("1/1/29", 47119, "m/d/yyyy")
    reads("1/1/30", 10959, "m/d/yyyy")
  })
  it("leaves dates that do not exist as text", () => {
    for (const text of [
      "31/3/2026",
      "2/30/2026",
      "13/13/2026",
      "2/29/2025",
      "2026-00-10",
      "1/1/1899",
      "32-Mar-2026",
      "5-Foo-2026",
    ])
      reads(text, text)
  })
  it("reads times, alone and with a date", () => {
    reads("14:30", 14.5 / 24, "h:mm")
    reads("14:30:36", 52236 / 86400, "h:mm:ss")
    reads("2:30 PM", 14.5 / 24, "h:mm AM/PM")
    reads("12 am", 0, "h:mm AM/PM")
    reads("26:00", 26 / 24, "[h]:mm:ss")
    reads("3/31/2026 6:00", 46112.25, "m/d/yyyy h:mm")
    reads("3/31/2026 6:00 PM", 46112.75, "m/d/yyyy h:mm")
    reads("12:60", "12:60")
    reads("13 pm", "13 pm")
  })
  it("reads booleans and errors in any case", () => {
    reads("TRUE", true)
    reads("false", false)
    reads("#n/a", "#N/A")
    reads("#DIV/0!", "#DIV/0!")
    reads("#Nope", "#Nope")
  })
  it("takes an apostrophe as the sign for text and a lone equals sign as text", () => {
    reads("'007", "007")
    reads("'=A1", "=A1")
    reads("''", "'")
    reads("=", "=")
    reads("", null)
    reads(" ", " ")
  })
  it("takes formulas as they are", () => {
    assert.deepEqual(parseTyped("=SUM(A1:A3)"), { value: 0, formula: "=SUM(A1:A3)" })
  })
})
