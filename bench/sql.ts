import { DuckDBInstance } from "@duckdb/node-api"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { createAnalyzer } from "../server/analysis/workerAnalyzer.ts"
import type { NamedTable, SheetSource } from "../server/analysis/workbookAnalysis.ts"
import { blockAddress, blocksOf, blockText } from "../shared/block.ts"
import type { CellValue } from "../shared/cell.ts"
import { sheetDefinitionsSchema } from "../shared/workbookMap.ts"

const rows = 1_000_000
const rounds = 5
const header = ["Id", "Date", "Region", "Product", "Amount"]
const rowOf = (i: number): CellValue[] => [
  i + 1,
  45_000 + (i % 700),
  ["West", "East", "North", "South"][i % 4] ?? null,
  `Product ${i % 50}`,
  ((i * 37) % 100_000) / 100,
]

/** A stored sheet, its blocks written as they are asked for. */
function sheetOf(
  name: string,
  count: number,
  cells: (row: number) => CellValue[],
  formats: readonly string[],
): SheetSource {
  const area = { row: 0, column: 0, rowCount: count, columnCount: formats.length }
  return {
    key: `bench ${name}`,
    workbook: "bench",
    name,
    usedRange: blockAddress(area),
    definitions: sheetDefinitionsSchema.parse({}),
    async *blocks() {
      await Promise.resolve()
      for (const block of blocksOf(area)) {
        const values = Array.from({ length: block.rowCount }, (_, r) => cells(block.row + r))
        yield blockText({
          worksheet: name,
          address: blockAddress(block),
          values,
          numberFormats: values.map(() => [...formats]),
        })
      }
    },
  }
}

const dates = ["General", "yyyy-mm-dd", "General", "General", "0.00"]
const orders = sheetOf("Orders", rows + 1, (row) => (row === 0 ? header : rowOf(row - 1)), dates)
const owners = sheetOf(
  "Owners",
  51,
  (row) => (row === 0 ? ["Product", "Owner", "Share"] : [`Product ${row - 1}`, `Owner ${row % 7}`, row / 100]),
  ["General", "General", "0%"],
)

const queries = {
  "group by, sum and mean": "select Region, sum(Amount), avg(Amount) from Orders group by Region order by Region",
  "group by month, deviation":
    "select date_trunc('month', Date) as m, stddev(Amount) from Orders group by m order by m",
  join: "select Owner, sum(Amount * Share) from Orders join Owners using (Product) group by Owner order by Owner",
  "top ten": "select Id, Amount from Orders order by Amount desc, Id limit 10",
}

async function median(name: string, work: () => Promise<unknown>, times = rounds): Promise<void> {
  const taken: number[] = []
  for (let round = 0; round < times; round++) {
    const startedAt = performance.now()
    await work()
    taken.push(performance.now() - startedAt)
  }
  taken.sort((a, b) => a - b)
  console.log(`  ${name.padEnd(52)} median ${(taken[Math.floor(times / 2)] ?? NaN).toFixed(1).padStart(9)} ms`)
}

/** DuckDB alone, on one thread, with the same data made inside of it. */
async function peer(): Promise<(sql: string) => Promise<unknown>> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect()
  await connection.run(
    `CREATE TABLE Orders AS SELECT (i + 1)::DOUBLE AS Id, DATE '2023-03-15' + (i % 700)::INTEGER AS Date,
       ['West', 'East', 'North', 'South'][1 + i % 4] AS Region, 'Product ' || (i % 50) AS Product, ((i * 37) % 100000) / 100 AS Amount
     FROM range(${rows}) r(i)`,
  )
  await connection.run(
    "CREATE TABLE Owners AS SELECT 'Product ' || i AS Product, 'Owner ' || ((i + 1) % 7) AS Owner, (i + 1) / 100 AS Share FROM range(50) r(i)",
  )
  return (sql) => connection.runAndReadAll(sql)
}

/** Prints how long SQL over a sheet of a million rows takes, its sources and checks included, beside DuckDB alone. */
export async function sqlBench(): Promise<void> {
  console.log(`\nSQL over ${rows.toLocaleString("en-US")} rows x 5 columns`)
  const signal = new AbortController().signal
  const analyzer = createAnalyzer({ workers: 1 })
  await analyzer.ready()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const named: NamedTable[] = []
  await median(
    "blocks to tables found",
    async () => {
      for (const sheet of [orders, owners]) {
        const { tables } = await analyzer.workbooks.layout("bench", sheet, signal)
        if (tables[0]) named.push({ name: sheet.name, sheet, table: tables[0] })
      }
    },
    1,
  )
  delay.enable()
  const ask = (sql: string): Promise<unknown> => analyzer.workbooks.query("bench", named, sql, signal)
  await median(
    "tables to DuckDB, first question",
    () => ask("select count(*) from Orders join Owners using (Product)"),
    1,
  )
  const alone = await peer()
  for (const [name, sql] of Object.entries(queries)) {
    await median(name, () => ask(sql))
    await median(`  DuckDB alone`, () => alone(sql))
  }
  delay.disable()
  console.log(`  longest hold of the event loop (target: < 50 ms)  ${(delay.max / 1e6).toFixed(1).padStart(15)} ms`)
  await analyzer.close()
}
