import type { CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import { addTable } from "../workbook/tableEdits.ts"
import { products } from "./products.ts"
import { formats, SampleSheet } from "./sampleSheet.ts"

const regionTargets: readonly CellValue[][] = [
  ["North", 42000, 45000, 47000, 58000],
  ["South", 24000, 26000, 27500, 33000],
  ["East", 40000, 43000, 46000, 55000],
  ["West", 63000, 66000, 70000, 86000],
]

/** Two tables side by side: targets by region and quarter, and the price list. */
export function addTargets(book: Book): void {
  const prices = products.map(({ name, category, price, cost }, index): CellValue[] => [
    name,
    category,
    price,
    cost,
    `=(I${index + 4}-J${index + 4})/I${index + 4}`,
  ])
  const rows: CellValue[][] = [
    ["Sales targets 2025", null, null, null, null, null, "Price list"],
    [],
    ["Region", "Q1", "Q2", "Q3", "Q4", null, "Product", "Category", "List Price", "Cost", "Margin"],
    ...prices.map((line, index) => [...(regionTargets[index] ?? [null, null, null, null, null]), null, ...line]),
  ]
  const sample = new SampleSheet(book, "Targets", rows)
  const money = { width: 84, format: "$#,##0" }
  sample.columns([{ width: 84 }, money, money, money, money, { width: 32 }], 3, regionTargets.length)
  const { dollars, growth } = formats
  sample.columns(
    [
      { width: 140 },
      { width: 84 },
      { width: 84, format: dollars },
      { width: 76, format: dollars },
      { width: 72, format: growth },
    ],
    3,
    products.length,
    6,
  )
  sample.title()
  sample.style({ row: 0, column: 6, rowCount: 1, columnCount: 1 }, sample.sheet.style(0, 0))
  sample.header(2, 5)
  sample.header(2, 5, 6)
  sample.freezeRows(3)
  addTable(
    book,
    sample.sheet,
    { row: 2, column: 0, rowCount: 5, columnCount: 5 },
    { hasHeaders: true, name: "QuarterlyTargets" },
  )
  addTable(
    book,
    sample.sheet,
    { row: 2, column: 6, rowCount: 9, columnCount: 5 },
    { hasHeaders: true, name: "PriceList" },
  )
}
