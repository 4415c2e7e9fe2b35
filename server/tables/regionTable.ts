import type { Area } from "../../shared/address.ts"
import { formatKind, isBlank, isExcelError } from "../../shared/cell.ts"
import { foldText } from "./cellText.ts"
import { turnGrid, valueAt, type Grid } from "./grid.ts"
import { withoutFootnotes } from "./footnotes.ts"
import { findHeader } from "./headerRow.ts"
import { framed, frameOf, type TableFrame } from "./tableFrame.ts"
import { findTotalsRows } from "./totalsRows.ts"

/** A region read as a table: `grid` is turned where records stand in columns. */
export interface RegionTable {
  readonly kind: "table" | "key_value" | "transposed"
  readonly grid: Grid
  readonly frame: TableFrame
  /** Rows of titles above it, in the grid that was given. */
  readonly titleRows: readonly number[]
}

/** How the cells of a region make a table. */
export function regionTable(grid: Grid, region: Area): RegionTable {
  const { titleRows, headerRows } = findHeader(grid, region)
  const titles = Array.from({ length: titleRows }, (_, i) => region.row + i)
  const rest = { ...region, row: region.row + titleRows, rowCount: region.rowCount - titleRows }
  if (headerRows < 2 && isTransposed(grid, rest)) {
    const turned = turnGrid(grid, rest)
    const whole = { row: 0, column: 0, rowCount: rest.columnCount, columnCount: rest.rowCount }
    const body = { ...whole, row: 1, rowCount: whole.rowCount - 1 }
    const frame = framed(turned, whole, { titleRows: 0, headerRows: 1 }, body, { totals: [] })
    return { kind: "transposed", grid: turned, frame, titleRows: titles }
  }
  const listed = withoutFootnotes(grid, rest)
  const pairs = keyValue(grid, listed, headerRows)
  if (pairs === undefined) return { kind: "table", grid, frame: frameOf(grid, region), titleRows: titles }
  const body = { ...listed, row: rest.row + pairs.headerRows, rowCount: listed.rowCount - pairs.headerRows }
  const end = listed.row + listed.rowCount
  const footnotes = Array.from({ length: rest.rowCount - listed.rowCount }, (_, i) => end + i)
  const totals = pairs.isMixed || !isSum(grid, body) ? [] : [body.row + body.rowCount - 1]
  const frame = framed(grid, region, { titleRows, headerRows: pairs.headerRows }, body, { totals, footnotes })
  return { kind: "key_value", grid, frame, titleRows: titles }
}

/** True when the last of several values is the sum of the others and says so. */
function isSum(grid: Grid, body: Area): boolean {
  const last = body.row + body.rowCount - 1
  if (body.rowCount < 3 || !findTotalsRows(grid, body).includes(last)) return false
  let sum = 0
  for (let row = body.row; row < last; row++) sum += Number(valueAt(grid, row, body.column + 1) ?? 0)
  return Math.abs(sum - Number(valueAt(grid, last, body.column + 1))) <= 1e-9 * Math.abs(sum)
}

const fieldsAtMost = 100
const recordsAtMost = 400

type Sort = "number" | "fraction" | "date" | "text" | "boolean"

function sortAt(grid: Grid, row: number, column: number): Sort | undefined {
  const value = valueAt(grid, row, column)
  if (isBlank(value) || (typeof value === "string" && isExcelError(value))) return undefined
  if (typeof value === "boolean") return "boolean"
  if (typeof value === "string") return "text"
  const kind = formatKind(grid.numberFormats?.[row]?.[column])
  return kind === "date" ? "date" : "number"
}

/**
 * Records stand in columns when each row is of one sort and the columns are not: names of fields in the first column, and beside
 * them text, dates and numbers on top of each other.
 */
function isTransposed(grid: Grid, region: Area): boolean {
  const { row: top, column: left, rowCount, columnCount } = region
  if (rowCount < 3 || columnCount < 3 || rowCount > fieldsAtMost || columnCount > recordsAtMost) return false
  const names = new Set<string>()
  for (let r = 0; r < rowCount; r++) {
    const name = valueAt(grid, top + r, left)
    if (isBlank(name) && r === 0) continue
    if (typeof name !== "string" || name.length > 80 || names.has(foldText(name))) return false
    names.add(foldText(name))
  }
  const rowSorts: Sort[][] = []
  const columnSorts: Sort[][] = Array.from({ length: columnCount - 1 }, () => [])
  for (let r = 1; r < rowCount; r++) {
    const sorts: Sort[] = []
    for (let c = 1; c < columnCount; c++) {
      const sort = sortAt(grid, top + r, left + c)
      if (sort === undefined) continue
      sorts.push(sort)
      columnSorts[c - 1]?.push(sort)
    }
    rowSorts.push(sorts)
  }
  // With one field alone, or one record, there is nothing to compare.
  if (rowSorts.filter((sorts) => sorts.length > 1).length < 2) return false
  return agreement(rowSorts) >= 0.95 && agreement(columnSorts) < 0.75
}

/** Share of the cells that are of their line's most common sort. */
function agreement(lines: readonly (readonly Sort[])[]): number {
  let agreeing = 0
  let all = 0
  for (const sorts of lines) {
    agreeing += Math.max(0, ...counts(sorts).values())
    all += sorts.length
  }
  return all === 0 ? 1 : agreeing / all
}

function counts(sorts: readonly Sort[]): Map<Sort, number> {
  const found = new Map<Sort, number>()
  for (const sort of sorts) found.set(sort, (found.get(sort) ?? 0) + 1)
  return found
}

const pairsAtMost = 200
const valueWords =
  /^(values?|settings?|data|content|description|details?|answer|result|amount|wert|inhalt|valeur|valor|valore|info(rmation)?)$/i

/** Two columns of names and values; with values of several sorts a first row of text need not be a header. */
function keyValue(grid: Grid, region: Area, headerRows: number): { headerRows: 0 | 1; isMixed: boolean } | undefined {
  const { row: top, column: left, rowCount, columnCount } = region
  if (columnCount !== 2 || rowCount > pairsAtMost || headerRows > 1) return undefined
  const names = new Set<string>()
  const sorts: Sort[] = []
  let filled = 0
  let colons = 0
  for (let row = top; row < top + rowCount; row++) {
    const name = valueAt(grid, row, left)
    const sort = sortAt(grid, row, left + 1)
    if (sort !== undefined) {
      const isPercentage = formatKind(grid.numberFormats?.[row]?.[left + 1]) === "percentage"
      sorts.push(isPercentage ? "fraction" : sort)
    }
    if (isBlank(name)) continue
    if (typeof name !== "string" || name.length > 100) return undefined
    filled++
    if (name.trimEnd().endsWith(":")) colons++
    names.add(foldText(name))
  }
  if (names.size < filled || filled < rowCount * 0.8 || sorts.length < rowCount / 2) return undefined
  const valueHeader = String(valueAt(grid, top, left + 1) ?? "").trim()
  const isHeaded = rowCount > 2 && valueWords.test(valueHeader)
  const body = isHeaded || headerRows === 1 ? sorts.slice(1) : sorts
  const isMixed = Math.max(0, ...counts(body).values()) < 0.8 * body.length
  if (isMixed || colons * 2 >= filled) return { headerRows: isHeaded ? 1 : 0, isMixed: true }
  return headerRows === 0 && rowCount <= 50 ? { headerRows: 0, isMixed: false } : undefined
}
