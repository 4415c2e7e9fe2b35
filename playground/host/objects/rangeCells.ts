import type { Area } from "../../../shared/address.ts"
import { excelErrors, formatKind, type CellValue } from "../../../shared/cell.ts"
import type { CellStyle, SimSheet } from "../../workbook/contract.ts"
import { absoluteReference, cellCount, isEntireColumn, isEntireRow, mapCells, qualifiedText } from "../areas.ts"
import type { HostSession } from "../hostSession.ts"
import { matrixOf } from "../matrixArgument.ts"
import { toA1, toR1C1 } from "../../../shared/r1c1.ts"
import { booleanArgument, cellArgument, isGiven, textArgument } from "../wireArguments.ts"
import { invalidReference, responseTooLarge } from "../wireErrors.ts"
import { WireObject } from "../wireObject.ts"

/** Excel gives no cell values of ranges beyond this, nor of entire rows and columns. */
const readableCells = 5_000_000
/** Fewest bytes a cell takes in a response (`"",`); used to refuse hopeless reads before building them. */
const bytesPerCell = 3
const responseBytes = 5 * 1024 * 1024

const errors: ReadonlySet<unknown> = new Set(excelErrors)

export function valueTypeOf(value: CellValue): string {
  if (value === null || value === "") return "Empty"
  if (typeof value === "number") return "Double"
  if (typeof value === "boolean") return "Boolean"
  return errors.has(value) ? "Error" : "String"
}

const categories: Record<string, string> = {
  general: "General",
  number: "Number",
  currency: "Currency",
  percentage: "Percentage",
  date: "Date",
  time: "Time",
  text: "Text",
}

/** What the cells of a range hold, and where it lies; the other half of Range is in rangeGeometry and range. */
export abstract class RangeCells extends WireObject {
  readonly sheetId: string
  readonly area: Area

  constructor(host: HostSession, sheetId: string, area: Area) {
    super(host)
    this.sheetId = sheetId
    this.area = area
  }

  /** @throws InvalidReference when the sheet has been deleted meanwhile. */
  get sheet(): SimSheet {
    const sheet = this.workbook.sheetById(this.sheetId)
    if (!sheet) throw invalidReference()
    return sheet
  }

  get Values(): unknown {
    return this.#read((row, column) => this.sheetValue(row, column) ?? "")
  }
  set Values(values: unknown) {
    this.#write(values, cellArgument)
  }

  get Formulas(): unknown {
    const { sheet } = this
    return this.#read((row, column) => sheet.formula(row, column) ?? sheet.value(row, column) ?? "")
  }
  set Formulas(formulas: unknown) {
    this.#write(formulas, cellArgument)
  }

  get FormulasLocal(): unknown {
    return this.Formulas
  }
  set FormulasLocal(formulas: unknown) {
    this.#write(formulas, cellArgument)
  }

  get FormulasR1C1(): unknown {
    const { sheet } = this
    return this.#read((row, column) => {
      const formula = sheet.formula(row, column)
      return formula === undefined ? (sheet.value(row, column) ?? "") : toR1C1(formula, [row, column])
    })
  }
  set FormulasR1C1(formulas: unknown) {
    this.#write(formulas, (value, row, column) => {
      const cell = cellArgument(value)
      return typeof cell === "string" && cell.startsWith("=") ? toA1(cell, [row, column]) : cell
    })
  }

  get Text(): unknown {
    const { sheet } = this
    return this.#read((row, column) => sheet.text(row, column))
  }

  get NumberFormat(): unknown {
    const { sheet } = this
    return this.#read((row, column) => sheet.style(row, column).numberFormat ?? "General")
  }
  set NumberFormat(formats: unknown) {
    this.#writeFormats(formats)
  }

  get NumberFormatLocal(): unknown {
    return this.NumberFormat
  }
  set NumberFormatLocal(formats: unknown) {
    this.#writeFormats(formats)
  }

  get NumberFormatCategories(): unknown {
    const { sheet } = this
    return this.#read((row, column) => categories[formatKind(sheet.style(row, column).numberFormat)] ?? "Custom")
  }

  get ValueTypes(): unknown {
    return this.#read((row, column) => valueTypeOf(this.sheetValue(row, column)))
  }

  get Address(): string {
    return qualifiedText(this.sheet.name, this.area)
  }
  get AddressLocal(): string {
    return this.Address
  }
  get RowIndex(): number {
    return this.area.row
  }
  get ColumnIndex(): number {
    return this.area.column
  }
  get RowCount(): number {
    return this.area.rowCount
  }
  get ColumnCount(): number {
    return this.area.columnCount
  }
  /** -1 when it exceeds 2^31 - 1, as in Excel. */
  get CellCount(): number {
    const cells = cellCount(this.area)
    return cells > 2 ** 31 - 1 ? -1 : cells
  }
  get IsEntireColumn(): boolean {
    return isEntireColumn(this.area)
  }
  get IsEntireRow(): boolean {
    return isEntireRow(this.area)
  }
  get RowHidden(): boolean | null {
    return same(this.#rows(), (row) => this.sheet.isRowHidden(row))
  }
  set RowHidden(hidden: unknown) {
    this.workbook.hide(this.sheetId, this.area, "hiddenRows", booleanArgument(hidden))
  }
  get ColumnHidden(): boolean | null {
    return same(this.#columns(), (column) => this.sheet.isColumnHidden(column))
  }
  set ColumnHidden(hidden: unknown) {
    this.workbook.hide(this.sheetId, this.area, "hiddenColumns", booleanArgument(hidden))
  }
  get Hidden(): boolean | null {
    if (this.RowHidden === true || this.ColumnHidden === true) return true
    return this.RowHidden === false && this.ColumnHidden === false ? false : null
  }

  /** Formulas of the simulated workbook never spill. */
  get HasSpill(): boolean {
    return false
  }
  /** Points from the sheet's left edge; Top, Width and Height likewise. */
  get Left(): number {
    return points(this.area.column, (column) => this.sheet.columnWidth(column))
  }
  get Top(): number {
    return points(this.area.row, (row) => this.sheet.rowHeight(row))
  }
  get Width(): number {
    return points(this.area.columnCount, (index) => this.sheet.columnWidth(this.area.column + index))
  }
  get Height(): number {
    return points(this.area.rowCount, (index) => this.sheet.rowHeight(this.area.row + index))
  }

  /** `=Orders!$A$1:$B$2`. */
  get absolute(): string {
    return absoluteReference(this.sheet.name, this.area)
  }

  sheetValue(row: number, column: number): CellValue {
    return this.sheet.value(row, column)
  }

  setStyle(style: CellStyle): void {
    this.workbook.setStyle(this.sheetId, this.area, style)
  }

  #rows(): number[] {
    return Array.from({ length: this.area.rowCount }, (_, index) => this.area.row + index)
  }

  #columns(): number[] {
    return Array.from({ length: this.area.columnCount }, (_, index) => this.area.column + index)
  }

  #read<T>(read: (row: number, column: number) => T): T[][] | null {
    const cells = cellCount(this.area)
    if (cells > readableCells || isEntireColumn(this.area) || isEntireRow(this.area)) return null
    if (cells * bytesPerCell > responseBytes) throw responseTooLarge()
    return mapCells(this.area, read)
  }

  /** One value for all cells, or a matrix of the range's size. */
  #write(values: unknown, cell: (value: unknown, row: number, column: number) => CellValue): void {
    this.workbook.write(this.sheetId, this.area, matrixOf(values, this.area, cell))
  }

  #writeFormats(formats: unknown): void {
    const matrix = matrixOf(formats, this.area, (value) => (isGiven(value) ? textArgument(value) : null))
    const alike = (row: readonly unknown[] | undefined, other: readonly unknown[]): boolean =>
      row !== undefined && row.every((format, index) => format === other[index])
    // Formats usually apply to whole columns: equal rows, then neighbours of one format, are set together.
    for (let r = 0; r < matrix.length;) {
      const row = matrix[r] ?? []
      let rowCount = 1
      while (alike(matrix[r + rowCount], row)) rowCount++
      for (let c = 0; c < row.length;) {
        const format = row[c]
        let columnCount = 1
        while (c + columnCount < row.length && row[c + columnCount] === format) columnCount++
        const area = { row: this.area.row + r, column: this.area.column + c, rowCount, columnCount }
        if (typeof format === "string") this.workbook.setStyle(this.sheetId, area, { numberFormat: format })
        c += columnCount
      }
      r += rowCount
    }
  }
}

/** Points per pixel at 96 dpi; Excel's sizes are points, the sheet's are pixels. */
export const pointsPerPixel = 0.75

function points(count: number, pixels: (index: number) => number): number {
  let sum = 0
  for (let index = 0; index < count; index++) sum += pixels(index)
  return sum * pointsPerPixel
}

/** The common answer for all, or null when they differ. */
export function same<K, T>(keys: readonly K[], read: (key: K) => T): T | null {
  const [first, ...rest] = keys
  if (first === undefined) return null
  const value = read(first)
  return rest.every((key) => read(key) === value) ? value : null
}
