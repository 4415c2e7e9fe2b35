import type { CellValue } from "../../shared/cell.ts"
import { newBook } from "./book.ts"
import { checkFormula } from "./checkFormula.ts"
import { addSheet } from "./sheetEdits.ts"
import { Workbook } from "./workbook.ts"

export interface NewWorkbook {
  readonly fileName?: string
  readonly sheets?: readonly { readonly name: string; readonly rows: readonly (readonly CellValue[])[] }[]
}

/** A workbook with the given cells from A1 on (by default one blank sheet). Text that starts with `=` is a formula; the rest is taken as it is. */
export function createWorkbook(options: NewWorkbook = {}): Workbook {
  const book = newBook()
  for (const { name, rows } of options.sheets ?? [{ name: "Sheet1", rows: [] }]) {
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
  }
  const workbook = new Workbook(options.fileName ?? "Book1.xlsx", book)
  workbook.calculate()
  return workbook
}
