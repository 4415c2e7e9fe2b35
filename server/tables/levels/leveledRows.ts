import type { CellValue } from "../../../shared/cell.ts"

/** The rows of a table as far as their levels are concerned. */
export interface LeveledRows {
  /** Columns whose numbers may add up. */
  readonly columns: readonly LeveledColumn[]
  /** What each row is called, with the spaces that indent it; empty where it has no name. */
  readonly labels: readonly string[]
  /** Row on the sheet of each row: where some are left blank, a block of rows ends. */
  readonly sheetRows: readonly number[]
  /** True when the table has a row that sums up all of them. */
  readonly hasTotal: boolean
  /** True when the label of a row says that it sums up others. */
  readonly isTotal: (row: number) => boolean
  /** The rows on the sheet that a formula of a row adds up. */
  readonly sumsOver: (row: number) => RowSpan | undefined
}

export interface LeveledColumn {
  readonly values: readonly CellValue[]
  /** Of the row that sums up all; null where there is none. */
  readonly total: CellValue
  /** Its numbers are percentages. */
  readonly isShare: boolean
}

/** Rows on the sheet, both among them. */
export interface RowSpan {
  readonly first: number
  readonly last: number
}
