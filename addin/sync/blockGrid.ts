import { intersect, type Area } from "../../shared/address.ts"
import { blockSize } from "../../shared/block.ts"

/** How many blocks an area touches in one direction: rows of blocks, columns of blocks. */
export function blockSpan(area: Area): { rows: number; columns: number } {
  const lines = (start: number, count: number, size: number): number =>
    Math.floor((start + count - 1) / size) - Math.floor(start / size) + 1
  return {
    rows: lines(area.row, area.rowCount, blockSize.rows),
    columns: lines(area.column, area.columnCount, blockSize.columns),
  }
}

export const blockCount = (area: Area): number => {
  const { rows, columns } = blockSpan(area)
  return rows * columns
}

/** The same for every part of one block: its place among the blocks of a sheet. */
export const blockKey = ({ row, column }: Area): string =>
  `${Math.floor(row / blockSize.rows)},${Math.floor(column / blockSize.columns)}`

/** The whole block that holds an area's first cell, cut to the used cells; undefined when it has none of them. */
export function wholeBlock({ row, column }: Area, used: Area): Area | undefined {
  const top = row - (row % blockSize.rows)
  const left = column - (column % blockSize.columns)
  return intersect(used, { row: top, column: left, rowCount: blockSize.rows, columnCount: blockSize.columns })
}

/** In the order of `blocksOf`: row of blocks by row of blocks, each from left to right. */
export const inBlockOrder = (a: Area, b: Area): number =>
  Math.floor(a.row / blockSize.rows) - Math.floor(b.row / blockSize.rows) || a.column - b.column
