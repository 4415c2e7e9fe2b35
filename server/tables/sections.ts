import type { Area } from "../../shared/address.ts"
import { isBlank } from "../../shared/cell.ts"
import { withoutFootnoteMark } from "./footnoteMark.ts"
import { valueAt, type Grid } from "./grid.ts"
import { isTitleCell } from "./headerRow.ts"

/** A row of a title alone that heads the rows below it, in the grid's own rows and columns. */
export interface Section {
  readonly row: number
  readonly column: number
  readonly title: string
}

const titleCharacters = 120

/**
 * Titles inside a body that head the rows below them. A title stands right on top of rows of data, and what is above it says that
 * something begins: the top of the body, a blank row, a total, a cell merged across. Other rows with one text are data with gaps.
 */
export function findSections(grid: Grid, body: Area, totals: readonly number[]): Section[] {
  if (body.columnCount < 2) return []
  const lone = new Map<number, Section>()
  const filled: number[] = []
  for (let row = body.row; row < body.row + body.rowCount; row++) {
    const columns = filledColumns(grid, body, row)
    filled.push(columns.length)
    const title = loneTitle(grid, body, row, columns)
    if (title) lone.set(row, title)
  }
  const fillAt = (row: number): number => filled[row - body.row] ?? 0
  const heads = (row: number): boolean => fillAt(row + 1) > 1 && !totals.includes(row + 1)
  const begins = (row: number): boolean => {
    const above = row - 1
    return row === body.row || fillAt(above) === 0 || totals.includes(above) || isMergedAcross(grid, row, body)
  }
  const found = [...lone.values()].filter(({ row }) => heads(row))
  const isHeadedFromTop = found[0]?.row === firstFilled(filled) + body.row
  const sections = isHeadedFromTop && found.length > 1 ? found : found.filter(({ row }) => begins(row))
  // A list of names with hardly a value is no list of titles.
  const rows = filled.filter((count) => count > 1).length
  return sections.length > 0 && rows >= 2 && sections.length <= rows ? sections : []
}

const firstFilled = (filled: readonly number[]): number => filled.findIndex((count) => count > 0)

function filledColumns(grid: Grid, body: Area, row: number): number[] {
  const columns: number[] = []
  for (let c = body.column; c < body.column + body.columnCount; c++)
    if (!isBlank(valueAt(grid, row, c))) columns.push(c)
  return columns
}

function loneTitle(grid: Grid, body: Area, row: number, columns: readonly number[]): Section | undefined {
  const [column] = columns
  if (columns.length !== 1 || column === undefined) return undefined
  if (column > body.column + 1 && !isMergedAcross(grid, row, body)) return undefined
  const value = valueAt(grid, row, column)
  if (!isTitleCell(value)) return undefined
  const title = withoutFootnoteMark(String(value).replace(/\s+/g, " ").trim().replace(/:$/, ""))
  return title !== "" && title.length <= titleCharacters ? { row, column, title } : undefined
}

const isMergedAcross = (grid: Grid, row: number, body: Area): boolean =>
  grid.merged?.some(
    (merge) =>
      merge.row === row &&
      merge.columnCount > 1 &&
      merge.column < body.column + body.columnCount &&
      merge.column + merge.columnCount > body.column,
  ) ?? false
