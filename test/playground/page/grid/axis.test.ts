import assert from "node:assert/strict"
import { createAxis } from "../../../../playground/page/grid/axis.ts"

describe("createAxis", () => {
  const axis = createAxis(5, (index) => [20, 0, 30, 20, 20][index] ?? 0)

  it("adds sizes up", () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5].map(axis.offset), [0, 20, 20, 50, 70, 90])
    assert.equal(axis.size(2), 30)
  })

  it("finds what lies at a distance, and never a hidden one", () => {
    assert.deepEqual([0, 19, 20, 49, 50, 89].map(axis.at), [0, 0, 2, 2, 3, 4])
  })

  it("finds nothing before the start and beyond the end", () => {
    assert.deepEqual([-1, 90, 1e9].map(axis.at), [-1, -1, -1])
  })

  it("holds a whole sheet of rows", () => {
    const rows = createAxis(1_048_576, () => 20)
    assert.equal(rows.offset(1_048_576), 20_971_520)
    assert.equal(rows.at(20_971_519), 1_048_575)
  })
})
