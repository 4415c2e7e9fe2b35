import { cellAddress, columnLetter } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import type { ColumnShape, TableShape } from "../../shared/workbook.ts"
import { sheetAddress, type Grid } from "./grid.ts"
import type { RowLevels } from "./levels/rowLevels.ts"
import type { WrongTotal } from "./wrongTotal.ts"

export interface Column {
  readonly shape: ColumnShape
  /** One value for each entry of `Table.sheetRows`. */
  readonly values: readonly CellValue[]
  readonly formulaCount: number
  /** Indices into `values`. */
  readonly numbersAsText: readonly number[]
  readonly datesAsText: readonly number[]
  /** Addresses of cells merged over several rows. A text or date in them counts for each of the rows, a number once. */
  readonly mergedDown: readonly string[]
  /** Number format of each value, where numbers of several sorts stand below each other; otherwise one for all is in `shape`. */
  readonly formats?: readonly (string | null)[]
  /** Rows on the sheet where the values stand, for each entry of `values`; undefined where that is the row itself. */
  readonly placedRows?: readonly number[]
}

/** A recognised table with its data rows; header, titles and totals are left out. */
export interface Table {
  /** Sentences that every answer must say: what no figure includes (totals rows, other tables and cells), what may count twice. */
  readonly leftOut: readonly string[]
  readonly shape: TableShape
  readonly columns: readonly Column[]
  /** Excel row number, from one, of every data row; where records stand in columns, the number of the column. */
  readonly sheetRows: readonly number[]
  /** Rows that sum up others; undefined where there are none. */
  readonly levels: RowLevels | undefined
  /** Totals on the sheet that its rows do not add up to. */
  readonly wrongTotals: readonly WrongTotal[]
}

/** Row on the sheet where the value of a column stands in data row `index`. */
export const placeOf = (table: Table, column: Column, index: number): number =>
  (column.placedRows ?? table.sheetRows)[index] ?? 0

/** A1 address of the cell that holds a column's value in data row `index`. */
export const cellOf = (table: Table, column: Column, index: number): string =>
  cellAddress(column.shape.letter, placeOf(table, column, index))

/** `E12, E15 and E20`, at most three cells and then how many more. */
export function someCells(table: Table, column: Column, indices: readonly number[]): string {
  const shown = indices.slice(0, 3).map((index) => cellOf(table, column, index))
  const more = indices.length - shown.length
  if (more > 0) return `${shown.join(", ")} and ${more.toLocaleString("en-US")} more`
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "")
}

/** Letter of a grid's column on the sheet; of a turned grid the number of the row that it is. */
export const letterOf = (grid: Grid, column: number): string =>
  grid.isTurned ? String(grid.area.column + column + 1) : columnLetter(grid.area.column + column)

/** Address of a grid's column from one of its rows to another. */
export const columnAddress = (grid: Grid, column: number, firstRow: number, lastRow: number): string =>
  sheetAddress(grid, { row: firstRow, column, rowCount: Math.max(1, lastRow - firstRow + 1), columnCount: 1 })

/** `1 cell`, `3 cells`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`

export const defaultName = (grid: Grid, column: number): string =>
  `${grid.isTurned ? "Row" : "Column"} ${letterOf(grid, column)}`
