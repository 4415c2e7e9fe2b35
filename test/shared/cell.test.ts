import assert from "node:assert/strict"
import { formatCurrency, formatKind } from "../../shared/cell.ts"

describe("formatKind", () => {
  it("takes the mark of a language for no currency", () => {
    assert.equal(formatKind("[$-409]mmmm\\ d\\,\\ yyyy;@"), "date")
    assert.equal(formatKind('[$-F400]h:mm:ss\\ AM/PM;_-* ""??_-;_-@_-'), "time")
    assert.equal(formatCurrency("[$-409]0.00"), undefined)
  })

  it("takes a currency with a language for that currency", () => {
    assert.equal(formatKind("#,##0.00 [$€-407]"), "currency")
    assert.equal(formatCurrency("#,##0.00 [$€-407]"), "€")
  })
})
