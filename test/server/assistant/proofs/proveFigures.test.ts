import assert from "node:assert/strict"
import { citedSources, uniqueSources } from "../../../../server/assistant/proofs/citedSources.ts"
import { confidenceOf, proveFigures } from "../../../../server/assistant/proofs/proveFigures.ts"
import type { Fact } from "../../../../server/assistant/proofs/fact.ts"

const cells = [{ sheet: "Orders", address: "C4:C8" }]
const fact = (value: number, operation: string, over: Partial<Fact> = {}): Fact => ({
  value,
  operation,
  ranges: cells,
  measure: "sum of Revenue",
  fraction: false,
  ...over,
})

const prove = (text: string, facts: Fact[], over: { operands?: number[]; labels?: string[] } = {}) => {
  const { proofs, unverified } = proveFigures(text, { facts, operands: [], labels: [], ...over })
  return { proven: proofs.map(({ text: shown, value, operation }) => [shown, value, operation]), unverified }
}

describe("proveFigures", () => {
  const total = fact(1204499.6, "sum of Revenue")
  const rounded: [string, string][] = [
    ["$1,204,499.60", "exact"],
    ["1,204,500", "rounded to a whole"],
    ["$1.2M", "rounded to a tenth of a million"],
    ["1.2045 million", "rounded to a hundred"],
  ]
  for (const [shown, how] of rounded)
    it(`accepts ${shown}, ${how}`, () => {
      assert.deepEqual(prove(`The total is ${shown}.`, [total]), {
        proven: [[shown, 1204499.6, "sum of Revenue"]],
        unverified: [],
      })
    })

  for (const shown of ["1,204,501", "$1.3M", "1,205k", "1,204,499.50", "-1,204,499.60", "12"])
    it(`does not accept ${shown}`, () => {
      assert.deepEqual(prove(`The total is ${shown}.`, [total]), { proven: [], unverified: [shown] })
    })

  it("accepts a rounded thousand only where the text says about", () => {
    assert.deepEqual(prove("about 1,204,000", [total]).unverified, [])
    assert.deepEqual(prove("exactly 1,204,000", [total]).unverified, ["1,204,000"])
  })

  it("does not take a 3 for a rounded 3.2, or a 12 for a rounded 12.3", () => {
    const facts = [fact(3.2, "mean"), fact(12.3, "mean")]
    assert.deepEqual(prove("3 and 12", facts).unverified, ["3", "12"])
  })

  it("matches a percentage with a fraction, and with a plain number only where that is a percentage", () => {
    const share = fact(0.458, "share: West", { fraction: true, measure: "share" })
    assert.deepEqual(prove("45.8%, 46%", [share]), {
      proven: [
        ["45.8%", 0.458, "share: West"],
        ["46%", 0.458, "share: West"],
      ],
      unverified: [],
    })
    assert.deepEqual(prove("12%", [fact(12, "count", { measure: "rows" })]).unverified, ["12%"])
    assert.deepEqual(prove("12%", [fact(12, "mean of Discount %", { measure: "Discount %" })]).unverified, [])
  })

  it("accepts a fall told without its sign only where the words say so", () => {
    const loss = [fact(-500, "sum of Profit")]
    assert.deepEqual(prove("A loss of $500.", loss).proven, [["$500", -500, "sum of Profit"]])
    assert.deepEqual(prove("A profit of $500.", loss).unverified, ["$500"])
    assert.deepEqual(prove("Profit is -$500.", loss).unverified, [])
  })

  it("prefers the fact whose words stand beside the figure", () => {
    const facts = [fact(3, "count of Customers"), fact(3, "count of missing values of Weight")]
    assert.deepEqual(prove("There are 3 customers.", facts).proven, [["3", 3, "count of Customers"]])
  })

  it("does not take a filler word for a sign of kinship", () => {
    const facts = [fact(5, "count of data rows"), fact(5, "count of points of Rate over Date")]
    assert.deepEqual(prove("The total over 5 rows.", facts).proven, [["5", 5, "count of data rows"]])
  })

  it("prefers an exact fact to a rounded one and a later one to an earlier", () => {
    assert.equal(prove("1204", [fact(1204, "a"), fact(1204.2, "b")]).proven[0]?.[2], "a")
    assert.equal(prove("1204", [fact(1204, "a"), fact(1204, "b")]).proven[0]?.[2], "b")
  })

  it("accepts change, share, difference and ratio of two figures of the text and names the operation", () => {
    const facts = [fact(1650, "West"), fact(1050.5, "East")]
    assert.deepEqual(prove("West has 1,650, East 1,050.50: 599.50 more, 57.1% more, 1.57x.", facts).proven.slice(2), [
      ["599.50", 599.5, "(West) − (East)"],
      ["57.1%", 599.5 / 1050.5, "change from (East) to (West)"],
      ["1.57x", 1650 / 1050.5, "(West) ÷ (East)"],
    ])
  })

  it("derives nothing from figures that measure different things, or from figures the text does not state", () => {
    const facts = [fact(1650, "West"), fact(1050.5, "count", { measure: "rows" })]
    assert.deepEqual(prove("West has 1,650 in 1,050.50, so 599.50.", facts).unverified, ["599.50"])
    assert.deepEqual(prove("It is 599.50 more.", [fact(1650, "West"), fact(1050.5, "East")]).unverified, ["599.50"])
  })

  it("derives a coarse percentage only on the line of both figures", () => {
    const facts = [fact(1650, "West"), fact(1050.5, "East")]
    assert.deepEqual(prove("West 1,650, East 1,050.50, 57% more", facts).unverified, [])
    assert.deepEqual(prove("West 1,650\nEast 1,050.50\n57% more", facts).unverified, ["57%"])
  })

  it("does not count conditions of a query as claims", () => {
    assert.deepEqual(prove("Orders above 1,000", [], { operands: [1000] }), { proven: [], unverified: [] })
    assert.deepEqual(prove("Orders above 1,001", [], { operands: [1000] }).unverified, ["1,001"])
  })

  it("takes a bare number for a year when the data or the words say so", () => {
    assert.deepEqual(prove("2025 was best", [], { labels: ["2025-03-31"] }).unverified, [])
    assert.deepEqual(prove("In 2025 it was best", []).unverified, [])
    assert.deepEqual(prove("The total is 2025", []).unverified, ["2025"])
    assert.deepEqual(prove("The total is $2025", [], { labels: ["2025-03-31"] }).unverified, ["$2025"])
  })

  it("lists a figure once however often it is said", () => {
    const { proven, unverified } = prove("1650, again 1650; 7, again 7", [fact(1650, "West")])
    assert.deepEqual([proven.length, unverified], [1, ["7"]])
  })

  it("stays fast with many facts and figures", () => {
    const facts = Array.from({ length: 3000 }, (_, index) => fact(index + 0.5, `fact ${index}`))
    const text = Array.from({ length: 1000 }, (_, index) => `${index * 7}`).join(" and ")
    const { proofs, unverified } = proveFigures(text, { facts, operands: [], labels: [] })
    assert.equal(proofs.length + unverified.length <= 300, true)
  })
})

describe("citedSources", () => {
  const range = { worksheet: "Orders", address: "A3:D8" }

  it("lists the cells that citation links name", () => {
    const text = "West [Orders!C4](cell:Orders%21C4) and [all](cell:C4%3AC8)"
    assert.deepEqual(citedSources(text, [range]), [
      { sheet: "Orders", address: "C4" },
      { sheet: "Orders", address: "C4:C8" },
    ])
  })

  it("leaves out links to other sheets, outside the range, to no address or elsewhere", () => {
    const text =
      "[a](cell:Secret%21C4) [b](cell:Orders%21Z99) [c](cell:Orders%21revenue) [d](cell:%ZZ) [e](https://example.com)"
    assert.deepEqual(citedSources(text, [range]), [])
    assert.deepEqual(citedSources("[a](cell:C4)", []), [])
  })
})

describe("uniqueSources", () => {
  it("keeps each once, in order, and no more than asked for", () => {
    const [a, b] = [
      { sheet: "Orders", address: "A1" },
      { sheet: "Orders", address: "B1" },
    ]
    assert.deepEqual(uniqueSources([a, b, { ...a }]), [a, b])
    assert.deepEqual(uniqueSources([a, b], 1), [a])
  })
})

describe("confidenceOf", () => {
  const proof = { value: 1, text: "1", operation: "count", ranges: [] }

  it("falls with unverified figures and when the answer was cut", () => {
    assert.equal(confidenceOf({ proofs: [proof], unverified: [] }, "complete"), 0.95)
    assert.equal(confidenceOf({ proofs: [proof], unverified: ["2"] }, "complete"), 0.57)
    assert.equal(confidenceOf({ proofs: [], unverified: ["2"] }, "complete"), 0.2)
    assert.equal(confidenceOf({ proofs: [], unverified: [] }, "complete"), 0.6)
    assert.equal(confidenceOf({ proofs: [proof], unverified: [] }, "cut"), 0.76)
  })

  it("takes links to shared sheets too, and one without a sheet for the selection's", () => {
    const ranges = [
      { worksheet: "Orders", address: "A3:D8" },
      { worksheet: "Staff", address: "A1:B9" },
    ]
    assert.deepEqual(citedSources("[a](cell:staff%21B2) [b](cell:A4) [c](cell:Staff%21Z9)", ranges), [
      { sheet: "Staff", address: "B2" },
      { sheet: "Orders", address: "A4" },
    ])
  })
})
