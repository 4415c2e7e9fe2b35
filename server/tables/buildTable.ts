import { formatArea } from "../../shared/address.ts"
import { isBlank, type CellValue } from "../../shared/cell.ts"
import type { OtherTable } from "../../shared/workbook.ts"
import { looksLikeIsoDate, looksLikeNumber } from "./cellText.ts"
import { kindOfColumn } from "./columnKind.ts"
import { formulaAt, sheetAddress, turnArea, valueAt, type Grid } from "./grid.ts"
import { levelsOf } from "./levelsOf.ts"
import { sectionColumn } from "./sectionColumn.ts"
import { columnAddress, letterOf, type Column, type Table } from "./table.ts"
import type { TableFrame } from "./tableFrame.ts"
import { leftOutNotes, tableNotes } from "./tableNotes.ts"

/** What else the range holds. */
export interface Others {
  readonly areas: readonly { readonly address: string; readonly isTable: boolean }[]
  readonly tables: readonly OtherTable[]
}

/** The table that a frame describes, with the values and kinds of its columns. */
export function buildTable(grid: Grid, frame: TableFrame, others: Others = { areas: [], tables: [] }): Table {
  const { region, header, rows } = frame
  const sheetRow = (row: number): number => grid.area.row + row + 1
  const first = rows[0] ?? frame.bodyRow
  const last = rows.at(-1) ?? first
  const cells = frame.columns.map((column, i) => readColumn(grid, frame, column, frame.names[i] ?? "", first, last))
  const levels = levelsOf(grid, frame, cells)
  const columns = [...sectionColumn(grid, frame, cells), ...cells]
  const top = header.headerRows === 0 ? first : region.row + header.titleRows
  const left = frame.columns[0] ?? region.column
  const right = frame.columns.at(-1) ?? left
  const headerRow = header.headerRows === 0 ? null : sheetRow(top + header.headerRows - 1)
  const totalsRows = frame.totals.map(sheetRow)
  const sheetRows = rows.map(sheetRow)
  const found = {
    isTurned: grid.isTurned === true,
    others: others.areas,
    titleRows: Array.from({ length: header.titleRows }, (_, i) => sheetRow(region.row + i)),
    headerRow,
    totalsRows,
    subtotalRows: [...(levels?.subtotals ?? [])].map((index) => sheetRows[index] ?? 0).sort((a, b) => a - b),
    repeatedRows: frame.repeats.map(sheetRow),
    footnoteRows: frame.footnotes.map(sheetRow),
    columns,
    sheetRows,
  }
  return {
    columns,
    sheetRows,
    levels,
    leftOut: leftOutNotes(found),
    shape: {
      worksheet: grid.worksheet,
      address: formatArea(grid.isTurned ? turnArea(grid.area) : grid.area),
      tableAddress: sheetAddress(grid, {
        row: top,
        column: left,
        rowCount: last - top + 1,
        columnCount: right - left + 1,
      }),
      headerRow,
      firstRow: sheetRow(first),
      lastRow: sheetRow(last),
      rowCount: rows.length,
      columns: columns.map((column) => column.shape),
      totalsRows,
      subtotalRows: found.subtotalRows,
      sections: frame.sections.map(({ row, title }) => ({ row: sheetRow(row), title })),
      otherTables: others.tables,
      notes: tableNotes(found),
    },
  }
}

function readColumn(
  grid: Grid,
  { rows }: TableFrame,
  column: number,
  name: string,
  firstRow: number,
  lastRow: number,
): Column {
  const values: CellValue[] = new Array<CellValue>(rows.length)
  const numbersAsText: number[] = []
  const datesAsText: number[] = []
  let formulaCount = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    const value = valueAt(grid, row, column)
    // Excel has no negative zero; kept, it would print as "-0" and group apart from 0.
    values[i] = isBlank(value) ? null : value === 0 ? 0 : value
    if (formulaAt(grid, row, column) !== undefined) formulaCount++
    if (typeof value !== "string") continue
    if (looksLikeNumber(value)) numbersAsText.push(i)
    else if (looksLikeIsoDate(value)) datesAsText.push(i)
  }
  const formats = grid.numberFormats
  const formatOf = formats && ((index: number) => formats[rows[index] ?? 0]?.[column])
  return {
    values,
    formulaCount,
    numbersAsText,
    datesAsText,
    mergedDown: (grid.mergedDown ?? [])
      .filter((merge) => merge.column === column)
      .map((merge) => sheetAddress(grid, merge)),
    shape: {
      name,
      letter: letterOf(grid, column),
      ...kindOfColumn(values, formatOf, name),
      address: columnAddress(grid, column, firstRow, lastRow),
    },
  }
}
