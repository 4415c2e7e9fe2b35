import type { Grid } from "../../workbooks/grid.ts"
import { formulaChunks } from "./formulaChunks.ts"
import type { Chunk } from "./chunk.ts"
import { dataChunks } from "./dataChunks.ts"
import { headerChunks } from "./headerChunks.ts"
import { looseCells, looseChunks } from "./looseCells.ts"
import type { ProfiledTable } from "./profiledTable.ts"
import { statisticsChunks } from "./statisticsChunks.ts"

/**
 * Everything of a grid that can be found: for each table its header, statistics and rows, then the cells outside of all
 * tables and the formulas. `tables` are those of the grid, each with the profile of its columns.
 */
export function chunkGrid(grid: Grid, tables: readonly ProfiledTable[]): Chunk[] {
  const loose = looseCells(grid, tables)
  const chunks = [
    ...tables.flatMap((table) => [...headerChunks(table, loose), ...statisticsChunks(table), ...dataChunks(table)]),
    ...looseChunks(grid, loose),
    ...formulaChunks(grid, tables),
  ]
  return [...new Map(chunks.map((chunk) => [chunk.hash, chunk])).values()]
}
