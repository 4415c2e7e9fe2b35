import assert from "node:assert/strict"
import { aboutArea } from "../../../addin/excel/selectedRange.ts"
import { formatArea, parseAddress } from "../../../shared/address.ts"

const about = (selected: string, used?: string, region?: string): string =>
  formatArea(
    aboutArea(parseAddress(selected), used ? parseAddress(used) : undefined, region ? parseAddress(region) : undefined),
  )

describe("aboutArea", () => {
  it("takes the table around a single cell", () => assert.equal(about("C5", "A1:Z99", "A3:F212"), "A3:F212"))
  it("cuts whole columns and whole rows to the used cells", () => {
    assert.equal(about("B:C", "A1:F212"), "B1:C212")
    assert.equal(about("3:4", "A1:F212"), "A3:F4")
    assert.equal(about("A1:XFD1048576", "B2:F9"), "B2:F9")
  })
  it("gives one cell where whole columns have no used cell", () => {
    assert.equal(about("H:J", "A1:F212"), "H1")
    assert.equal(about("H:J"), "H1")
  })
  it("leaves an ordinary selection as it is, also beyond the used cells", () =>
    assert.equal(about("A1:Z500", "A1:F212"), "A1:Z500"))
})
