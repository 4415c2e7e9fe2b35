import assert from "node:assert/strict"
import { GridBuilder } from "../../../server/tables/grid.ts"
import { readTable } from "../../../server/tables/readTable.ts"
import { tableOf } from "./tableOf.ts"

const names = (table: ReturnType<typeof tableOf>): string[] => table.shape.columns.map((column) => column.name)
describe("readTable", () => {
  it("names columns by their letters when there is no header", () => {
    const table = tableOf(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      { at: "C5" },
    )
    assert.equal(table.shape.headerRow, null)
    assert.deepEqual(names(table), ["Column C", "Column D"])
    assert.equal(table.shape.rowCount, 3)
    assert.deepEqual(table.shape.notes, ["No header row was found, so the columns are named by their letters."])
  })

  it("does not take a first data row of text and numbers for a header", () => {
    const table = tableOf([
      ["West", 100],
      ["East", 200],
      ["North", 300],
    ])
    assert.equal(table.shape.headerRow, null)
    assert.equal(table.shape.rowCount, 3)
  })

  it("names empty, repeated and multi-line headers", () => {
    const table = tableOf([
      ["Name", null, "Amount", "amount", "Unit\nprice"],
      ["a", 1, 2, 3, 4],
      ["b", 5, 6, 7, 8],
    ])
    assert.deepEqual(names(table), ["Name", "Column B", "Amount", "amount (2)", "Unit price"])
  })

  it("keeps names unique when a repeated header meets a header that already carries the number", () => {
    const table = tableOf([
      ["x", "x (2)", "x"],
      [1, 2, 3],
      [4, 5, 6],
    ])
    assert.deepEqual(names(table), ["x", "x (2)", "x (3)"])
  })

  it("reads years as headers, but not years that are data", () => {
    const header = tableOf([
      ["Region", 2023, 2024, 2025],
      ["West", 10, 20, 30],
      ["East", 5, 6, 7],
    ])
    assert.equal(header.shape.headerRow, 1)
    assert.deepEqual(names(header), ["Region", "2023", "2024", "2025"])
    const data = tableOf([
      [2020, 2021],
      [2021, 2022],
      [2022, 2023],
    ])
    assert.equal(data.shape.headerRow, null)
  })

  it("reads dates as headers by their number format", () => {
    const range = {
      worksheet: "S",
      address: "A1:C3",
      values: [
        ["Item", 45658, 45689],
        ["Rent", 900, 910],
        ["Food", 300, 320],
      ],
      numberFormats: [
        ["General", "mmm-yy", "mmm-yy"],
        ["General", "0", "0"],
        ["General", "0", "0"],
      ],
    }
    const builder = new GridBuilder()
    builder.add(range)
    assert.deepEqual(names(readTable(builder.build())), ["Item", "2025-01-01", "2025-02-01"])
  })

  it("joins group names over two header rows", () => {
    const table = tableOf([
      ["Region", "2024", null, "2025", null],
      ["Name", "Q1", "Q2", "Q1", "Q2"],
      ["West", 1, 2, 3, 4],
      ["East", 5, 6, 7, 8],
    ])
    assert.deepEqual(names(table), ["Region Name", "2024 Q1", "2024 Q2", "2025 Q1", "2025 Q2"])
    assert.equal(table.shape.headerRow, 2)
    assert.equal(table.shape.tableAddress, "A1:E4")
  })

  it("finds the header of a table that holds nothing but text", () => {
    const table = tableOf([
      ["Name", "City"],
      ["Ann", "Rome"],
      ["Bob", "Oslo"],
      ["Cid", "Rome"],
    ])
    assert.equal(table.shape.headerRow, 1)
    assert.equal(
      tableOf([
        ["Ann", "Rome"],
        ["Bob", "Oslo"],
        ["Ann", "Rome"],
      ]).shape.headerRow,
      null,
    )
    assert.equal(tableOf([["apple"], ["pear"], ["apple"]]).shape.headerRow, null)
    assert.equal(tableOf([["Product"], ["apple"], ["pear"]]).shape.headerRow, 1)
  })
})
