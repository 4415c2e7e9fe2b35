import { formatArea } from "../../shared/address.ts"
import { isBlank, type CellValue } from "../../shared/cell.ts"
import type { OtherTable } from "../../shared/workbook.ts"
import { kindOfColumn } from "./columnKind.ts"
import { formulaAt, sheetAddress, turnArea, valueAt, type Grid } from "./grid.ts"
import type { RowLevels } from "./levels/rowLevels.ts"
import { levelsOf } from "./levelsOf.ts"
import { sectionColumn } from "./sectionColumn.ts"
import { columnAddress, letterOf, type Column, type Table } from "./table.ts"
import type { TableFrame } from "./tableFrame.ts"
import { totalChecks } from "./totalChecks.ts"
import { namesWhole } from "./totalsRows.ts"
import { wrongTotalText } from "./wrongTotal.ts"
import { leftOutNotes, tableNotes } from "./tableNotes.ts"
import { readTextValues } from "./textValues.ts"

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
  const sums = namedSums(frame, cells, levels)
  if (sums.length > 0) return buildTable(grid, withTotals(frame, sums), others)
  const wrongTotals = grid.isTurned ? [] : totalChecks(grid, frame, cells, levels)
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
    wrongTotals,
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
      notes: [...wrongTotals.map(wrongTotalText), ...tableNotes(found)],
    },
  }
}

/** Rows that sum up others, as the numbers tell, and say so, as their labels tell. */
function namedSums({ rows }: TableFrame, columns: readonly Column[], levels: RowLevels | undefined): number[] {
  const labels = columns.find(({ shape }) => shape.kind === "text")?.values
  return [...(levels?.subtotals ?? [])].flatMap((index) => {
    const label = labels?.[index]
    return typeof label === "string" && namesWhole(label) ? [rows[index] ?? 0] : []
  })
}

const withTotals = (frame: TableFrame, totals: readonly number[]): TableFrame => ({
  ...frame,
  totals: [...frame.totals, ...totals].sort((a, b) => a - b),
  rows: frame.rows.filter((row) => !totals.includes(row)),
})

function readColumn(
  grid: Grid,
  { rows }: TableFrame,
  column: number,
  name: string,
  firstRow: number,
  lastRow: number,
): Column {
  const written: CellValue[] = new Array<CellValue>(rows.length)
  let formulaCount = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    const value = valueAt(grid, row, column)
    // Excel has no negative zero; kept, it would print as "-0" and group apart from 0.
    written[i] = isBlank(value) ? null : value === 0 ? 0 : value
    if (formulaAt(grid, row, column) !== undefined) formulaCount++
  }
  const { values, formats: ofTexts, numbersAsText, datesAsText } = readTextValues(written, name)
  const formats = grid.numberFormats
  const formatOf =
    formats || ofTexts.size > 0
      ? (index: number) => ofTexts.get(index) ?? formats?.[rows[index] ?? 0]?.[column]
      : undefined
  const kind = kindOfColumn(values, formatOf, name)
  const isMixed = kind.kind === "mixed" && formatOf !== undefined
  return {
    values,
    formulaCount,
    ...(isMixed && { formats: values.map((_, index) => formatOf(index) ?? null) }),
    numbersAsText,
    datesAsText,
    mergedDown: (grid.mergedDown ?? [])
      .filter((merge) => merge.column === column)
      .map((merge) => sheetAddress(grid, merge)),
    shape: {
      name,
      letter: letterOf(grid, column),
      ...kind,
      address: columnAddress(grid, column, firstRow, lastRow),
    },
  }
}
