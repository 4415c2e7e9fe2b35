import assert from "node:assert/strict"
import { readNumberText } from "../../../server/tables/numberText.ts"

const read = (text: string): unknown => {
  const number = readNumberText(text)
  return number && [number.value ?? number.readings, number.unit]
}

describe("readNumberText", () => {
  const numbers: readonly (readonly [string, number, string])[] = [
    ["$1,300.50", 1300.5, "$"],
    ["59793 MT", 59793, "MT"],
    ["59600  MT ", 59600, "MT"],
    ["(1,200.00)", -1200, ""],
    ["12 %", 12, "%"],
    ["1.234,56", 1234.56, ""],
    ["1'200.50", 1200.5, ""],
    ["CHF 12\u2019400.00", 12400, "CHF"],
    ["1\u202f250,00 €", 1250, "€"],
    ["−7.8", -7.8, ""],
    ["1,200.00-", -1200, ""],
    ["+0.144", 0.144, ""],
  ]
  for (const [text, value, unit] of numbers) it(`reads ${text}`, () => assert.deepEqual(read(text), [value, unit]))

  it("leaves open what may be thousands or decimals", () => {
    assert.deepEqual(read("1.234"), [{ grouped: 1234, decimal: 1.234 }, ""])
    assert.deepEqual(read("1,234"), [{ grouped: 1234, decimal: 1.234 }, ""])
    assert.deepEqual(read("0.123"), [0.123, ""])
  })

  for (const text of [
    "0123",
    "28th",
    "13th Dec",
    "2 May",
    "1978-",
    "03.01.2025",
    "1.2.3",
    "12-14",
    "B2",
    "",
    "-",
    "1,23,4",
    "$",
    "10:30",
  ])
    it(`reads no number in "${text}"`, () => assert.equal(readNumberText(text), undefined))
})
