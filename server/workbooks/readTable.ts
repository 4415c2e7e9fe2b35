import { columnLetter, formatArea, type Area } from "../../shared/address.ts"
import { isBlank, serialToIso, type CellValue } from "../../shared/cell.ts"
import { looksLikeIsoDate, looksLikeNumber } from "./cellText.ts"
import { columnNames } from "./columnNames.ts"
import { kindOfColumn } from "./columnKind.ts"
import { formulaAt, sheetAddress, valueAt, type Grid } from "./grid.ts"
import { findHeader, type Header } from "./headerRow.ts"
import { findRegions } from "./regions.ts"
import { columnAddress, type Column, type Table } from "./table.ts"
import { leftOutNotes, tableNotes } from "./tableNotes.ts"
import { findTotalsRows } from "./totalsRows.ts"
import { withoutFootnotes } from "./footnotes.ts"

/** Recognises the (largest) table of a grid and types its columns. The grid must hold at least one value. */
export function readTable(grid: Grid): Table {
  const regions = findRegions(grid)
  const region = largest(grid, regions)
  const header = findHeader(grid, region)
  const headerAt = region.row + header.titleRows
  const bodyAt = headerAt + header.headerRows
  const wholeBody = { ...region, row: bodyAt, rowCount: region.row + region.rowCount - bodyAt }
  const body = withoutFootnotes(grid, wholeBody)
  const totals = new Set(findTotalsRows(grid, body))
  const rows: number[] = []
  // A row that is blank across several columns is a gap between rows; in a single column it is a missing value.
  for (let row = body.row; row < body.row + body.rowCount; row++)
    if (!totals.has(row) && (body.columnCount === 1 || !isBlankRow(grid, body, row))) rows.push(row)

  const used = usedColumns(grid, region, header, rows)
  const names = columnNames(grid.area.column, used, headerTexts(grid, region, header, used))
  const sheetRows = rows.map((row) => grid.area.row + row + 1)
  const firstRow = sheetRows[0] ?? grid.area.row + body.row + 1
  const lastRow = sheetRows.at(-1) ?? firstRow
  const columns = used.map((column, i) => readColumn(grid, rows, column, names[i] ?? "", firstRow, lastRow))
  const headerRow = header.headerRows === 0 ? null : grid.area.row + bodyAt
  const left = (used[0] ?? 0) + grid.area.column
  const top = header.headerRows === 0 ? firstRow : grid.area.row + headerAt + 1
  const right = (used.at(-1) ?? 0) + grid.area.column
  const totalsRows = [...totals].map((row) => grid.area.row + row + 1)
  const others = regions.filter((other) => other !== region).map((other) => describeRegion(grid, other))
  return {
    columns,
    sheetRows,
    leftOut: leftOutNotes({ totalsRows, others }),
    shape: {
      worksheet: grid.worksheet,
      address: formatArea(grid.area),
      tableAddress: formatArea({
        row: top - 1,
        column: left,
        rowCount: lastRow - top + 1,
        columnCount: right - left + 1,
      }),
      headerRow,
      firstRow,
      lastRow,
      rowCount: rows.length,
      columns: columns.map((column) => column.shape),
      totalsRows,
      otherTables: others.flatMap(({ address, isTable, region: other }) =>
        isTable ? [{ address, labels: labelsOf(grid, other, others) }] : [],
      ),
      notes: tableNotes({
        others,
        titleRows: Array.from({ length: header.titleRows }, (_, i) => grid.area.row + region.row + i + 1),
        headerRow,
        totalsRows,
        footnoteRows: Array.from(
          { length: wholeBody.rowCount - body.rowCount },
          (_, i) => grid.area.row + body.row + body.rowCount + i + 1,
        ),
        columns,
        sheetRows,
      }),
    },
  }
}

/** The region with the most filled cells, where a table of several rows and columns goes before a long list of notes. */
function largest(grid: Grid, regions: readonly Area[]): Area {
  let best: Area | undefined
  let most = -1
  for (const region of regions) {
    let cells = 0
    for (let r = region.row; r < region.row + region.rowCount; r++)
      for (let c = region.column; c < region.column + region.columnCount; c++)
        if (!isBlank(valueAt(grid, r, c))) cells++
    if (cells > most) {
      best = region
      most = cells
    }
  }
  return best ?? { row: 0, column: 0, rowCount: grid.area.rowCount, columnCount: grid.area.columnCount }
}

const describeRegion = (grid: Grid, region: Area): { region: Area; address: string; isTable: boolean } => ({
  region,
  address: sheetAddress(grid, region),
  isTable: region.rowCount > 1 && region.columnCount > 1,
})

/** The title above a further table, its headers and the texts of its first column; without a header its first row is one. */
function labelsOf(grid: Grid, region: Area, others: readonly { region: Area; isTable: boolean }[]): string[] {
  const { titleRows, headerRows } = findHeader(grid, region)
  const bottom = region.row + titleRows + Math.max(1, headerRows)
  const labels = new Set<string>()
  for (const { region: title, isTable } of others)
    if (!isTable && title.column === region.column && region.row > title.row && region.row - title.row <= 3)
      labels.add(headerText(grid, title.row, title.column))
  for (let row = region.row; row < region.row + region.rowCount && labels.size < 100; row++)
    for (let c = 0; c < (row < bottom ? region.columnCount : 1) && labels.size < 100; c++) {
      const text = headerText(grid, row, region.column + c)
      if (text.trim() !== "") labels.add(text.trim())
    }
  return [...labels]
}

function isBlankRow(grid: Grid, body: Area, row: number): boolean {
  for (let c = body.column; c < body.column + body.columnCount; c++) if (!isBlank(grid.values[row]?.[c])) return false
  return true
}

/** Columns with a value in a header or data row. */
function usedColumns(grid: Grid, region: Area, header: Header, rows: readonly number[]): number[] {
  const named = Array.from({ length: header.headerRows }, (_, i) => region.row + header.titleRows + i)
  const all = [...named, ...rows]
  return Array.from({ length: region.columnCount }, (_, c) => region.column + c).filter((column) =>
    all.some((row) => !isBlank(valueAt(grid, row, column))),
  )
}

/** Text of each column's header cell(s); group names of a two-row header are carried to the right over merged cells. */
function headerTexts(grid: Grid, region: Area, header: Header, used: readonly number[]): string[] {
  if (header.headerRows === 0) return used.map(() => "")
  const last = region.row + header.titleRows + header.headerRows - 1
  let group = ""
  return used.map((column) => {
    const name = headerText(grid, last, column)
    if (header.headerRows === 1) return name
    group = headerText(grid, last - 1, column) || group
    return group && name ? `${group} ${name}` : name || group
  })
}

function headerText(grid: Grid, row: number, column: number): string {
  const value = valueAt(grid, row, column)
  if (typeof value === "number") {
    const { kind } = kindOfColumn([value], () => grid.numberFormats?.[row]?.[column], "")
    return kind === "date" ? serialToIso(value) : String(value)
  }
  return value === null ? "" : String(value)
}

function readColumn(
  grid: Grid,
  rows: readonly number[],
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
  const sheetColumn = grid.area.column + column
  return {
    values,
    formulaCount,
    numbersAsText,
    datesAsText,
    shape: {
      name,
      letter: columnLetter(sheetColumn),
      ...kindOfColumn(values, formatOf, name),
      address: columnAddress(sheetColumn, firstRow, lastRow),
    },
  }
}
