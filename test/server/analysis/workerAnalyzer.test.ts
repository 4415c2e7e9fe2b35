import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { createAnalyzer, type WorkerAnalyzer } from "../../../server/analysis/workerAnalyzer.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import { rangeOf } from "../tables/tableOf.ts"

const never = new AbortController().signal
const small = rangeOf([
  ["Region", "Revenue"],
  ["West", 1],
  ["East", 2],
])
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

const programs = mkdtempSync(join(tmpdir(), "workers-"))
let written = 0

/** A worker that says it is ready and then answers calls by this JavaScript (`id`, `call`, `reply(result)`). */
function scriptedWorker(onCall: string): URL {
  const file = join(programs, `worker${++written}.mjs`)
  writeFileSync(
    file,
    `const send = (id, result) => process.send({ id, ok: true, result })
    process.on("message", ({ id, call }) => { const reply = (result) => send(id, result); ${onCall} })
    send(0, null)`,
  )
  return pathToFileURL(file)
}

describe("createAnalyzer", () => {
  let analyzer: WorkerAnalyzer
  before(async () => {
    analyzer = createAnalyzer({ workers: 1 })
    await analyzer.ready()
  })
  after(async () => {
    await analyzer.close()
    rmSync(programs, { recursive: true })
  })

  it("profiles and queries a range in a worker", async () => {
    const analysis = await analyzer.open([small], never)
    assert.equal(analysis.table.tableAddress, "A1:B3")
    assert.equal((await analysis.profile(never)).columns[1]?.statistics?.sum, 3)
    const result = await analysis.query({ aggregates: [{ function: "sum", column: "Revenue" }] }, never)
    assert.deepEqual(result.rows[0]?.values, [3])
    await analysis.close()
    await analysis.close()
  })

  it("reads a range from blocks as they come", async () => {
    async function* blocks(): AsyncGenerator<RangeContent> {
      for (let band = 0; band < 3; band++) {
        await Promise.resolve()
        const header = band === 0 ? [["Name", "Qty"]] : []
        const rows = Array.from({ length: 7000 }, (_, i) => [`n${i}`, 1])
        yield rangeOf([...header, ...rows], { at: `C${band === 0 ? 1 : band * 7000 + 2}` })
      }
    }
    const analysis = await analyzer.open(blocks(), never)
    assert.deepEqual([analysis.table.address, analysis.table.rowCount], ["C1:D21001", 21000])
    const result = await analysis.query({ aggregates: [{ function: "sum", column: "Qty" }] }, never)
    assert.deepEqual([result.rows[0]?.values, result.ranges], [[21000], ["D2:D21001"]])
    await analysis.close()
  })

  it("keeps ranges apart that are asked at the same time", async () => {
    const ranges = Array.from({ length: 8 }, (_, i) =>
      rangeOf([
        ["Name", "Qty"],
        ["a", i],
        ["b", i],
      ]),
    )
    const sums = await Promise.all(
      ranges.map(async (range) => {
        const analysis = await analyzer.open([range], never)
        const result = await analysis.query({ aggregates: [{ function: "sum", column: "Qty" }] }, never)
        await analysis.close()
        return result.rows[0]?.values[0]
      }),
    )
    assert.deepEqual(sums, [0, 2, 4, 6, 8, 10, 12, 14])
  })

  it("refuses a range without values by its address", async () => {
    const empty = rangeOf([
      [null, null],
      [null, null],
      [null, null],
    ])
    await assert.rejects(analyzer.open([empty], never), {
      name: "AppError",
      code: "range_empty",
      message: "The selection A1:B3 on Orders has no values; select cells that hold data.",
    })
    await assert.rejects(analyzer.open([], never), { code: "range_empty" })
  })

  it("refuses more cells than one question may read", async () => {
    const row = new Array<null>(10_000).fill(null)
    const wide = rangeOf(Array.from({ length: 201 }, () => row))
    await assert.rejects(analyzer.open([wide], never), {
      code: "range_too_large",
      message: "The selection has more than 2,000,000 cells; select a smaller range.",
    })
  })

  it("refuses blocks that do not follow each other", async () => {
    await assert.rejects(analyzer.open([rangeOf([[1]], { at: "A5" }), rangeOf([[2]], { at: "A1" })], never), {
      code: "invalid_request",
      message: "The block A1 does not follow the blocks before it.",
    })
  })

  it("hands on what the blocks throw", async () => {
    // eslint-disable-next-line require-yield -- it fails before it gives a block
    async function* failing(): AsyncGenerator<RangeContent> {
      await Promise.resolve()
      throw new Error("the pane is gone")
    }
    await assert.rejects(analyzer.open(failing(), never), /the pane is gone/)
  })

  it("passes the worker's errors on with their code", async () => {
    const analysis = await analyzer.open([small], never)
    await assert.rejects(analysis.query({ where: [{ column: "Colour", operator: "eq", value: 1 }] }, never), {
      name: "AppError",
      code: "invalid_request",
      message: "There is no column Colour. Columns: Region, Revenue.",
    })
    await analysis.close()
  })

  it("opens a range from JSON and refuses what is none", async () => {
    const analysis = await analyzer.openJson(bytesOf({ ...small, values: [["Region", "Revenue"], ["West"]] }), never)
    assert.equal(analysis.table.rowCount, 1)
    await analysis.close()
    await assert.rejects(analyzer.openJson(bytesOf({ worksheet: "S", address: "nowhere", values: [] }), never), {
      code: "invalid_request",
      message: "address: must be an address such as A1:C10.",
    })
    await assert.rejects(analyzer.openJson(new TextEncoder().encode("{"), never), {
      code: "invalid_request",
      message: "The body is not valid JSON.",
    })
  })

  it("ends a call at once when its question is stopped", async () => {
    const stop = new AbortController()
    stop.abort()
    await assert.rejects(analyzer.open([small], stop.signal), { code: "cancelled" })
  })

  it("replaces a worker that hangs, and only that call times out", async () => {
    const hanging = createAnalyzer({
      workers: 1,
      limitMs: 200,
      program: scriptedWorker("if (call.kind === 'profile') for (;;); reply({})"),
    })
    const analysis = await hanging.open([small], never)
    await assert.rejects(analysis.profile(never), { code: "timeout" })
    await assert.rejects(analysis.query({}, never), { code: "internal", retryable: true })
    const next = await hanging.open([small], never)
    await next.query({}, never)
    await hanging.close()
  })

  it("gives one clear error for a worker that crashes, and goes on with a new one", async () => {
    const program = scriptedWorker("if (call.kind === 'profile') throw new Error('bang'); reply({})")
    const crashing = createAnalyzer({ workers: 1, program })
    const analysis = await crashing.open([small], never)
    await assert.rejects(analysis.profile(never), {
      code: "internal",
      message: "The analysis stopped unexpectedly; please ask again, about fewer cells if it happens once more.",
    })
    await analysis.close()
    await (await crashing.open([small], never)).query({}, never)
    await crashing.close()
  })

  it("is not taken down by a worker that dies of its native code", async () => {
    const program = scriptedWorker("if (call.kind === 'profile') process.abort(); reply({})")
    const dying = createAnalyzer({ workers: 1, program })
    const analysis = await dying.open([small], never)
    await assert.rejects(analysis.profile(never), { code: "internal", retryable: true })
    await dying.close()
  })

  it("can be closed while its workers still start", async () => {
    for (let round = 0; round < 3; round++) await createAnalyzer({ workers: 1 }).close()
  })

  it("refuses questions once closed", async () => {
    const closing = createAnalyzer({ workers: 1, program: scriptedWorker("reply({})") })
    const analysis = await closing.open([small], never)
    await closing.close()
    await assert.rejects(analysis.profile(never), { code: "server_stopping" })
    await assert.rejects(closing.open([small], never), { code: "server_stopping" })
  })
})
