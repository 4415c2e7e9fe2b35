import assert from "node:assert/strict"
import { awkwardSheets } from "../../../../eval/awkwardSheets/awkwardSheets.ts"
import { sheetOf } from "../../../../eval/awkwardSheets/awkwardSheet.ts"
import { readLayout } from "../../../../server/tables/layout/readLayout.ts"
import { tableOf } from "../../../../server/tables/layout/tableOf.ts"
import { cellOf } from "../../../../server/tables/table.ts"
import { columnLetter, intersect, parseAddress } from "../../../../shared/address.ts"
import type { CellValue } from "../../../../shared/cell.ts"

describe("tableOf", () => {
  it("reads the table that a layout names, without totals", () => {
    const sheet = sheetOf({
      rows: [["Sales"], ["Region", "Sum"], ["West", 1], ["West Total", 1], ["East", 2], ["East", 3], ["Total", 6]],
      formulas: [[], [], [], [null, "=SUM(B3:B3)"], [], [], [null, "=SUM(B3,B5:B6)"]],
    })
    const [found] = readLayout(sheet).tables
    assert.ok(found)
    const table = tableOf(sheet, found)
    assert.deepEqual(
      table.sheetRows,
      [3, 4, 5, 6].filter((row) => !found.totals.includes(String(row))),
    )
    assert.deepEqual(table.shape.totalsRows.map(String), found.totals)
  })

  it("says that a table is gone from a sheet that became shorter", () => {
    const rows = [["Id", "Name", "N"], ...Array.from({ length: 20 }, (_, i) => [i, `n${i}`, i * 2])]
    const [found] = readLayout(sheetOf({ rows })).tables
    assert.ok(found)
    assert.throws(() => tableOf(sheetOf({ rows: rows.slice(0, 5) }), found), { code: "not_found" })
  })

  describe("cells that are merged over several rows", () => {
    const read = (sheet: ReturnType<typeof sheetOf>) => {
      const [found] = readLayout(sheet).tables
      assert.ok(found)
      return tableOf(sheet, found)
    }
    const valuesOf = (table: ReturnType<typeof tableOf>) => table.columns.map(({ values }) => values)

    it("label each of the rows, with a text or a date; a number in them stands in the first row alone", () => {
      const table = read(
        sheetOf({
          rows: [
            ["Region", "From", "Product", "Fee", "Sum"],
            ["West", 46000, "Desk", 10, 1],
            [null, null, "Lamp", null, 2],
            [null, null, "Sofa", null, 3],
            ["East", 46031, "Desk", 20, 4],
            ["North", 46031, "Lamp", 30, 5],
          ],
          formats: ["General", "yyyy-mm-dd", "General", "General", "General"],
          definitions: { merged: ["A2:A4", "B2:B4", "D2:D4"] },
        }),
      )
      assert.deepEqual(valuesOf(table), [
        ["West", "West", "West", "East", "North"],
        [46000, 46000, 46000, 46031, 46031],
        ["Desk", "Lamp", "Sofa", "Desk", "Lamp"],
        [10, null, null, 20, 30],
        [1, 2, 3, 4, 5],
      ])
      assert.deepEqual(table.shape.notes, [
        "Region has cells merged over several rows (A2:A4): their text counts for each of these rows.",
        "From has cells merged over several rows (B2:B4): their text counts for each of these rows.",
        "Fee has cells merged over several rows (D2:D4): a number in them counts once.",
      ])
    })

    it("label each of the columns of a transposed table", () => {
      const table = read(
        sheetOf({
          rows: [
            ["Store", "A", "B", "C", "D"],
            ["Region", "West", null, null, "East"],
            ["Opened", 46000, 46001, 46002, 46003],
            ["Sales", 1.5, 2.5, 3.5, 4.5],
            ["Open", true, false, true, true],
          ],
          formulas: [],
          definitions: { merged: ["B2:D2"] },
        }),
      )
      const region = table.columns[1]
      assert.ok(region)
      assert.deepEqual(region.values, ["West", "West", "West", "East"])
      assert.deepEqual(region.mergedDown, ["B2:D2"])
    })

    it("make no rows of what holds nothing else, and end with the table", () => {
      const sheet = sheetOf({
        rows: [
          ["Region", "Product", "Sum"],
          ["West", "Desk", 1],
          [null, "Lamp", 2],
          [null, null, null],
          ["East", "Desk", 4],
          ["East", "Lamp", 5],
        ],
        definitions: { merged: ["A2:A4", "A1:C1", "A2:C2", "A6:A99"] },
      })
      const table = read(sheet)
      assert.deepEqual(table.columns[0]?.values, ["West", "West", "East", "East"])
      assert.deepEqual(table.columns[2]?.values, [1, 2, 4, 5])
    })
  })

  for (const awkward of awkwardSheets)
    it(`gives each value of the cell it tells: ${awkward.name}`, () => {
      const sheet = sheetOf(awkward)
      const cells = new Map<string, CellValue>(
        awkward.rows.flatMap((row, r) => row.map((value, c) => [`${columnLetter(c)}${r + 1}`, value] as const)),
      )
      for (const found of readLayout(sheet).tables) {
        const table = tableOf(sheet, found)
        assert.equal(table.sheetRows.length, found.rowCount)
        assert.deepEqual(
          table.columns.map(({ shape: { name, letter, kind, address } }) => ({ name, letter, kind, address })),
          found.columns.map(({ name, letter, kind, address }) => ({ name, letter, kind, address })),
        )
        for (const column of table.columns)
          for (const [index, value] of column.values.entries()) {
            const cell = cellOf(table, column, index)
            const merged = column.mergedDown.find((address) => intersect(parseAddress(address), parseAddress(cell)))
            const written = cells.get((merged ?? cell).split(":")[0] ?? cell) ?? null
            const isText = column.numbersAsText.includes(index) || column.datesAsText.includes(index)
            if (isText && typeof value === "number") assert.equal(typeof written, "string")
            else if (column.placedRows && value !== null) assert.ok(String(written).includes(String(value)))
            else if (!column.placedRows) assert.equal(value, written)
          }
      }
    })
})
