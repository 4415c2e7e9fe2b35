import type { Grid } from "../../workbooks/grid.ts"
import { formulaChunks } from "./formulaChunks.ts"
import type { Chunk } from "./chunk.ts"
import { dataChunks } from "./dataChunks.ts"
import { headerChunks } from "./headerChunks.ts"
import { looseCells, looseChunks, type LooseCell } from "./looseCells.ts"
import type { ProfiledTable } from "./profiledTable.ts"
import { statisticsChunks } from "./statisticsChunks.ts"

/**
 * Everything of a grid that can be found, made as it is asked for: header and statistics of each table, the cells outside of
 * all tables, rows, formulas. `tables` are those of the grid, each with the profile of its columns.
 */
export function* chunkGrid(grid: Grid, tables: readonly ProfiledTable[]): Generator<Chunk> {
  const loose = looseCells(grid, tables)
  const made = new Set<string>()
  for (const chunk of allChunks(grid, tables, loose)) {
    if (made.has(chunk.hash)) continue
    made.add(chunk.hash)
    yield chunk
  }
}

function* allChunks(grid: Grid, tables: readonly ProfiledTable[], loose: readonly LooseCell[]): Generator<Chunk> {
  for (const table of tables) yield* [...headerChunks(table, loose), ...statisticsChunks(table)]
  yield* looseChunks(grid, loose)
  for (const table of tables) yield* dataChunks(table)
  yield* formulaChunks(grid, tables)
}
