import assert from "node:assert/strict"
import { formatArea, parseAddress } from "../../../../shared/address.ts"
import { selectedArea } from "../../../../playground/page/grid/selection.ts"

const select = (from: string, to: string, ...merges: string[]): string =>
  formatArea(selectedArea(parseAddress(from), parseAddress(to), merges.map(parseAddress)))

describe("selectedArea", () => {
  it("lies between two cells in whatever order", () => {
    assert.equal(select("C5", "A2"), "A2:C5")
    assert.equal(select("B2", "B2"), "B2")
  })

  it("takes in merged cells as a whole, and those that they touch in turn", () => {
    assert.equal(select("B2", "B2", "A2:C3"), "A2:C3")
    assert.equal(select("B2", "B4", "B4:D4", "D4:D9"), "B2:D9")
    assert.equal(select("A1", "A1", "C3:D4"), "A1")
  })
})
