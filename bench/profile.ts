import { DataFrame } from "danfojs-node"
import { DuckDBInstance } from "@duckdb/node-api"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { createAnalyzer } from "../server/analysis/workerAnalyzer.ts"
import type { CellValue } from "../shared/cell.ts"
import type { RangeContent } from "../shared/workbook.ts"

const sizes = [1_000, 10_000, 100_000]
const rounds = 5
const header = ["Id", "Date", "Region", "Product", "Quantity", "Price", "Revenue", "Discount", "Paid", "Note"]

/** A table like those people have: six columns of numbers, some blanks, repeated texts; the same numbers at every run. */
function range(rows: number): RangeContent {
  let seed = 1
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  const row = (i: number): CellValue[] => [
    i + 1,
    45_000 + (i % 700),
    ["West", "East", "North", "South"][i % 4] ?? null,
    `Product ${i % 50}`,
    Math.ceil(random() * 20),
    random() * 100,
    i % 97 === 0 ? null : random() * 1000,
    random() / 2,
    i % 3 === 0,
    i % 5 === 0 ? `note ${i}` : null,
  ]
  const values = [header, ...Array.from({ length: rows }, (_, i) => row(i))]
  const formats = header.map((name) => (name === "Date" ? "yyyy-mm-dd" : "General"))
  return { worksheet: "Data", address: `A1:J${rows + 1}`, values, numberFormats: values.map(() => formats) }
}

async function milliseconds(work: () => unknown): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function report(name: string, work: () => unknown, times = rounds): Promise<void> {
  const taken: number[] = []
  for (let round = 0; round < times; round++) taken.push(await milliseconds(work))
  taken.sort((a, b) => a - b)
  const [least = NaN, median = NaN] = [taken[0], taken[Math.floor(taken.length / 2)]]
  console.log(
    `  ${name.padEnd(46)} min ${least.toFixed(1).padStart(8)} ms   median ${median.toFixed(1).padStart(8)} ms`,
  )
}

/** danfo alone: only columns of numbers, without the rows that hold a blank, on which its `describe` throws. */
function danfoDescribe({ values }: RangeContent): void {
  const numeric = [0, 1, 4, 5, 6, 7]
  const rows = values.slice(1).map((row) => numeric.map((column) => row[column] ?? NaN))
  const complete = rows.filter((row) => row.every((value) => !Number.isNaN(value)))
  new DataFrame(complete, { columns: numeric.map((column) => header[column] ?? "") }).describe()
}

async function duckDbSummary(content: RangeContent): Promise<() => Promise<unknown>> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" })
  const connection = await instance.connect()
  await connection.run(
    "CREATE TABLE data (id DOUBLE, date DOUBLE, region VARCHAR, product VARCHAR, quantity DOUBLE, price DOUBLE, revenue DOUBLE, discount DOUBLE, paid BOOLEAN, note VARCHAR)",
  )
  const appender = await connection.createAppender("data")
  for (const row of content.values.slice(1)) {
    for (const value of row)
      if (value === null) appender.appendNull()
      else if (typeof value === "number") appender.appendDouble(value)
      else if (typeof value === "boolean") appender.appendBoolean(value)
      else appender.appendVarchar(value)
    appender.endRow()
  }
  appender.closeSync()
  return () => connection.runAndReadAll("SUMMARIZE data")
}

/**
 * Prints how long reading and profiling a range takes beside danfo's `describe` and DuckDB's `SUMMARIZE` (which start with
 * the data already loaded), and how long the event loop was held up meanwhile.
 */
export async function profileBench(): Promise<void> {
  const signal = new AbortController().signal
  const analyzer = createAnalyzer({ workers: 1 })
  await analyzer.ready()
  for (const rows of sizes) {
    const content = range(rows)
    console.log(
      `\nProfile of ${rows.toLocaleString("en-US")} rows x 10 columns${rows === 100_000 ? " (target: < 1.5 s)" : ""}`,
    )
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await report("copied to a worker, table found, profiled", async () => {
      const analysis = await analyzer.open([content], signal)
      await analysis.profile(signal)
      await analysis.close()
    })
    delay.disable()
    const query = await analyzer.open([content], signal)
    await report("a grouped sum (columns loaded once)", () =>
      query.query({ groupBy: [{ column: "Region" }], aggregates: [{ function: "sum", column: "Revenue" }] }, signal),
    )
    await query.close()
    await report("danfo describe, 6 numeric columns", () => danfoDescribe(content))
    await report("DuckDB SUMMARIZE, already loaded", await duckDbSummary(content))
    console.log(`  longest hold of the event loop (target: < 50 ms)  ${(delay.max / 1e6).toFixed(1).padStart(12)} ms`)
  }
  await analyzer.close()
}
