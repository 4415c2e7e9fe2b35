import type { Area } from "../../shared/address.ts"
import { isBlank, isExcelError, type CellValue } from "../../shared/cell.ts"
import { foldText } from "./cellText.ts"
import type { Grid } from "./grid.ts"

/** A region of more tables than this is data that changes its sort all the time. */
const partsAtMost = 50
const placeholder = /^(n\/?a|-+|–+|—+|tbd|tba|none|nil|null|\.+|\?+|x|ok|yes|no)$/i

/** Cuts a region where a row of names begins another table although no blank row stands between. */
export function splitAtHeaders(grid: Grid, region: Area): Area[] {
  if (region.rowCount < 4 || region.columnCount < 2) return [region]
  const starts = [region.row]
  const end = region.row + region.rowCount
  const isNumber = new Uint8Array(region.columnCount)
  let header: Printed | undefined
  for (let row = region.row; row < end; row++) {
    const cells = cellsOf(grid, region, row)
    const text = row < end - 1 ? namesIn(cells)?.join("\n") : undefined
    if (text !== undefined) {
      header ??= { text, isTitled: row > region.row && isLoneText(grid, region, row - 1) }
      const isRepeated = text === header.text
      // A report may print its header again under the title of each section.
      const isPrintedAgain = isRepeated && !header.isTitled
      if (!isPrintedAgain && startsTable(grid, region, row, cells, isNumber, isRepeated)) {
        starts.push(topOf(grid, region, row, starts.at(-1) ?? region.row))
        header = { ...header, text }
        isNumber.fill(0)
      }
    }
    markNumbers(cells, isNumber)
  }
  if (starts.length > partsAtMost) return [region]
  return starts.map((row, i) => trimmed(grid, { ...region, row, rowCount: (starts[i + 1] ?? end) - row }))
}

interface Printed {
  readonly text: string
  /** The first one stands under a title of its own. */
  readonly isTitled: boolean
}

function markNumbers(cells: readonly CellValue[], isNumber: Uint8Array): void {
  for (const [c, value] of cells.entries()) if (!isBlank(value)) isNumber[c] = typeof value === "number" ? 1 : 0
}

const cellsOf = (grid: Grid, region: Area, row: number): CellValue[] =>
  (grid.values[row] ?? []).slice(region.column, region.column + region.columnCount)

/** The different texts of a row that holds nothing else, folded; undefined for any other row. */
function namesIn(cells: readonly CellValue[]): string[] | undefined {
  const names: string[] = []
  for (const value of cells) {
    if (isBlank(value)) continue
    if (typeof value !== "string" || value.length > 80 || placeholder.test(value.trim()) || isExcelError(value))
      return undefined
    names.push(foldText(value))
  }
  return names.length >= 2 && new Set(names).size === names.length ? names : undefined
}

/** Text where numbers stand above and below; with a single such column, or the same names again, a title must announce it. */
function startsTable(
  grid: Grid,
  region: Area,
  row: number,
  cells: readonly CellValue[],
  isNumber: Uint8Array,
  isRepeated: boolean,
): boolean {
  const next = cellsOf(grid, region, row + 1)
  let numeric = 0
  let changed = 0
  let below = 0
  for (let c = 0; c < region.columnCount; c++) {
    if (isNumber[c] === 0) continue
    numeric++
    if (isBlank(cells[c])) continue
    changed++
    if (typeof next[c] === "number") below++
  }
  // A row that names most columns heads them also where texts stand among the numbers below.
  const named = cells.filter((value) => !isBlank(value)).length
  const namesMost = named * 5 >= region.columnCount * 3 && below >= 2 && changed >= 4
  if (changed === 0 || changed * 2 < numeric || (below * 2 < changed && !namesMost)) return false
  const isAnnounced = isLoneText(grid, region, row - 1)
  return isAnnounced || (changed >= 2 && !isRepeated)
}

function isLoneText(grid: Grid, region: Area, row: number): boolean {
  const filled = cellsOf(grid, region, row).filter((value) => !isBlank(value))
  return filled.length === 1 && typeof filled[0] === "string"
}

/** Titles right above a header belong to it. */
function topOf(grid: Grid, region: Area, row: number, start: number): number {
  let top = row
  while (top - 1 > start + 1 && isLoneText(grid, region, top - 1)) top--
  return top
}

function trimmed(grid: Grid, part: Area): Area {
  let { rowCount } = part
  while (rowCount > 1 && cellsOf(grid, part, part.row + rowCount - 1).every(isBlank)) rowCount--
  return { ...part, rowCount }
}
