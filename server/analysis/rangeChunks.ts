import { parseAddress, type Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import type { ColumnProfile } from "../../shared/profile.ts"
import { limits } from "../../shared/limits.ts"
import { chunkGrid } from "../tables/chunks/chunkGrid.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"
import { partOfGrid, type Grid } from "../tables/grid.ts"
import { readTable } from "../tables/readTable.ts"
import type { Table } from "../tables/table.ts"
import { profileColumns } from "./profileTable.ts"

/** Tables of one range beside the largest; a sheet of more is a sheet of fragments. */
const otherTablesAtMost = 100

/**
 * What can be found in a range and all its tables; of one above `limits.cellsIndexedPerSheet` in its first rows. `profiled` are
 * the columns of the largest table, where they are known already.
 */
export function* rangeChunks(whole: Grid, largest: Table, profiled?: readonly ColumnProfile[]): Generator<Chunk> {
  const grid = firstRows(whole)
  if (grid.values.every((row) => row.every(isBlank))) return
  const main = grid === whole ? largest : readTable(grid)
  const others = main.shape.otherTables.slice(0, otherTablesAtMost).map(({ address }) => {
    const area = parseAddress(address)
    return readTable(
      partOfGrid(grid, { ...area, row: area.row - grid.area.row, column: area.column - grid.area.column }),
    )
  })
  const tables = [main, ...others].map((table) => ({
    table,
    columns: table === largest && profiled ? profiled : profileColumns(table),
    name: null,
    title: null,
  }))
  yield* chunkGrid(grid, tables)
}

function firstRows(grid: Grid): Grid {
  const rowCount = Math.max(1, Math.floor(limits.cellsIndexedPerSheet / grid.area.columnCount))
  if (grid.area.rowCount <= rowCount) return grid
  const part: Area = { row: 0, column: 0, rowCount, columnCount: grid.area.columnCount }
  return partOfGrid(grid, part)
}
