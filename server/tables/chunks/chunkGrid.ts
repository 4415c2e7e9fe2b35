import type { Grid } from "../grid.ts"
import { formulaChunks } from "./formulaChunks.ts"
import type { Chunk } from "./chunk.ts"
import { dataChunks } from "./dataChunks.ts"
import { headerChunks, titleOf } from "./headerChunks.ts"
import { looseCells, looseChunks, type LooseCell } from "./looseCells.ts"
import type { ProfiledTable } from "./profiledTable.ts"
import { statisticsChunks } from "./statisticsChunks.ts"

/**
 * Everything of a grid that can be found, made as it is asked for: header and statistics of each table, the cells outside of
 * all tables, rows, formulas. `tables` are those of the grid, each with the profile of its columns; of one that goes on below the grid
 * the rows in it.
 */
export function* chunkGrid(grid: Grid, tables: readonly ProfiledTable[]): Generator<Chunk> {
  const loose = looseCells(grid, tables)
  const titled = tables.map((each) => ({ ...each, title: each.title ?? titleOf(each.table.shape.tableAddress, loose) }))
  const made = new Set<string>()
  for (const chunk of allChunks(grid, titled, loose)) {
    if (made.has(chunk.hash)) continue
    made.add(chunk.hash)
    yield chunk
  }
}

function* allChunks(grid: Grid, tables: readonly ProfiledTable[], loose: readonly LooseCell[]): Generator<Chunk> {
  const lastRow = grid.area.row + grid.area.rowCount
  for (const table of tables) yield* [...headerChunks(table), ...statisticsChunks(table)]
  yield* looseChunks(grid, loose)
  for (const table of tables) yield* dataChunks(table, lastRow)
  yield* formulaChunks(grid, tables)
}
