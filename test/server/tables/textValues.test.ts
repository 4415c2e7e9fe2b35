import assert from "node:assert/strict"
import { readTextValues } from "../../../server/tables/textValues.ts"

const valuesOf = (texts: readonly (string | number)[], name = "Amount"): readonly unknown[] =>
  readTextValues(texts, name).values

describe("readTextValues", () => {
  it("reads a column by what its clear texts show", () => {
    assert.deepEqual(valuesOf(["1.234", "5.678,50"]), [1234, 5678.5])
    assert.deepEqual(valuesOf(["1.234", "5.6"]), [1.234, 5.6])
    assert.deepEqual(valuesOf(["1,234", "12"]), [1234, 12])
  })

  it("leaves text what may be one thing or another", () => {
    assert.deepEqual(valuesOf(["1.234", "5.678"]), ["1.234", "5.678"])
    assert.deepEqual(valuesOf(["01/02/2025", "03/04/2025"]), ["01/02/2025", "03/04/2025"])
    assert.deepEqual(valuesOf(["5 GB", "1 TB", "7 GB"]), ["5 GB", "1 TB", "7 GB"])
    assert.deepEqual(valuesOf(["12 %", "$5", "7 %"]), ["12 %", "$5", "7 %"])
  })

  it("takes no numbers for amounts that name things", () => {
    assert.deepEqual(valuesOf(["10023", "10024", "10031"]), ["10023", "10024", "10031"])
    assert.deepEqual(valuesOf(["5", "7", "12"], "Order ID"), ["5", "7", "12"])
    assert.deepEqual(valuesOf(["0123", "0456"]), ["0123", "0456"])
    assert.deepEqual(valuesOf(["45 %", "30 %", "25 %"], "Part"), [0.45, 0.3, 0.25])
  })

  it("reads dates where one of them shows the order", () => {
    assert.deepEqual(valuesOf(["01/02/2025", "13/02/2025"]), [45689, 45701])
    assert.deepEqual(valuesOf(["31.12.2024", "1.1.2025"]), [45657, 45658])
    assert.deepEqual(valuesOf(["31.2.2025", "1.1.2025", "2.1.2025"]), ["31.2.2025", 45658, 45659])
  })

  it("reads a quarter of a million texts", () => {
    const { values, formats } = readTextValues(
      Array.from({ length: 250_000 }, (_, i) => `${i + 0.5} kg`),
      "Weight",
    )
    assert.deepEqual([values[249_999], formats.get(249_999)], [249_999.5, '#,##0.0" kg"'])
  })
})
