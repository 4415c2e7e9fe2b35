import type { Area } from "../../shared/address.ts"
import { formatKind, isBlank, isExcelError, type CellValue } from "../../shared/cell.ts"
import { foldText } from "./cellText.ts"
import { formulaAt, valueAt, type Grid } from "./grid.ts"
import { headerStack } from "./headerStack.ts"
import { readsAsNumber } from "./numberText.ts"

export interface Header {
  /** Rows of titles and notes above the header, inside the region. */
  readonly titleRows: number
  /** 0 when the first row already holds data; 2 and more when rows of group names stand above the names. */
  readonly headerRows: number
}

const sampleRows = 200

/** Finds where the names of the columns stand in a region: below titles, above data, or nowhere. */
export function findHeader(grid: Grid, region: Area): Header {
  const titleRows = countTitleRows(grid, region)
  const without = (rows: number): Area => ({ ...region, row: region.row + rows, rowCount: region.rowCount - rows })
  const full = fullHeader(grid, region)
  // A row of a few group names is as sparse as a title.
  for (let rows = 0; rows <= titleRows; rows++) {
    const headerRows = headerStack(grid, without(rows))
    if (headerRows > 0 && rows + headerRows > full) return { titleRows: rows, headerRows }
  }
  if (full > titleRows) return { titleRows: full, headerRows: 1 }
  const rest = without(titleRows)
  if (rest.rowCount < 2) return { titleRows, headerRows: 0 }
  return { titleRows, headerRows: isHeader(grid, rest) ? 1 : 0 }
}

/** Leading rows with one or two cells of text above rows that are much fuller. */
function countTitleRows(grid: Grid, region: Area): number {
  if (region.columnCount < 2) return 0
  const fills = Array.from({ length: Math.min(region.rowCount, sampleRows) }, (_, r) => filled(grid, region, r))
  const typical = [...fills].sort((a, b) => a - b)[Math.floor(fills.length / 2)] ?? 0
  let rows = 0
  while (
    rows < Math.min(fills.length - 1, 15) &&
    (fills[rows] ?? 0) < Math.max(2, typical / 2) &&
    typical > (fills[rows] ?? 0) &&
    isTitle(grid, region, rows)
  )
    rows++
  return rows
}

/** The row that names every column, where rows of nothing but text with gaps stand above it and data below; else -1. */
function fullHeader(grid: Grid, region: Area): number {
  if (region.columnCount < 3) return -1
  let found = -1
  for (let r = 0; r < Math.min(region.rowCount - 1, 15); r++) {
    const row = cells(grid, region, r)
    if (!row.every((value) => typeof value === "string" && !isExcelError(value) && !isAmount(value))) break
    // Of two full rows the second is data, or units.
    if (row.length === region.columnCount && found < r - 1) found = r
    if (found === 0) return -1
  }
  const rest = { ...region, row: region.row + found, rowCount: region.rowCount - found }
  const overNumbers = Array.from({ length: region.columnCount }, (_, c) => c).some(
    (c) => kindBelow(grid, rest, c) === "number",
  )
  return overNumbers ? found : -1
}

// A sparse row with several numbers is data with gaps, not a title.
const isTitle = (grid: Grid, region: Area, r: number): boolean =>
  cells(grid, region, r).filter((value) => typeof value === "number").length < 2

const cells = (grid: Grid, region: Area, r: number): CellValue[] =>
  Array.from({ length: region.columnCount }, (_, c) => valueAt(grid, region.row + r, region.column + c)).filter(
    (value) => !isBlank(value),
  )

const filled = (grid: Grid, region: Area, r: number): number => cells(grid, region, r).length

/** Text that reads as a number and is no year, which is a name. */
const isAmount = (text: string): boolean => readsAsNumber(text) && !isYear(Number(text))

const isYear = (value: CellValue): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 1900 && value <= 2100

/** What may stand alone over rows as their title: text, or a year. */
export const isTitleCell = (value: CellValue | undefined): boolean =>
  value !== undefined && (isYear(value) || (typeof value === "string" && !isExcelError(value) && !isAmount(value)))

function isHeader(grid: Grid, region: Area): boolean {
  const first = cells(grid, region, 0)
  if (first.length === 0 || first.some((value) => typeof value === "string" && isExcelError(value))) return false
  const score = votes(grid, region)
  if (score !== 0) return score > 0
  return first.every((value) => typeof value === "string") && textHeader(grid, region)
}

/** Columns whose first cell differs in kind from the cells below speak for a header, those where it is alike against. */
function votes(grid: Grid, region: Area): number {
  const scale = isScale(grid, region)
  let score = 0
  for (let c = 0; c < region.columnCount; c++) {
    const value = valueAt(grid, region.row, region.column + c)
    if (isBlank(value)) continue
    const below = kindBelow(grid, region, c)
    if (below === undefined || below === "string") {
      if (typeof value === "number" && below === "string") score += scale ? 1 : -1
      continue
    }
    if (typeof value === "string" && !isAmount(value)) score += formulaAt(grid, region.row, region.column + c) ? 0 : 1
    else score += scale && typeof value === "number" ? 1 : -1
  }
  return score
}

/** The usual type of the cells below the first row of a column, or undefined when there are none or none prevails. */
function kindBelow(grid: Grid, region: Area, c: number): "string" | "number" | "boolean" | undefined {
  const counts = { string: 0, number: 0, boolean: 0 }
  let total = 0
  for (let r = 1; r < Math.min(region.rowCount, sampleRows); r++) {
    const value = valueAt(grid, region.row + r, region.column + c)
    if (value === null || value === "" || isExcelError(value)) continue
    counts[readsAsNumber(value) ? "number" : (typeof value as "string" | "number" | "boolean")]++
    total++
  }
  return (["number", "string", "boolean"] as const).find((type) => counts[type] * 2 > total)
}

/**
 * Numbers that name columns: years or dates in even steps (2021, 2022, 2023), as Excel's own header check reads them,
 * over cells that are not of the same sort.
 */
function isScale(grid: Grid, region: Area): boolean {
  const numbers: { value: number; column: number }[] = []
  for (let c = 0; c < region.columnCount; c++) {
    const value = valueAt(grid, region.row, region.column + c)
    if (typeof value === "number") numbers.push({ value, column: region.column + c })
  }
  if (numbers.length < 2) return false
  const steps = numbers.slice(1).map((n, i) => n.value - (numbers[i]?.value ?? 0))
  if (!steps.every((step) => step !== 0 && Math.sign(step) === Math.sign(steps[0] ?? 0))) return false
  const dates = numbers.every(({ column }) => isDateCell(grid, region.row, column))
  const years = numbers.every(({ value }) => isYear(value)) && steps.every((step) => step === steps[0])
  if (!dates && !years) return false
  return numbers.every(({ column }) => {
    for (let r = 1; r < Math.min(region.rowCount, 20); r++) {
      const value = valueAt(grid, region.row + r, column)
      if (typeof value !== "number") continue
      if (dates ? isDateCell(grid, region.row + r, column) : isYear(value)) return false
    }
    return true
  })
}

const isDateCell = (grid: Grid, row: number, column: number): boolean =>
  formatKind(grid.numberFormats?.[row]?.[column]) === "date"

const headerWords =
  /^(#|no|nr|id|key|code|sku|name|first|last|full|title|type|kind|category|group|class|status|state|stage|date|day|month|quarter|year|time|week|country|city|region|area|zip|address|street|email|e-mail|mail|phone|mobile|customer|client|company|supplier|vendor|product|item|article|description|comment|comments|notes?|remarks?|department|team|manager|owner|employee|salesperson|person|gender|sex|colou?r|size|brand|model|amount|price|cost|quantity|qty|total|value|unit|units|currency|rate|score|answer|question|result|priority|role|job|url|link|file|datum|nom|nombre|nome|ville|stadt|land|produkt|kunde|fecha|ciudad|pays|producto|cliente|produit)\b/i

/** A table of text alone: are the cells of the first row names rather than one more row? */
function textHeader(grid: Grid, region: Area): boolean {
  const names = Array.from({ length: region.columnCount }, (_, c) => valueAt(grid, region.row, region.column + c)) as (
    string | null
  )[]
  const texts = names.filter((name): name is string => !isBlank(name))
  const folded = texts.map(foldText)
  if (new Set(folded).size < folded.length || texts.some((text) => text.length > 80)) return false
  if (texts.length < region.columnCount / 2) return false
  const columns = names.map((name, c) => textColumn(grid, region, c, name === null ? undefined : foldText(name)))
  if (columns.some((column) => column.recurs)) return false
  const words = texts.filter((text) => headerWords.test(text.trim())).length
  if (words * 2 >= texts.length) return !hasKeysDown(grid, region)
  if (columns.some((column) => column.repeats) && region.rowCount > 3) return true
  if (columns.some((column, c) => column.hasDigits && !/\d/.test(names[c] ?? "0"))) return true
  return region.columnCount > 1 && region.rowCount > 3 && texts.length === region.columnCount
}

/** Two columns of keys and values: the words that name columns go down the first one. */
function hasKeysDown(grid: Grid, region: Area): boolean {
  if (region.columnCount !== 2 || region.rowCount < 3) return false
  let keys = 0
  const rows = Math.min(region.rowCount, sampleRows)
  for (let r = 1; r < rows; r++)
    if (headerWords.test(String(valueAt(grid, region.row + r, region.column) ?? "").trim())) keys++
  return keys * 3 >= rows - 1
}

function textColumn(grid: Grid, region: Area, c: number, name: string | undefined) {
  const seen = new Set<string>()
  let values = 0
  let digits = 0
  for (let r = 1; r < Math.min(region.rowCount, sampleRows); r++) {
    const value = valueAt(grid, region.row + r, region.column + c)
    if (typeof value !== "string") continue
    seen.add(foldText(value))
    values++
    if (/\d/.test(value)) digits++
  }
  return {
    recurs: name !== undefined && seen.has(name),
    repeats: seen.size < values,
    hasDigits: values > 0 && digits === values,
  }
}
