import assert from "node:assert/strict"
import { profileColumns } from "../../../../server/analysis/profileTable.ts"
import { dataChunks } from "../../../../server/tables/chunks/dataChunks.ts"
import { buildTable } from "../../../../server/tables/buildTable.ts"
import { framed } from "../../../../server/tables/tableFrame.ts"
import type { CellValue } from "../../../../shared/cell.ts"

/** The chunks of the rows of a table with two columns, down to a row of the sheet. */
function chunksOf(rowCount: number, lastRow = rowCount + 1) {
  const values: CellValue[][] = [["Name", "Amount"]]
  for (let row = 0; row < rowCount; row++) values.push([`some text of a row ${row}`, row])
  const area = { row: 0, column: 0, rowCount: rowCount + 1, columnCount: 2 }
  const grid = { worksheet: "Orders", area, values, formulas: undefined, numberFormats: undefined }
  const body = { ...area, row: 1, rowCount }
  const table = buildTable(grid, framed(grid, area, { titleRows: 0, headerRows: 1 }, body, { totals: [] }))
  return [...dataChunks({ table, columns: profileColumns(table), name: null, title: null }, lastRow)]
}

const rowsOf = (address: string): [number, number] => {
  const [first = NaN, last = NaN] = [...address.matchAll(/\d+/g)].map(([row]) => Number(row))
  return [first, last]
}

describe("dataChunks", () => {
  it("holds every row of a table, each chunk beginning with the last row of the one before", () => {
    const chunks = chunksOf(300)
    let expected = 2
    for (const { address } of chunks) {
      const [first, last] = rowsOf(address)
      assert.equal(first, expected)
      expected = last
    }
    assert.equal(expected, 301)
  })

  it("is made of larger pieces the longer the table is, and of some thousand at most", () => {
    const short = chunksOf(300)
    const long = chunksOf(60_000)
    assert.ok(short.length >= 8, `${short.length}`)
    assert.ok(long.length <= 1500, `${long.length}`)
    const longest = Math.max(...long.map(({ content }) => content.length))
    assert.ok(longest > 1.5 * Math.max(...short.map(({ content }) => content.length)) && longest < 6000, `${longest}`)
  })

  it("ends where the cells that were read end", () => {
    const [, last] = rowsOf(chunksOf(300, 41).at(-1)?.address ?? "")
    assert.equal(last, 41)
  })

  it("has nothing to say of a table without rows", () => {
    assert.deepEqual(chunksOf(0), [])
  })
})
