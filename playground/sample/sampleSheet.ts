import type { Area } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import type { CellStyle } from "../workbook/contract.ts"
import { addFilledSheet } from "../workbook/createWorkbook.ts"
import type { Sheet } from "../workbook/sheet.ts"
import { setStyle } from "../workbook/styleCells.ts"

export interface SampleColumn {
  /** Pixels. */
  readonly width: number
  readonly format?: string
}

export const formats = {
  date: "m/d/yyyy",
  dollars: "$#,##0.00",
  euros: "[$€-x-euro2] #,##0.00",
  percent: "0%",
  growth: "0.0%",
  whole: "#,##0",
} as const

const header: CellStyle = {
  bold: true,
  fontColor: "#FFFFFF",
  fill: "#217346",
  wrapText: true,
  verticalAlignment: "Center",
}
const total: CellStyle = { bold: true, borders: { top: { style: "thin", color: "#217346" } } }
const title: CellStyle = { bold: true, fontSize: 16, fontColor: "#217346" }

/** Sample sheets are made with the workbook's own edits; their undo steps are dropped. */
export class SampleSheet {
  readonly sheet: Sheet
  readonly #book: Book

  constructor(book: Book, name: string, rows: readonly (readonly CellValue[])[]) {
    this.#book = book
    this.sheet = addFilledSheet(book, name, rows)
  }

  style(area: Area, style: CellStyle): void {
    setStyle(this.#book, this.sheet, area, style)
  }

  /** Rows count from zero. */
  columns(columns: readonly SampleColumn[], row: number, rowCount: number, firstColumn = 0): void {
    const widths = new Map(this.sheet.columnWidths)
    columns.forEach(({ width, format }, index) => {
      const column = firstColumn + index
      widths.set(column, width)
      if (format) this.style({ row, column, rowCount, columnCount: 1 }, { numberFormat: format })
    })
    this.sheet.columnWidths = widths
  }

  header(row: number, columnCount: number, column = 0): void {
    this.style({ row, column, rowCount: 1, columnCount }, header)
  }

  total(row: number, columnCount: number): void {
    this.style({ row, column: 0, rowCount: 1, columnCount }, total)
  }

  title(row = 0): void {
    this.style({ row, column: 0, rowCount: 1, columnCount: 1 }, title)
  }

  freezeRows(rows: number): void {
    this.sheet.frozenRows = rows
  }
}
