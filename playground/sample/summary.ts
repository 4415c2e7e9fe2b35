import { dateToSerial, type CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import { firstOrder } from "./orders.ts"
import { formats, SampleSheet } from "./sampleSheet.ts"

const regions = ["North", "South", "East", "West"]
const months = 18

/** Formulas only: totals, then revenue by region against target, then by month with growth. */
export function addSummary(book: Book, lastOrder: number): void {
  const column = (letter: string): string => `Orders!$${letter}$${firstOrder}:$${letter}$${lastOrder}`
  const regionRows = regions.map((region, index): CellValue[] => {
    const row = 9 + index
    return [
      region,
      `=SUMIFS(${column("I")},${column("C")},A${row})`,
      `=COUNTIFS(${column("C")},A${row})`,
      `=AVERAGEIFS(${column("I")},${column("C")},A${row})`,
      `=B${row}/$B$13`,
      `=SUM(Targets!B${4 + index}:E${4 + index})`,
    ]
  })
  const monthRows = Array.from({ length: months }, (_, index): CellValue[] => {
    const row = 17 + index
    const within = `${column("B")},">="&A${row},${column("B")},"<"&EDATE(A${row},1)`
    return [
      dateToSerial(new Date(Date.UTC(2025, index, 1))),
      `=SUMIFS(${column("I")},${within})`,
      `=COUNTIFS(${within})`,
      `=IF(C${row}=0,0,B${row}/C${row})`,
      index === 0 ? null : `=IF(B${row - 1}=0,0,B${row}/B${row - 1}-1)`,
    ]
  })
  const rows: CellValue[][] = [
    ["Summary"],
    [],
    ["Total revenue", `=SUM(${column("I")})`],
    ["Orders", `=COUNTA(${column("A")})`],
    ["Average order", "=B3/B4"],
    ["Largest order", `=MAX(${column("I")})`],
    [],
    ["Region", "Revenue", "Orders", "Average", "Share", "Target 2025"],
    ...regionRows,
    ["All regions", "=SUM(B9:B12)", "=SUM(C9:C12)", "=B13/C13", "=SUM(E9:E12)", "=SUM(F9:F12)"],
    [],
    [],
    ["Month", "Revenue", "Orders", "Average", "Growth"],
    ...monthRows,
  ]
  const sample = new SampleSheet(book, "Summary", rows)
  const { dollars, growth, whole } = formats
  const figures = [
    { width: 116, format: dollars },
    { width: 72, format: whole },
    { width: 100, format: dollars },
    { width: 76, format: growth },
  ]
  sample.columns([{ width: 112 }, ...figures, { width: 104, format: dollars }], 8, regions.length + 1)
  sample.columns([{ width: 112, format: "mmm yyyy" }, ...figures], 16, months)
  sample.style({ row: 2, column: 1, rowCount: 4, columnCount: 1 }, { numberFormat: dollars, bold: true })
  sample.style({ row: 3, column: 1, rowCount: 1, columnCount: 1 }, { numberFormat: whole })
  sample.style({ row: 16, column: 0, rowCount: months, columnCount: 1 }, { horizontalAlignment: "Left" })
  sample.title()
  sample.header(7, 6)
  sample.header(15, 5)
  sample.total(12, 6)
}
