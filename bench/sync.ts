import type { Frame, Page, Response } from "playwright-core"
import { startPlaygroundServer } from "../test/support/openPlayground.ts"

const rows = 100_000
const columns = 10

/** Text, integers and decimals, so that no two blocks are the same. */
function csv(): string {
  const lines = [Array.from({ length: columns }, (_, column) => `Column ${column + 1}`).join(",")]
  for (let row = 1; row < rows; row++) {
    const numbers = Array.from({ length: columns - 2 }, (_, column) => ((row * 37 + column * 11) % 100_003) / 4)
    lines.push([["North", "South", "East"][row % 3], `Customer ${row}`, ...numbers].join(","))
  }
  return lines.join("\n")
}

interface LongTask {
  readonly ms: number
  /** In the pane's own document, not in that of the simulated Excel, which shares its thread. */
  readonly own: boolean
}

const watchLongTasks = (pane: Frame): Promise<void> =>
  pane.evaluate(() => {
    const tasks: LongTask[] = []
    Object.assign(window, { longTasks: tasks })
    new PerformanceObserver((list) => {
      for (const { duration, name } of list.getEntries()) tasks.push({ ms: duration, own: name === "self" })
    }).observe({ type: "longtask" })
  })

/** The long tasks since the last call. */
const longTasks = (pane: Frame): Promise<LongTask[]> =>
  pane.evaluate(() => (window as unknown as { longTasks: LongTask[] }).longTasks.splice(0))

/** Waits until the server has a sheet as it is now; counts what was sent to it meanwhile. */
function stored(page: Page): Promise<{ blocks: number; bytes: number }> {
  let blocks = 0
  let bytes = 0
  return new Promise((resolve, reject) => {
    const look = async (response: Response): Promise<void> => {
      const request = response.request()
      if (request.method() !== "PUT" || !request.url().includes("/api/workbooks/")) return
      bytes += (await request.sizes()).requestBodySize
      if (request.url().includes("/blocks/")) blocks++
      else if (request.url().includes("/sheets/")) {
        const { missing } = (await response.json()) as { missing: unknown[] }
        if (missing.length === 0) resolve({ blocks, bytes })
      }
    }
    page.on("response", (response) => void look(response).catch(reject))
  })
}

function report(name: string, ms: number, detail: string): void {
  console.log(`  ${name.padEnd(46)} ${ms.toFixed(0).padStart(7)} ms   ${detail}`)
}

const tasksText = (tasks: readonly LongTask[]): string => {
  const own = tasks.filter((task) => task.own).map(({ ms }) => ms)
  return `tasks of the pane over 50 ms: ${own.length}, over 100 ms: ${own.filter((ms) => ms > 100).length}, longest ${Math.max(0, ...own).toFixed(0)} ms`
}

/** Prints how long a sheet of a million cells takes to be stored, and a change of one cell after it, beside reading the cells alone. */
export async function syncBench(): Promise<void> {
  console.log(`\nSync of ${rows.toLocaleString("en-US")} x ${columns} cells from the simulated Excel in a browser`)
  const server = await startPlaygroundServer()
  const { page, close } = await server.open()
  try {
    await page.evaluate((text) => window.simulatedExcel?.open(new TextEncoder().encode(text), "Million.csv"), csv())
    await page.frameLocator("iframe").getByRole("heading", { name: "Include the whole workbook?" }).waitFor()
    const pane = page.frames().find((frame) => frame.url().includes("taskpane"))
    if (!pane) throw new Error("The page has no pane.")
    await watchLongTasks(pane)

    const readMs = await pane.evaluate(
      async ([rows, columns]) => {
        const startedAt = performance.now()
        for (let row = 0; row < rows; row += 1024)
          await Excel.run(async (context) => {
            const sheet = context.workbook.worksheets.getActiveWorksheet()
            const range = sheet.getRangeByIndexes(row, 0, Math.min(1024, rows - row), columns)
            range.load("values,formulas,numberFormat")
            await context.sync()
          })
        return performance.now() - startedAt
      },
      [rows, columns] as const,
    )
    report("peer: reading the cells with Office.js", readMs, tasksText(await longTasks(pane)))

    const first = stored(page)
    let startedAt = performance.now()
    await pane.getByRole("button", { name: /^Include \d+ sheets?$/ }).click()
    const all = await first
    report(
      "first sync",
      performance.now() - startedAt,
      `${all.blocks} blocks, ${(all.bytes / 1e6).toFixed(1)} MB; ${tasksText(await longTasks(pane))}`,
    )

    await page.waitForTimeout(2_000)
    const second = stored(page)
    startedAt = performance.now()
    await page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      workbook?.type(workbook.activeSheet.id, 50_000, 3, "4711")
    })
    const one = await second
    report(
      "a change of one cell, with 0.8 s of rest",
      performance.now() - startedAt,
      `${one.blocks} block, ${(one.bytes / 1e3).toFixed(0)} kB; ${tasksText(await longTasks(pane))}`,
    )
  } finally {
    await close()
    await server.close()
  }
}
