import { monitorEventLoopDelay } from "node:perf_hooks"
import { createAnalyzer } from "../server/analysis/workerAnalyzer.ts"
import { migrate } from "../server/database/migrate.ts"
import { openPgliteDatabase } from "../server/database/pgliteDatabase.ts"
import type { Chunk } from "../server/tables/chunks/chunk.ts"
import { knowledgeIn } from "../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../server/models/builtInEmbedder.ts"
import type { CellValue } from "../shared/cell.ts"
import type { RangeContent } from "../shared/workbook.ts"

const rows = 10_000
const searches = 50

/** A sheet of orders with a column of formulas; the same at every run. */
function sheet(): RangeContent {
  const header = ["Id", "Date", "Region", "Product", "Quantity", "Price", "Revenue", "Discount", "Paid", "Note"]
  const row = (i: number): CellValue[] => [
    i + 1,
    45_000 + (i % 700),
    ["West", "East", "North", "South"][i % 4] ?? null,
    `Product ${i % 50}`,
    (i % 20) + 1,
    ((i * 137) % 10_000) / 100,
    ((i * 777) % 100_000) / 100,
    (i % 5) / 20,
    i % 3 === 0,
    i % 5 === 0 ? `note ${i}` : null,
  ]
  const values = [header, ...Array.from({ length: rows }, (_, i) => row(i))]
  const formulas = values.map((cells, r) => (r === 0 ? cells : cells.with(6, `=E${r + 1}*F${r + 1}`)))
  const formatOf: Partial<Record<string, string>> = { Date: "yyyy-mm-dd", Revenue: "$#,##0.00" }
  const formats = header.map((name) => formatOf[name] ?? "General")
  return { worksheet: "Data", address: `A1:J${rows + 1}`, values, formulas, numberFormats: values.map(() => formats) }
}

const perSecond = (count: number, ms: number): string => `${Math.round((count / ms) * 1000).toLocaleString("en-US")}/s`

function report(name: string, count: number, ms: number): void {
  console.log(`  ${name.padEnd(46)} ${ms.toFixed(0).padStart(7)} ms   ${perSecond(count, ms).padStart(10)}`)
}

/** Prints how fast a sheet of 100,000 cells is cut into chunks, embedded and stored, beside embedding alone, and how fast it is searched. */
export async function indexingBench(): Promise<void> {
  const signal = new AbortController().signal
  const analyzer = createAnalyzer({ workers: 1 })
  await analyzer.ready()
  const database = await openPgliteDatabase(undefined)
  await migrate(database)
  const knowledge = knowledgeIn({ database, embedder: builtInEmbedder, onEmbedderFailure: () => undefined })
  const place = { owner: { tenantId: "bench", userId: "bench" }, workbookId: "w", sheet: "Data" }
  const content = sheet()

  const cut = await analyzer.open([content], signal)
  const chunks: Chunk[] = []
  let startedAt = performance.now()
  for await (const some of cut.chunks(signal)) chunks.push(...some)
  const cutMs = performance.now() - startedAt
  await cut.close()
  console.log(
    `\nIndexing ${rows.toLocaleString("en-US")} rows x 10 columns, ${chunks.length} chunks (target: > 1,000/s)`,
  )

  const whole = await analyzer.open([content], signal)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  startedAt = performance.now()
  await knowledge.index(place, whole.chunks(signal), signal, "r1")
  report("cut, embedded and stored in PGlite", chunks.length, performance.now() - startedAt)
  delay.disable()
  await whole.close()
  report("cut in the worker alone", chunks.length, cutMs)
  startedAt = performance.now()
  await builtInEmbedder.embed(
    chunks.map(({ content: text }) => text),
    signal,
  )
  report("peer: embedded alone", chunks.length, performance.now() - startedAt)

  const again = await analyzer.open([content], signal)
  startedAt = performance.now()
  await knowledge.index(place, again.chunks(signal), signal, "r2")
  report("once more, unchanged", chunks.length, performance.now() - startedAt)
  await again.close()

  startedAt = performance.now()
  for (let at = 0; at < searches; at++)
    await knowledge.search(
      { owner: place.owner, workbooks: [{ workbookId: place.workbookId }] },
      `product ${at} in the west`,
      { limit: 10 },
      signal,
    )
  report("searches, one after the other", searches, performance.now() - startedAt)
  console.log(`  longest hold of the event loop (target: < 50 ms)  ${(delay.max / 1e6).toFixed(1).padStart(12)} ms`)
  await database.close()
  await analyzer.close()
}
