import { dateToSerial, type CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import { pick, random } from "./random.ts"
import { formats, SampleSheet } from "./sampleSheet.ts"

const headers = ["Date", "Category", "Vendor", "Amount", "Attendees", "Per Person", "Budget Code", "Paid"]

const vendors: Readonly<Record<string, readonly string[]>> = {
  Travel: ["Deutsche Bahn", "Lufthansa", "Hotel Adler"],
  Software: ["Figma", "GitHub", "Zoom"],
  Marketing: ["Studio Nord", "Print & Co"],
  Office: ["Bürobedarf Meier", "IKEA"],
  Training: ["Skillhouse"],
}

/** Euro amounts of the first half of 2026, with blanks, `#DIV/0!` for events without guests and `#N/A` where a code is missing. */
export function addExpenses(book: Book): void {
  const next = random(6_2026)
  const lines = Array.from({ length: 64 }, (_, index): CellValue[] => {
    const row = index + 2
    const category = pick(next, ["Travel", "Travel", "Software", "Marketing", "Office", "Training"])
    const date = new Date(Date.UTC(2026, 0, 2 + Math.floor((index * 178) / 64 + next() * 2)))
    const amount = Math.round((30 + next() ** 2 * 1400) * 100) / 100
    const attended = category === "Travel" || category === "Training" || category === "Marketing"
    const attendees = attended ? Math.floor(next() * 6) : 1
    const code =
      index % 13 === 7 ? "=NA()" : `${category.slice(0, 3).toUpperCase()}-${100 + Math.floor(next() * 9) * 10}`
    return [
      dateToSerial(date),
      category,
      pick(next, vendors[category] ?? []),
      index === 21 || index === 47 ? null : amount,
      attendees,
      `=D${row}/E${row}`,
      code,
      index === 33 ? null : next() < 0.75,
    ]
  })
  const sample = new SampleSheet(book, "Expenses", [headers, ...lines])
  const { date, euros } = formats
  sample.columns(
    [
      { width: 84, format: date },
      { width: 92 },
      { width: 130 },
      { width: 92, format: euros },
      { width: 80 },
      { width: 92, format: euros },
      { width: 96 },
      { width: 64 },
    ],
    1,
    lines.length,
  )
  sample.header(0, headers.length)
  sample.freezeRows(1)
}
