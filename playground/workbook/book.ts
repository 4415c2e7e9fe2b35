import { limits } from "../../shared/limits.ts"
import type { Area } from "../../shared/address.ts"
import type { SimName } from "./contract.ts"
import { Sheet } from "./sheet.ts"
import { SimError } from "./simError.ts"
import { StyleTable } from "./styleTable.ts"

/** What the edits of this folder work on. */
export interface Book {
  sheets: readonly Sheet[]
  names: readonly SimName[]
  readonly styles: StyleTable
  activeId: string
  /** Sheets and tables ever made, so that identifiers are never used twice. */
  counter: number
}

export const newBook = (): Book => ({ sheets: [], names: [], styles: new StyleTable(), activeId: "", counter: 0 })

/** A sheet with an identifier in the form Excel gives; it is not in the workbook yet. */
export function newSheet(book: Book, name: string): Sheet {
  const number = (++book.counter).toString(16).toUpperCase().padStart(4, "0")
  return new Sheet(`{00000000-${number}-0000-0000-000000000000}`, name, book.styles)
}

/** @throws SimError ItemNotFound */
export function sheetOf(book: Book, sheetId: string): Sheet {
  const sheet = book.sheets.find(({ id }) => id === sheetId)
  if (!sheet) throw new SimError("ItemNotFound", "The requested resource doesn't exist.")
  return sheet
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Excel compares sheet names without case. */
export const sheetNamed = (book: Book, name: string): Sheet | undefined =>
  book.sheets.find((sheet) => same(sheet.name, name))

/** @throws SimError InvalidArgument when an area is not on an Excel sheet. */
export function checkArea(area: Area): void {
  const { row, column, rowCount, columnCount } = area
  const whole = [row, column, rowCount, columnCount].every(Number.isInteger)
  if (
    !whole ||
    row < 0 ||
    column < 0 ||
    rowCount < 1 ||
    columnCount < 1 ||
    row + rowCount > limits.sheetRows ||
    column + columnCount > limits.sheetColumns
  )
    throw new SimError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.")
}

export const cellArea = (row: number, column: number): Area => ({ row, column, rowCount: 1, columnCount: 1 })
