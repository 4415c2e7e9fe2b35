import assert from "node:assert/strict"
import { awkwardSheets } from "../../../../eval/awkwardSheets/awkwardSheets.ts"
import { sheetOf } from "../../../../eval/awkwardSheets/awkwardSheet.ts"
import { readLayout } from "../../../../server/workbooks/tables/readLayout.ts"
import { tableOf } from "../../../../server/workbooks/tables/tableOf.ts"
import { cellOf } from "../../../../server/workbooks/table.ts"
import { columnLetter } from "../../../../shared/address.ts"
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
          for (const [index, value] of column.values.entries())
            assert.equal(value, cells.get(cellOf(table, column, index)) ?? null)
      }
    })
})
