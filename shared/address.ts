import { AppError } from "./errors.ts"
import { limits } from "./limits.ts"

/** A rectangle of cells; row and column count from zero, like Office.js `rowIndex` and `columnIndex`. */
export interface Area {
  readonly row: number
  readonly column: number
  readonly rowCount: number
  readonly columnCount: number
}

/** 0 -> A, 25 -> Z, 26 -> AA. */
export function columnLetter(index: number): string {
  let letters = ""
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return letters
}

/**
 * `C4` from a table's column and row, given as tables name them: `C` and 4. Where records stand in columns a column is a row of the
 * sheet (`"4"`) and a row one of its columns (3).
 */
export const cellAddress = (letter: string, row: number): string =>
  /^\d/.test(letter) ? columnLetter(row - 1) + letter : `${letter}${row}`

/** A -> 0, AA -> 26; case does not matter. */
export const columnIndex = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** Sheet name as Excel writes it before `!`: quoted when it is not a plain identifier or could be read as a cell. */
export const quoteSheet = (sheet: string): string =>
  /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) && !/^([A-Z]{1,3}\d+|R\d*C\d*|R|C)$/i.test(sheet)
    ? sheet
    : `'${sheet.replaceAll("'", "''")}'`

/** `Orders!C4:C212` from a sheet name and an address without sheet. */
export const qualify = (sheet: string, address: string): string => `${quoteSheet(sheet)}!${address}`

/** Splits `'My ''21'!A1:B2` into sheet and address; the sheet is undefined when there is none. */
export function splitAddress(text: string): { sheet: string | undefined; address: string } {
  const quoted = /^'((?:[^']|'')*)'!(.+)$/s.exec(text)
  if (quoted?.[1] !== undefined && quoted[2]) return { sheet: quoted[1].replaceAll("''", "'"), address: quoted[2] }
  const bang = text.lastIndexOf("!")
  return bang < 0 ? { sheet: undefined, address: text } : { sheet: text.slice(0, bang), address: text.slice(bang + 1) }
}

const cellPattern = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i
const columnsPattern = /^\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$/i
const rowsPattern = /^\$?(\d{1,7}):\$?(\d{1,7})$/

function span(a: number, b: number, size: number): [start: number, count: number] | undefined {
  const start = Math.min(a, b)
  const end = Math.max(a, b)
  return start >= 0 && end < size ? [start, end - start + 1] : undefined
}

const columnSpan = (first = "", last = "") => span(columnIndex(first), columnIndex(last), limits.sheetColumns)

const rowSpan = (first = "", last = "") => span(Number(first) - 1, Number(last) - 1, limits.sheetRows)

/** Area of `C4`, `A1:B9`, `A:C` or `3:5` (a sheet before `!` is ignored), or undefined when it is no address on an Excel sheet. */
export function tryParseAddress(text: string): Area | undefined {
  const { address } = splitAddress(text.trim())
  const columns = columnsPattern.exec(address)
  if (columns) {
    const across = columnSpan(columns[1], columns[2])
    return across && { row: 0, rowCount: limits.sheetRows, column: across[0], columnCount: across[1] }
  }
  const rows = rowsPattern.exec(address)
  if (rows) {
    const down = rowSpan(rows[1], rows[2])
    return down && { row: down[0], rowCount: down[1], column: 0, columnCount: limits.sheetColumns }
  }
  return tryParseCells(address)
}

function tryParseCells(address: string): Area | undefined {
  const [first = "", second = first, ...rest] = address.split(":")
  const a = cellPattern.exec(first)
  const b = cellPattern.exec(second)
  if (!a || !b || rest.length > 0) return undefined
  const across = columnSpan(a[1], b[1])
  const down = rowSpan(a[2], b[2])
  return across && down && { row: down[0], rowCount: down[1], column: across[0], columnCount: across[1] }
}

/** Like tryParseAddress. @throws AppError invalid_request when the text is no address on an Excel sheet. */
export function parseAddress(text: string): Area {
  const area = tryParseAddress(text)
  if (!area) throw new AppError("invalid_request", `"${text.slice(0, 80)}" is not a cell address such as A1:C10.`)
  return area
}

/** A1 text of an area without sheet: one cell as `C4`, else `A1:B9`. */
export function formatArea(area: Area): string {
  const first = columnLetter(area.column) + String(area.row + 1)
  if (area.rowCount === 1 && area.columnCount === 1) return first
  return `${first}:${columnLetter(area.column + area.columnCount - 1)}${area.row + area.rowCount}`
}

/** The cells both areas share, or undefined. */
export function intersect(a: Area, b: Area): Area | undefined {
  const row = Math.max(a.row, b.row)
  const column = Math.max(a.column, b.column)
  const rowCount = Math.min(a.row + a.rowCount, b.row + b.rowCount) - row
  const columnCount = Math.min(a.column + a.columnCount, b.column + b.columnCount) - column
  return rowCount > 0 && columnCount > 0 ? { row, column, rowCount, columnCount } : undefined
}

/** Splits an area into horizontal bands of at most `cells` cells (and at least one row each), top to bottom. */
export function splitArea(area: Area, cells: number): Area[] {
  const rows = Math.max(1, Math.floor(cells / area.columnCount))
  const bands: Area[] = []
  for (let done = 0; done < area.rowCount; done += rows)
    bands.push({ ...area, row: area.row + done, rowCount: Math.min(rows, area.rowCount - done) })
  return bands
}

const citationScheme = "cell:"

/** Markdown link that the pane shows as a citation button: `[C4:C212](cell:Orders!C4%3AC212)`. */
export const citationLink = (sheet: string, address: string, label = qualify(sheet, address)): string =>
  `[${label.replace(/[\\[\]]/g, "\\$&")}](${citationScheme}${encodeURIComponent(qualify(sheet, address)).replace(/[()'*!]/g, percentEncode)})`

const percentEncode = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** Sheet and address of a citation link's target, or undefined when it is something else or no valid address. */
export function parseCitation(href: string): { sheet: string | undefined; address: string } | undefined {
  if (!href.startsWith(citationScheme)) return undefined
  try {
    const target = splitAddress(decodeURIComponent(href.slice(citationScheme.length)))
    return tryParseAddress(target.address) && target
  } catch {
    return undefined // a malformed escape, for example from a model: not a citation
  }
}
