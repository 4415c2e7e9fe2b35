import assert from "node:assert/strict"
import type { SimSheet } from "../../../playground/workbook/contract.ts"
import { surroundingArea } from "../../../playground/host/regions.ts"

/** A sheet whose cells are filled where `filled` says so; counts how many are looked at. */
function sheetOf(filled: (row: number, column: number) => boolean): { sheet: SimSheet; reads: () => number } {
  let reads = 0
  const value = (row: number, column: number): number | null => {
    reads++
    return filled(row, column) ? 1 : null
  }
  return { sheet: { value } as SimSheet, reads: () => reads }
}

describe("surroundingArea", () => {
  it("finds the whole block from a cell inside, also over corners", () => {
    const { sheet } = sheetOf(
      (row, column) => (row >= 2 && row <= 4 && column >= 1 && column <= 3) || (row === 5 && column === 4),
    )
    assert.deepEqual(surroundingArea(sheet, { row: 3, column: 2, rowCount: 1, columnCount: 1 }), {
      row: 2,
      column: 1,
      rowCount: 4,
      columnCount: 4,
    })
  })

  it("looks at each cell of a tall block a few times at most", () => {
    const { sheet, reads } = sheetOf((row, column) => row < 60_000 && column < 5)
    assert.equal(surroundingArea(sheet, { row: 0, column: 0, rowCount: 1, columnCount: 1 }).rowCount, 60_000)
    assert.ok(reads() < 60_000 * 5 * 4, String(reads()))
  })
})
