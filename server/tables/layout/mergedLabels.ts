import { intersect, type Area } from "../../../shared/address.ts"
import { formatKind, isBlank, isExcelError } from "../../../shared/cell.ts"
import { valueAt, type Grid } from "../grid.ts"

/**
 * A grid in which a text or date that is merged over several rows of `body` stands in each of them, as a person reads it. A number
 * is not repeated: it would be added up once for each row. `merges` are the grid's own rows and columns.
 */
export function withMergedLabels(grid: Grid, body: Area, merges: readonly Area[]): Grid {
  const values = [...grid.values]
  const mergedDown: Area[] = []
  // A file may merge cells over each other, which no Excel does.
  let cells = body.rowCount * body.columnCount
  for (const merge of merges) {
    const part = merge.rowCount > 1 ? intersect(merge, body) : undefined
    const isWhole = part?.row === merge.row && part.column === merge.column
    // Across the whole table it is a remark, and no label of these rows.
    if (!part || !isWhole || part.rowCount < 2 || (part.columnCount > 1 && part.columnCount === body.columnCount))
      continue
    const { row, column } = part
    const value = valueAt(grid, row, column)
    if (isBlank(value)) continue
    mergedDown.push({ ...part, columnCount: 1 })
    cells -= part.rowCount
    if (cells < 0) break
    const format = grid.numberFormats?.[row]?.[column]
    const isLabel = typeof value === "string" ? !isExcelError(value) : formatKind(format) === "date"
    if (!isLabel) continue
    for (let r = row + 1; r < row + part.rowCount; r++) {
      const cellsOfRow = [...(values[r] ?? [])]
      while (cellsOfRow.length <= column) cellsOfRow.push(null)
      if (isBlank(cellsOfRow[column])) cellsOfRow[column] = value
      values[r] = cellsOfRow
    }
  }
  return mergedDown.length === 0 ? grid : { ...grid, values, mergedDown }
}
