import { read, set_cptable, type CellObject, type ParsingOptions, type WorkBook, type WorkSheet } from "@e965/xlsx"
import * as codepages from "@e965/xlsx/dist/cpexcel.full.mjs"
import { tryParseAddress } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import {
  days1904,
  isInsideArray,
  libraryFormat,
  libraryFormula,
  libraryValue,
} from "../../shared/workbookFile/libraryCell.ts"
import { newBook, newSheet, type Book } from "./book.ts"
import type { CellStyle } from "./contract.ts"
import { readBiffParts } from "./readBiffParts.ts"
import { readPackageParts } from "./readPackageParts.ts"
import { digitsToPixels, pointsToPixels, type Sheet } from "./sheet.ts"
import { SimError } from "./simError.ts"

set_cptable(codepages)

const options: ParsingOptions = {
  type: "array",
  dense: true,
  cellFormula: true,
  cellNF: true,
  cellHTML: false,
  cellStyles: true,
  bookFiles: true,
}

function parse(bytes: Uint8Array, fileName: string): WorkBook {
  try {
    return read(bytes, options)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new SimError(
      "InvalidArgument",
      /password|encrypt/i.test(reason)
        ? `${fileName} is protected with a password. Remove the password in Excel, then open it again.`
        : `${fileName} can't be opened: it is damaged or not an Excel workbook.`,
    )
  }
}

/** A number that a damaged file holds in no valid form is shown as Excel shows it. */
function cellValue(cell: CellObject, shift: number): CellValue {
  const value = libraryValue(cell, shift)
  return typeof value === "number" && !Number.isFinite(value) ? "#NUM!" : value
}

function cellStyle(cell: CellObject): CellStyle {
  const fill = cell.s as { patternType?: string; fgColor?: { rgb?: string } } | undefined
  const rgb = fill?.patternType === "solid" ? fill.fgColor?.rgb : undefined
  return { numberFormat: libraryFormat(cell), fill: rgb && /^[0-9a-f]{6}$/i.test(rgb) ? `#${rgb}` : undefined }
}

function readCells(book: Book, sheet: Sheet, cells: CellObject[][], shift: number): void {
  cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      const value = cellValue(cell, shift)
      const formula = libraryFormula(cell, row, column)
      if (value !== null && (value !== "" || cell.f !== undefined)) sheet.values.set(row, column, value)
      if (formula !== undefined) sheet.formulas.set(row, column, formula)
      const style = book.styles.intern(cellStyle(cell))
      if (style !== 0) sheet.styleIds.set(row, column, style)
    }),
  )
}

interface Line {
  readonly hidden?: boolean
  /** In digits; the library's own guess of the pixels (`wpx`) may be twice what Excel shows. */
  readonly width?: number
  readonly hpt?: number
}

function readLines(lines: readonly (Line | undefined)[] = []): { sizes: Map<number, number>; hidden: Set<number> } {
  const sizes = new Map<number, number>()
  const hidden = new Set<number>()
  lines.forEach((line, index) => {
    const size = line?.hpt === undefined ? digitsToPixels(line?.width ?? 0) : pointsToPixels(line.hpt)
    if (size > 0) sizes.set(index, size)
    if (line?.hidden) hidden.add(index)
  })
  return { sizes, hidden }
}

function readSheet(book: Book, sheet: Sheet, source: WorkSheet, shift: number): void {
  readCells(book, sheet, source["!data"] ?? [], shift)
  const columns = readLines(source["!cols"])
  const rows = readLines(source["!rows"])
  sheet.columnWidths = columns.sizes
  sheet.hiddenColumns = columns.hidden
  sheet.rowHeights = rows.sizes
  sheet.hiddenRows = rows.hidden
  sheet.merges = (source["!merges"] ?? []).map(({ s, e }) => ({
    row: s.r,
    column: s.c,
    rowCount: e.r - s.r + 1,
    columnCount: e.c - s.c + 1,
  }))
}

/** An array formula fills its area from the first cell on. */
function readArrays(sheet: Sheet, cells: CellObject[][]): void {
  cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      const area = cell.F === undefined ? undefined : tryParseAddress(cell.F)
      if (isInsideArray(cell, row, column)) sheet.spilled.set(row, column, true)
      else if (area && cell.f !== undefined) sheet.arrays.set(row, column, area)
    }),
  )
}

const visibilities = ["Visible", "Hidden", "VeryHidden"] as const

/** Reads .xlsx, .xlsm, .xlsb, .xls and the HTML and XML forms of .xls. @throws SimError InvalidArgument */
export function readSpreadsheet(bytes: Uint8Array, fileName: string): Book {
  const source = parse(bytes, fileName)
  const book = newBook()
  const shift = source.Workbook?.WBProps?.date1904 ? days1904 : 0
  source.SheetNames.forEach((name, index) => {
    const cells = source.Sheets[name]
    if (cells && cells["!type"] !== undefined && cells["!type"] !== "sheet") return // a chart or a macro sheet
    if (!cells) throw new SimError("InvalidArgument", `The sheet ${name} of ${fileName} can't be read: it is damaged.`)
    const sheet = newSheet(book, name)
    sheet.visibility = visibilities.at(source.Workbook?.Sheets?.[index]?.Hidden ?? 0) ?? "Visible"
    readSheet(book, sheet, cells, shift)
    readArrays(sheet, cells["!data"] ?? [])
    book.sheets = [...book.sheets, sheet]
  })
  readPackageParts(book, source)
  readBiffParts(book, source)
  readNames(book, source)
  const first = book.sheets.find(({ visibility }) => visibility === "Visible") ?? book.sheets[0]
  if (!first) throw new SimError("InvalidArgument", `${fileName} has no worksheet.`)
  first.visibility = "Visible"
  book.activeId = first.id
  return book
}

function readNames(book: Book, source: WorkBook): void {
  book.names = (source.Workbook?.Names ?? []).flatMap(({ Name: name, Ref: formula, Sheet: index, ...rest }) => {
    if (!formula || name.startsWith("_xlnm.")) return []
    const scope = index === undefined ? null : book.sheets.find((sheet) => sheet.name === source.SheetNames[index])?.id
    if (scope === undefined) return []
    return [{ name, formula: `=${formula}`, scope, visible: !("Hidden" in rest && rest.Hidden), comment: "" }]
  })
}
