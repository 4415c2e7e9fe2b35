import type { Area } from "../../shared/address.ts"
import { isBlank, isExcelError, type CellValue } from "../../shared/cell.ts"
import { foldText } from "./cellText.ts"
import { valueAt, type Grid } from "./grid.ts"
import { isUnitText } from "./unitText.ts"

const stackAtMost = 5
const sampleRows = 200

/**
 * How many rows at the top of a region make up a header of several: names of groups over names of columns, or names over units;
 * 0 where no such rows stand there.
 */
export function headerStack(grid: Grid, region: Area): number {
  if (region.columnCount < 2) return 0
  for (let height = Math.min(stackAtMost, region.rowCount - 1); height >= 2; height--)
    if (isStack(grid, region, height)) return height
  return 0
}

function isStack(grid: Grid, region: Area, height: number): boolean {
  const rows = Array.from({ length: height }, (_, r) => cellsOf(grid, region, r))
  if (!rows.every((cells, r) => isNames(cells) && (r === height - 1 || !isTitle(grid, region, r)))) return false
  let names = rows[height - 1] ?? []
  for (let r = height - 2; r >= 0; r--) {
    const [upper = [], lower = []] = [rows[r], rows[r + 1]]
    const isUnits = r === height - 2 && isUnitRow(upper, lower)
    const isWrap = !isUnits && isWrapped(grid, region, upper, lower, height)
    if (!isUnits && !isWrap && !isGroupRow(grid, region, r, upper, lower)) return false
    if (isWrap && names === lower) names = upper
  }
  if (rows.some((cells, r) => r > 0 && isRepeated(rows[r - 1] ?? [], cells))) return false
  const named = names.filter((_, c) => rows.some((cells) => !isBlank(cells[c]))).length
  return named >= region.columnCount - 1 && standsOverData(grid, region, names, height)
}

const cellsOf = (grid: Grid, region: Area, r: number): CellValue[] =>
  Array.from({ length: region.columnCount }, (_, c) => valueAt(grid, region.row + r, region.column + c))

/** Text, or years among text. */
const isNames = (cells: readonly CellValue[]): boolean => {
  const filled = cells.filter((value) => !isBlank(value))
  return filled.length > 0 && filled.every((value) => isText(value) || isYear(value))
}

const isText = (value: CellValue | undefined): boolean => typeof value === "string" && !isExcelError(value)

const isYear = (value: CellValue): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 1900 && value <= 2100

/** One cell alone, unless merged cells show that it heads a part of the columns. */
function isTitle(grid: Grid, region: Area, r: number): boolean {
  const filled = cellsOf(grid, region, r).flatMap((value, c) => (isBlank(value) ? [] : [c]))
  const [only] = filled
  if (filled.length > 1 || only === undefined) return false
  const merge = mergeAt(grid, region.row + r, region.column + only)
  return !merge || merge.columnCount < 2 || merge.columnCount >= region.columnCount - 1
}

const mergeAt = (grid: Grid, row: number, column: number): Area | undefined =>
  grid.merged?.find((merge) => merge.row === row && merge.column === column)

/** Fewer names than below, with gaps that the row below fills; or cells that are merged across. */
function isGroupRow(
  grid: Grid,
  region: Area,
  r: number,
  upper: readonly CellValue[],
  lower: readonly CellValue[],
): boolean {
  const spread = upper.filter((value, c) => isBlank(value) && !isBlank(lower[c]) && (c > 0 || upper.length > 2)).length
  const isMerged = upper.some((_, c) => (mergeAt(grid, region.row + r, region.column + c)?.columnCount ?? 1) > 1)
  const groups = upper.filter((value) => !isBlank(value)).length
  if (isMerged) return spread > 0
  const isLabel = isBlank(upper[0]) ? 1 : 0
  return spread > isLabel && groups >= 2
}

/** Names that go on in the row below: text under names, over numbers, and nothing under the name of the first column. */
function isWrapped(
  grid: Grid,
  region: Area,
  upper: readonly CellValue[],
  lower: readonly CellValue[],
  height: number,
): boolean {
  const filled = lower.flatMap((value, c) => (isBlank(value) ? [] : [c]))
  return (
    isBlank(lower[0]) &&
    filled.every((c) => isText(lower[c]) && !isBlank(upper[c])) &&
    filled.filter((c) => isNumeric(grid, region, c, height)).length * 2 > filled.length
  )
}

/** Under the names that have one, units and nothing else. */
function isUnitRow(upper: readonly CellValue[], lower: readonly CellValue[]): boolean {
  const filled = lower.flatMap((value, c) => (isBlank(value) ? [] : [{ value, name: upper[c] }]))
  const units = filled.filter(({ value }) => typeof value === "string" && isUnitText(value)).length
  return filled.length >= 2 && filled.every(({ name }) => !isBlank(name)) && units * 4 >= filled.length * 3
}

const isRepeated = (upper: readonly CellValue[], lower: readonly CellValue[]): boolean =>
  upper.every((value, c) => foldText(String(value ?? "")) === foldText(String(lower[c] ?? "")))

/** No column of numbers has a number among its names, and at least one stands under text. */
function standsOverData(grid: Grid, region: Area, names: readonly CellValue[], height: number): boolean {
  let numeric = 0
  let named = 0
  for (let c = 0; c < region.columnCount; c++) {
    if (!isNumeric(grid, region, c, height)) continue
    numeric++
    if (!isBlank(names[c])) named++
  }
  // A first row of data would leave the last row of the header without names over the numbers.
  return numeric > 0 && named * 2 >= numeric
}

function isNumeric(grid: Grid, region: Area, c: number, from: number): boolean {
  let numbers = 0
  let values = 0
  for (let r = from; r < Math.min(region.rowCount, sampleRows); r++) {
    const value = valueAt(grid, region.row + r, region.column + c)
    if (isBlank(value)) continue
    values++
    if (typeof value === "number") numbers++
  }
  return values > 0 && numbers * 2 > values
}
