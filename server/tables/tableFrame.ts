import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { columnNames } from "./columnNames.ts"
import { withoutFootnoteMarks } from "./footnoteMark.ts"
import { withoutFootnotes } from "./footnotes.ts"
import { valueAt, type Grid } from "./grid.ts"
import { findHeader, type Header } from "./headerRow.ts"
import { headerTexts } from "./headerTexts.ts"
import { repeatedHeaders } from "./repeatedHeaders.ts"
import { findSections, type Section } from "./sections.ts"
import { findTotalsRows } from "./totalsRows.ts"

/** Where in a grid the parts of one table stand, in the grid's own rows and columns. */
export interface TableFrame {
  readonly region: Area
  readonly header: Header
  /** The first data row, or the row after the header where there is none. */
  readonly bodyRow: number
  /** Data rows: no totals, no blank rows, no header once more. */
  readonly rows: readonly number[]
  /** Columns with a value in a header or data row, and their unique names. */
  readonly columns: readonly number[]
  readonly names: readonly string[]
  readonly totals: readonly number[]
  readonly repeats: readonly number[]
  readonly footnotes: readonly number[]
  readonly sections: readonly Section[]
}

/** Rows of a region that are no data, in the grid's own rows. */
export interface KnownRows {
  readonly totals: readonly number[]
  readonly footnotes?: readonly number[]
  readonly sections?: readonly Section[]
}

/** The parts of the table in a region of a grid. */
export function frameOf(grid: Grid, region: Area): TableFrame {
  const header = findHeader(grid, region)
  const bodyRow = region.row + header.titleRows + header.headerRows
  const whole = { ...region, row: bodyRow, rowCount: region.row + region.rowCount - bodyRow }
  const body = withoutFootnotes(grid, whole)
  const end = body.row + body.rowCount
  const footnotes = Array.from({ length: whole.rowCount - body.rowCount }, (_, i) => end + i)
  const totals = findTotalsRows(grid, body)
  return framed(grid, region, header, body, { totals, footnotes, sections: findSections(grid, body, totals) })
}

/** A frame whose header, body and other rows are known. */
export function framed(
  grid: Grid,
  region: Area,
  header: Header,
  body: Area,
  { totals, footnotes = [], sections = [] }: KnownRows,
): TableFrame {
  const repeats = repeatedHeaders(grid, region, header, body)
  const left = new Set([...totals, ...repeats, ...sections.map((section) => section.row)])
  const rows: number[] = []
  // A row that is blank across several columns is a gap between rows; in a single column it is a missing value.
  for (let row = body.row; row < body.row + body.rowCount; row++)
    if (!left.has(row) && (body.columnCount === 1 || !isBlankRow(grid, body, row))) rows.push(row)
  const columns = usedColumns(grid, region, header, rows)
  const names = columnNames(grid, columns, withoutFootnoteMarks(headerTexts(grid, region, header, columns)))
  return { region, header, bodyRow: body.row, rows, columns, names, totals, repeats, footnotes, sections }
}

function isBlankRow(grid: Grid, body: Area, row: number): boolean {
  const cells = grid.values[row] ?? []
  const end = Math.min(cells.length, body.column + body.columnCount)
  for (let c = body.column; c < end; c++) if (!isBlank(cells[c])) return false
  return true
}

function usedColumns(grid: Grid, region: Area, header: Header, rows: readonly number[]): number[] {
  const named = Array.from({ length: header.headerRows }, (_, i) => region.row + header.titleRows + i)
  const isUsed = (column: number): boolean =>
    named.some((row) => !isBlank(valueAt(grid, row, column))) ||
    rows.some((row) => !isBlank(valueAt(grid, row, column)))
  return Array.from({ length: region.columnCount }, (_, c) => region.column + c).filter(isUsed)
}
