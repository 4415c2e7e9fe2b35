import assert from "node:assert/strict"
import { cellOf } from "../../../server/tables/table.ts"
import { tableOf } from "./tableOf.ts"

const names = (table: ReturnType<typeof tableOf>): string[] => table.shape.columns.map((column) => column.name)
const kinds = (table: ReturnType<typeof tableOf>): string[] => table.shape.columns.map((column) => column.kind)

describe("regionTable", () => {
  it("reads records that stand in columns, and tells the cell of each value", () => {
    const table = tableOf(
      [
        ["Name", "Ann", "Bob", "Cid"],
        ["Age", 30, 40, 50],
        ["City", "Rome", "Oslo", "Bern"],
        ["Active", true, false, true],
      ],
      { at: "B3" },
    )
    assert.deepEqual(names(table), ["Name", "Age", "City", "Active"])
    assert.deepEqual(kinds(table), ["text", "integer", "text", "boolean"])
    assert.deepEqual([table.shape.tableAddress, table.shape.columns[1]?.address], ["B3:E6", "C4:E4"])
    const age = table.columns[1]
    assert.ok(age)
    assert.deepEqual(age.values, [30, 40, 50])
    assert.deepEqual(
      age.values.map((_, index) => cellOf(table, age, index)),
      ["C4", "D4", "E4"],
    )
  })

  it("takes no header for data where it stands again", () => {
    const { shape, sheetRows } = tableOf([
      ["Account", "Debit", "Credit"],
      ["Cash", 100, 0],
      ["Account", "Debit", "Credit"],
      ["Food", 30, 0],
    ])
    assert.deepEqual([shape.columns[1]?.kind, sheetRows], ["integer", [2, 4]])
    assert.deepEqual(shape.notes, ["Skipped the header that is repeated in row 3."])
  })

  it("ends a table where another header stands in its middle", () => {
    const { shape } = tableOf([
      ["Item", "Qty", "Price"],
      ["Pen", 10, 1.5],
      ["Ink", 4, 7.25],
      ["Pad", 6, 3.5],
      ["City", "Area", "People"],
      ["Rome", 1285, 2_800_000],
    ])
    assert.equal(shape.tableAddress, "A1:C4")
    assert.deepEqual(
      shape.otherTables.map(({ address }) => address),
      ["A5:C6"],
    )
  })
})
