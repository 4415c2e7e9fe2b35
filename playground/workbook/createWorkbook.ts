import type { CellValue } from "../../shared/cell.ts"
import { newBook, type Book } from "./book.ts"
import { checkFormula } from "./checkFormula.ts"
import type { Sheet } from "./sheet.ts"
import { addSheet } from "./sheetEdits.ts"
import { Workbook } from "./workbook.ts"

export interface NewWorkbook {
  readonly fileName?: string
  readonly sheets?: readonly { readonly name: string; readonly rows: readonly (readonly CellValue[])[] }[]
}

/** Adds a sheet with the given cells from A1 on. Text that starts with `=` is a formula; the rest is taken as it is. */
export function addFilledSheet(book: Book, name: string, rows: readonly (readonly CellValue[])[]): Sheet {
  const { sheet } = addSheet(book, name)
  rows.forEach((line, row) =>
    line.forEach((value, column) => {
      if (value === null || value === "") return
      if (typeof value === "string" && value.startsWith("=") && value.length > 1) {
        checkFormula(value)
        sheet.formulas.set(row, column, value)
        sheet.values.set(row, column, 0)
      } else sheet.values.set(row, column, value)
    }),
  )
  return sheet
}

/** A workbook with the given cells (by default one blank sheet), see `addFilledSheet`; formulas are calculated when the engine is loaded. */
export function createWorkbook(options: NewWorkbook = {}): Workbook {
  const book = newBook()
  for (const { name, rows } of options.sheets ?? [{ name: "Sheet1", rows: [] }]) addFilledSheet(book, name, rows)
  const workbook = new Workbook(options.fileName ?? "Book1.xlsx", book)
  workbook.calculate()
  return workbook
}
