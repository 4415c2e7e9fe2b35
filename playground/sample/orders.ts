import { dateToSerial, type CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import { products } from "./products.ts"
import { pick, random } from "./random.ts"
import { formats, SampleSheet } from "./sampleSheet.ts"

const headers = [
  "Order ID",
  "Date",
  "Region",
  "Product",
  "Salesperson",
  "Units",
  "Unit Price",
  "Discount",
  "Revenue",
  "Status",
]

const salespeople: Readonly<Record<string, readonly string[]>> = {
  North: ["Amelia Stone", "Jonas Weber"],
  South: ["Priya Nair", "Diego Ramos"],
  East: ["Mei Tanaka", "Olu Adeyemi"],
  West: ["Sofia Rossi", "Liam O'Connor"],
}

/** Excel row of the first order. */
export const firstOrder = 4
const orderCount = 208
/** Orders that were exported a second time, as happens. */
const repeated = [57, 142]

function order(next: () => number, index: number): CellValue[] {
  // Eighteen months, January 2025 to June 2026, a little denser towards the end and in November.
  const progress = (index + next()) / orderCount
  const day = Math.floor(546 * progress ** 0.92)
  const date = new Date(Date.UTC(2025, 0, 1 + day))
  const region = pick(next, ["West", "West", "West", "North", "North", "East", "East", "South"])
  const product = pick(next, products)
  const busy = date.getUTCMonth() === 10 ? 2.4 : 1
  const units = Math.max(1, Math.round((4 + next() * 36) * (0.8 + progress * 0.5) * busy))
  const discount = pick(next, [0, 0, 0, 0.05, 0.05, 0.1, 0.15])
  const status = pick(next, [
    "Shipped",
    "Shipped",
    "Shipped",
    "Shipped",
    "Delivered",
    "Delivered",
    "Pending",
    "Returned",
  ])
  const seller = pick(next, salespeople[region] ?? [])
  return [
    `SO-${1001 + index}`,
    dateToSerial(date),
    region,
    product.name,
    seller,
    units,
    product.price,
    discount,
    "",
    status,
  ]
}

/** Title rows, header in row 3, orders with blanks, duplicates and one huge order, and a totals row. */
export function addOrders(book: Book): { readonly lastOrder: number } {
  const next = random(20_250_101)
  const orders = Array.from({ length: orderCount }, (_, index) => order(next, index))
  const blank = (column: number, ...rows: number[]): void => rows.forEach((row) => orders[row]?.splice(column, 1, null))
  blank(4, 12, 73, 131, 188)
  blank(7, 30, 99, 160)
  blank(9, 64, 177)
  orders[118]?.splice(5, 1, 480)
  const all = orders.flatMap((cells, index) => (repeated.includes(index) ? [cells, [...cells]] : [cells]))
  all.forEach((cells, index) => {
    const row = firstOrder + index
    cells[8] = `=F${row}*G${row}*(1-H${row})`
  })
  const lastOrder = firstOrder + all.length - 1
  const sum = (letter: string): string => `=SUM(${letter}${firstOrder}:${letter}${lastOrder})`
  const rows: CellValue[][] = [
    ["Orders 2025–2026"],
    ["Contoso Outdoor · exported June 30, 2026 · amounts in US dollars"],
    headers,
    ...all,
    ["Total", null, null, null, null, sum("F"), null, null, sum("I"), null],
  ]
  const sample = new SampleSheet(book, "Orders", rows)
  const { date, dollars, percent, whole } = formats
  sample.columns(
    [
      { width: 78 },
      { width: 82, format: date },
      { width: 72 },
      { width: 136 },
      { width: 116 },
      { width: 60, format: whole },
      { width: 82, format: dollars },
      { width: 72, format: percent },
      { width: 104, format: dollars },
      { width: 84 },
    ],
    firstOrder - 1,
    all.length + 1,
  )
  sample.title()
  sample.style({ row: 1, column: 0, rowCount: 1, columnCount: 1 }, { italic: true, fontColor: "#666666" })
  sample.header(2, headers.length)
  sample.total(rows.length - 1, headers.length)
  sample.freezeRows(3)
  return { lastOrder }
}
