import { estimateTokens } from "../shared/estimateTokens.ts"
import type { CellValue } from "../shared/cell.ts"
import { sheetDefinitionsSchema, type MapSheet } from "../shared/workbookMap.ts"
import { mapText } from "../server/tables/map/mapText.ts"
import { readLayout } from "../server/tables/layout/readLayout.ts"
import { sheetOf } from "../eval/awkwardSheets/awkwardSheet.ts"

const budget = 800

type Rows = CellValue[][]

const month = (n: number): Rows => [
  ["Item", "Day", "Amount (USD)", "Paid by"],
  ...Array.from({ length: 60 }, (_, i): CellValue[] => [
    `Item ${i}`,
    45_000 + 30 * n + (i % 30),
    (i * 37 * n) % 900,
    `P${i % 7}`,
  ]),
]
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
const orders = (rows: number): Rows => [
  ["Orders of 2025"],
  [],
  ["Order", "Region", "Product", "Quantity", "Price", "Revenue", "Paid"],
  ...Array.from({ length: rows }, (_, i): CellValue[] => [
    i,
    `R${i % 5}`,
    `Product ${i % 40}`,
    i % 9,
    (i % 50) / 4,
    i * 3,
    i % 2 === 0,
  ]),
]
const wide = (columns: number): Rows => [
  ["Station", ...Array.from({ length: columns }, (_, i) => `Q${i + 1}`)],
  ...Array.from({ length: 50 }, (_, r): CellValue[] => [`S${r}`, ...Array.from({ length: columns }, (_, c) => r * c)]),
]

const workbooks: Record<string, Record<string, Rows>> = {
  "one table, 1,000 rows": { Orders: orders(1_000) },
  "twelve months alike": Object.fromEntries(months.map((name, n) => [name, month(n + 1)])),
  "200 columns": { Stations: wide(200) },
  "200 sheets, all different": Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [
      `Sheet ${i}`,
      wide(3 + (i % 17)).map((row, r) => (r === 0 ? row.map((name) => `${String(name)} of ${i}`) : row)),
    ]),
  ),
}

/** Tokens of the map of a workbook, as our estimate counts them, beside a plain dump of its cells as CSV. */
export function mapBench(): void {
  process.stdout.write(`\nMap of a workbook for the prompt (budget ${budget} tokens), beside its cells as CSV\n`)
  for (const [what, sheets] of Object.entries(workbooks)) {
    const dump = Object.entries(sheets)
      .map(([name, rows]) => `${name}\n${rows.map((row) => row.join(",")).join("\n")}`)
      .join("\n\n")
    const start = performance.now()
    const map = { workbookId: "w", name: "Book.xlsx", names: [], sheets: Object.entries(sheets).map(mapSheet) }
    const layoutMs = performance.now() - start
    const begin = performance.now()
    const text = mapText([map], budget)
    const ms = performance.now() - begin
    const [tokens, all] = [estimateTokens(text), estimateTokens(dump)]
    process.stdout.write(
      `  ${what.padEnd(28)} map ${String(tokens).padStart(5)} tokens, dump ${String(all).padStart(8)} (1/${Math.round(all / tokens)}), layout ${layoutMs.toFixed(0)} ms, text ${ms.toFixed(1)} ms\n`,
    )
  }
}

function mapSheet([name, rows]: [string, Rows]): MapSheet {
  const layout = readLayout({ ...sheetOf({ rows }), name })
  const { charts, pivots } = sheetDefinitionsSchema.parse({})
  const storedAt = new Date().toISOString()
  return {
    sheetId: name.replaceAll(" ", "_"),
    name,
    visibility: "visible",
    usedRange: `A1:G${rows.length}`,
    layout,
    charts,
    pivots,
    storedAt,
    index: "indexed",
    problem: null,
    chunkCount: 0,
  }
}
