import { intersect, type Area } from "../../shared/address.ts"
import { formatKind, isBlank, isExcelError, type CellValue } from "../../shared/cell.ts"
import { valueAt, type Grid } from "./grid.ts"
import { findHeader, isTitleCell } from "./headerRow.ts"
import { readsAsNumber } from "./numberText.ts"
import { splitAtHeaders } from "./secondHeaders.ts"

/**
 * The separate blocks of a grid in its own rows and columns, top to bottom: cut along entirely blank rows and columns like
 * Excel's current region, then blocks that continue the one above (a blank row inside a table) or beside are joined again.
 * No region reaches over a wall, an area of the sheet that holds something else.
 */
export function findRegions(grid: Grid, walls: readonly Area[] = []): Area[] {
  const whole = { row: 0, column: 0, rowCount: grid.area.rowCount, columnCount: grid.area.columnCount }
  const pieces = cut(grid, whole)
  const outer = bounds(pieces)
  const inGrid = walls
    .filter((wall) => intersect(wall, grid.area))
    .map((wall) => ({ ...wall, row: wall.row - grid.area.row, column: wall.column - grid.area.column }))
  const isFree = (area: Area): boolean => !inGrid.some((wall) => intersect(wall, area))
  if (outer.columnCount === 1 && isFree(outer)) return [outer]
  const headed = isFree(outer) ? underFullHeader(grid, outer) : undefined
  const rest = headed ? cut(grid, below(outer, headed)) : pieces
  return [...(headed ? [headed] : []), ...joinBeside(grid, joinBelow(grid, rest, isFree), isFree)]
    .flatMap((region) => splitAtHeaders(grid, region))
    .sort((a, b) => a.row - b.row || a.column - b.column)
}

type IsFree = (area: Area) => boolean

/**
 * One table from the first row on, when that row names every used column: its rows may then have gaps in any direction, and it
 * ends where what follows does not look like its rows.
 */
function underFullHeader(grid: Grid, outer: Area): Area | undefined {
  const names = firstRow(grid, outer)
  if (!names.every((name) => typeof name === "string" && name.trim() !== "" && !isExcelError(name))) return undefined
  const [first, ...others] = runs(outer.row, outer.rowCount, (row) => !blankRow(grid, outer, row))
  if (!first || first[1] < 3) return undefined
  let table = { ...outer, row: first[0], rowCount: first[1] }
  for (const [row, rowCount] of others) {
    const band = { ...outer, row, rowCount }
    if (!continues(grid, table, band, gap.underHeader)) break
    table = bounds([table, band])
  }
  return table
}

const below = (whole: Area, upper: Area): Area => {
  const row = upper.row + upper.rowCount
  return { ...whole, row, rowCount: whole.row + whole.rowCount - row }
}

function cut(grid: Grid, area: Area): Area[] {
  const bands = runs(area.row, area.rowCount, (row) => !blankRow(grid, area, row))
  const rowBands = withTheirNames(
    grid,
    bands.map(([row, rowCount]) => ({ ...area, row, rowCount })),
  )
  const pieces = rowBands.flatMap((band) => {
    const used = usedColumns(grid, band)
    return runs(band.column, band.columnCount, (column) => used[column - band.column] === true).map(
      ([column, columnCount]) => ({ ...band, column, columnCount }),
    )
  })
  // A cut across may have opened a cut down inside one piece, so each new piece is looked at again.
  return pieces.length === 1 && rowBands.length === 1 ? pieces : pieces.flatMap((piece) => cutAgain(grid, piece, area))
}

/** A row of names is part of the rows below it, though blank rows stand between, where these have no names of their own. */
function withTheirNames(grid: Grid, bands: readonly Area[]): Area[] {
  const joined: Area[] = []
  for (const band of bands) {
    const above = joined.at(-1)
    const isNamed =
      above?.rowCount === 1 &&
      band.rowCount > 1 &&
      band.row - above.row <= gap.usual + 1 &&
      isRowOfNames(grid, above) &&
      hasNumber(grid, band) &&
      findHeader(grid, band).headerRows === 0
    if (above && isNamed) joined[joined.length - 1] = bounds([above, band])
    else joined.push(band)
  }
  return joined
}

function isRowOfNames(grid: Grid, row: Area): boolean {
  const names = firstRow(grid, row).filter((value) => !isBlank(value))
  return (
    names.length > 1 && names.every((name) => typeof name === "string" && !isExcelError(name) && !readsAsNumber(name))
  )
}

const cutAgain = (grid: Grid, piece: Area, from: Area): Area[] =>
  piece.columnCount < from.columnCount ? cut(grid, piece) : [piece]

function blankRow(grid: Grid, area: Area, row: number): boolean {
  const cells = grid.values[row] ?? []
  for (let c = area.column; c < area.column + area.columnCount; c++) if (!isBlank(cells[c])) return false
  return true
}

function usedColumns(grid: Grid, area: Area): boolean[] {
  const used = new Array<boolean>(area.columnCount).fill(false)
  for (let r = area.row; r < area.row + area.rowCount; r++)
    for (let c = 0; c < area.columnCount; c++) if (!isBlank(grid.values[r]?.[area.column + c])) used[c] = true
  return used
}

function runs(start: number, count: number, keep: (index: number) => boolean): [start: number, count: number][] {
  const found: [number, number][] = []
  let open: [number, number] | undefined
  for (let i = start; i < start + count; i++) {
    if (!keep(i)) open = undefined
    else if (open) open[1]++
    else found.push((open = [i, 1]))
  }
  return found
}

function bounds(areas: readonly Area[]): Area {
  const row = areas.reduce((least, a) => Math.min(least, a.row), Infinity)
  const column = areas.reduce((least, a) => Math.min(least, a.column), Infinity)
  const bottom = areas.reduce((most, a) => Math.max(most, a.row + a.rowCount), 0)
  const right = areas.reduce((most, a) => Math.max(most, a.column + a.columnCount), 0)
  return { row, column, rowCount: bottom - row, columnCount: right - column }
}

function joinBelow(grid: Grid, pieces: readonly Area[], isFree: IsFree): Area[] {
  const joined: Area[] = []
  const sorted = [...pieces].sort((a, b) => a.row - b.row || a.column - b.column)
  for (const piece of sorted) {
    const from = latestAbove(joined, piece)
    const above = joined[from]
    if (above && continues(grid, above, piece) && isFree(bounds([above, piece]))) joined[from] = bounds([above, piece])
    else joined.push(piece)
  }
  return joined
}

/** Index of the region above the piece, among the latest few: one further up would have something else between. */
function latestAbove(joined: readonly Area[], piece: Area): number {
  for (let i = joined.length - 1; i >= Math.max(0, joined.length - 8); i--) {
    const above = joined[i]
    if (above && overlapAcross(above, piece) && above.row + above.rowCount <= piece.row) return i
  }
  return -1
}

const overlapAcross = (a: Area, b: Area): boolean =>
  a.column < b.column + b.columnCount && b.column < a.column + a.columnCount

/** Blank rows that a table may have inside: more when its header names every column of the range. */
const gap = { usual: 3, underHeader: 12 }

/** True when rows below have numbers where the region above has numbers, of the same sort, and text in fewer of those columns. */
function continues(grid: Grid, above: Area, below: Area, mostBlankRows: number = gap.usual): boolean {
  const blankRows = below.row - (above.row + above.rowCount)
  if (blankRows > mostBlankRows) return false
  if (below.column < above.column || below.column + below.columnCount > above.column + above.columnCount) return false
  const first = firstDataRow(grid, below)
  const body = bodyOf(grid, above)
  let numbers = 0
  let texts = 0
  let numericColumns = 0
  for (let c = above.column; c < above.column + above.columnCount; c++) {
    if (!mostlyNumbers(grid, body, c)) continue
    numericColumns++
    const value = valueAt(grid, first, c)
    if (typeof value === "number") {
      if (!isLike(grid, body, first, c)) return false
      numbers++
    } else if (typeof value === "string" && !isExcelError(value)) texts++
  }
  if (numericColumns > 0) return numbers > 0 && texts <= numbers
  if (blankRows > gap.usual) return false
  const sameColumns = below.column === above.column && below.columnCount === above.columnCount
  const repeatsHeader = firstRow(grid, above).join("\n") === firstRow(grid, below).join("\n")
  return sameColumns && above.rowCount > 1 && !repeatsHeader && !hasNumber(grid, below)
}

/** A lone text may head the rows below it: the first row that holds more, else the first row. */
function firstDataRow(grid: Grid, area: Area): number {
  for (let row = area.row; row < Math.min(area.row + area.rowCount, area.row + 3); row++) {
    const filled = rowCells(grid, area, row).filter((value) => !isBlank(value))
    if (filled.length > 1) return row
    if (!isTitleCell(filled[0])) break
  }
  return area.row
}

function bodyOf(grid: Grid, area: Area): Area {
  const { titleRows, headerRows } = findHeader(grid, area)
  const rows = titleRows + headerRows
  return rows < area.rowCount ? { ...area, row: area.row + rows, rowCount: area.rowCount - rows } : area
}

/** A share goes on under shares, a date under dates; other numbers under other numbers. */
function isLike(grid: Grid, body: Area, row: number, column: number): boolean {
  const sortAt = (at: number): string => {
    const kind = formatKind(grid.numberFormats?.[at]?.[column])
    return kind === "percentage" || kind === "date" ? kind : "number"
  }
  for (let r = body.row + body.rowCount - 1; r >= body.row; r--)
    if (typeof valueAt(grid, r, column) === "number") return sortAt(r) === sortAt(row)
  return true
}

const rowCells = (grid: Grid, area: Area, row: number): CellValue[] =>
  Array.from({ length: area.columnCount }, (_, c) => valueAt(grid, row, area.column + c))

const firstRow = (grid: Grid, area: Area): CellValue[] => rowCells(grid, area, area.row)

const lastRows = 20

function mostlyNumbers(grid: Grid, area: Area, column: number): boolean {
  let numbers = 0
  let values = 0
  const end = area.row + area.rowCount
  for (let r = Math.max(area.row, end - lastRows); r < end; r++) {
    const value = valueAt(grid, r, column)
    if (isBlank(value)) continue
    values++
    if (typeof value === "number") numbers++
  }
  return numbers * 2 >= values && numbers > 0
}

function hasNumber(grid: Grid, area: Area): boolean {
  for (let r = area.row; r < area.row + Math.min(area.rowCount, lastRows); r++)
    for (let c = area.column; c < area.column + area.columnCount; c++)
      if (typeof valueAt(grid, r, c) === "number") return true
  return false
}

/** One blank column between blocks of the same rows is a spacer inside one table, unless the headers repeat. */
function joinBeside(grid: Grid, regions: readonly Area[], isFree: IsFree): Area[] {
  const joined: Area[] = []
  if (regions.length > 200) return [...regions]
  for (const region of [...regions].sort((a, b) => a.column - b.column)) {
    const at = joined.findIndex(
      (left) =>
        left.row === region.row &&
        left.rowCount === region.rowCount &&
        left.rowCount > 1 &&
        left.column + left.columnCount + 1 === region.column,
    )
    const left = joined[at]
    const isOne = left && !hasOwnNames(grid, left, region) && isFree(bounds([left, region]))
    if (isOne) joined[at] = bounds([left, region])
    else joined.push(region)
  }
  return joined
}

/** True when a block beside another one begins with the same name: it is a table like it, and no more columns of it. */
function hasOwnNames(grid: Grid, left: Area, right: Area): boolean {
  const headers = new Set(firstRow(grid, left).filter((value) => !isBlank(value)))
  if (firstRow(grid, right).some((value) => headers.has(value))) return true
  const [first, second] = [left, right].map((area) =>
    rowCells(grid, area, area.row + 1).find((value) => !isBlank(value)),
  )
  return typeof first === "string" && first === second
}
