import assert from "node:assert/strict"
import { createAnalyzer, type WorkerAnalyzer } from "../../../server/analysis/workerAnalyzer.ts"
import type { Chunk } from "../../../server/knowledge/chunks/chunk.ts"
import type { CellValue } from "../../../shared/cell.ts"
import { sheetOf } from "./sheetOf.ts"

const never = new AbortController().signal
const orders: CellValue[][] = [
  ["Region", "Product", "Revenue"],
  ["West", "Hats", 1],
  ["East", "Coats", 2],
]

describe("createWorkbookAnalyzer", () => {
  let analyzer: WorkerAnalyzer
  before(async function () {
    this.timeout(120_000)
    analyzer = createAnalyzer({ workers: 1 })
    await analyzer.ready()
  })
  after(() => analyzer.close())

  it("finds the tables of a sheet and asks one of them like a selected range, reading the blocks once", async () => {
    const sheet = sheetOf("Orders", orders)
    const layout = await analyzer.workbooks.layout("book", sheet, never)
    const [table] = layout.tables
    assert.ok(table)
    assert.equal(table.address, "A1:C3")
    const opened = await analyzer.workbooks.openTable("book", sheet, table, never)
    assert.equal(opened.table.tableAddress, "A1:C3")
    assert.equal((await opened.profile(never)).columns[2]?.statistics?.sum, 3)
    const result = await opened.query({ aggregates: [{ function: "sum", column: "Revenue" }] }, never)
    assert.deepEqual(result.rows[0]?.values, [3])
    await opened.close()
    assert.equal(sheet.reads, 1)
  })

  it("finds the chunks of a sheet's tables and of the cells beside them", async () => {
    const sheet = sheetOf("Orders", [...orders, [], [], [], ["Prices without tax"]])
    const layout = await analyzer.workbooks.layout("book", sheet, never)
    const chunks: Chunk[] = []
    for await (const some of analyzer.workbooks.chunks("book", sheet, layout, never)) chunks.push(...some)
    assert.ok(chunks.some(({ type, tableAddress }) => type === "data" && tableAddress === "A1:C3"))
    assert.ok(chunks.some(({ content }) => content.includes("Prices without tax")))
  })
})
