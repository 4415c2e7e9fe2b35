import assert from "node:assert/strict"
import { tableOf } from "./tableOf.ts"

const valuesOf = (rows: Parameters<typeof tableOf>[0], column: string): unknown =>
  tableOf(rows).columns.find(({ shape }) => shape.name === column)?.values

describe("sections of a table", () => {
  it("are a column of the titles over the rows", () => {
    const rows = [
      ["Month", "Sales", "Cost"],
      ["North:", null, null],
      ["Jan", 10, 7],
      ["Feb", 12, 8],
      [null, null, null],
      ["South:", null, null],
      ["Jan", 20, 13],
      ["Feb", 22, 14],
    ]
    assert.deepEqual(valuesOf(rows, "Section"), ["North", "North", "South", "South"])
    assert.deepEqual(valuesOf(rows, "Sales"), [10, 12, 20, 22])
    const { shape } = tableOf(rows)
    assert.deepEqual(shape.sections, [
      { row: 2, title: "North" },
      { row: 6, title: "South" },
    ])
    assert.equal(shape.columns[0]?.address, "A2:A6")
  })

  it("are not rows without values among others", () => {
    const rows = [
      ["Name", "Score", "Grade"],
      ["Ada", 90, "A"],
      ["Bob", null, null],
      ["Cleo", 71, "B"],
      ["Dan", 65, "C"],
    ]
    assert.equal(valuesOf(rows, "Section"), undefined)
    assert.deepEqual(valuesOf(rows, "Score"), [90, null, 71, 65])
  })

  it("are not records parted by blank lines, of which one has no value", () => {
    const rows = [
      ["Name", "Score"],
      ["Ada", 90],
      [null, null],
      ["Bob", null],
      [null, null],
      ["Cleo", 71],
    ]
    assert.equal(valuesOf(rows, "Section"), undefined)
  })

  it("get another name where a column is called so", () => {
    const rows = [
      ["Section", "Sales", "Cost"],
      ["North", null, null],
      ["a", 10, 7],
      ["b", 12, 8],
      ["South", null, null],
      ["a", 20, 13],
    ]
    assert.deepEqual(valuesOf(rows, "Section title"), ["North", "North", "South"])
  })
})
