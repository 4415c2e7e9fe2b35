import { availableParallelism } from "node:os"
import { formatArea, parseAddress } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { Chunk } from "../knowledge/chunks/chunk.ts"
import { tooLarge } from "../workbooks/grid.ts"
import { AnalysisProcess } from "./analysisProcess.ts"
import type { RangeAnalysis, RangeAnalyzer } from "./rangeAnalysis.ts"

export interface AnalyzerOptions {
  /** Worker processes; by default one for each core, at most four. */
  readonly workers?: number
  /** Milliseconds a single call may take. */
  readonly limitMs?: number
  /** The worker's program, for tests of workers that hang or crash. */
  readonly program?: URL
}

export interface WorkerAnalyzer extends RangeAnalyzer {
  /**
   * Like `open`, from the JSON of a `RangeContent`, parsed and checked in the worker: no large body blocks the event loop.
   * @throws AppError invalid_request as well.
   */
  openJson(bytes: Uint8Array, signal: AbortSignal): Promise<RangeAnalysis>
  /** Calls that the workers have not answered yet. */
  readonly queueLength: number
  /** Resolves when every worker is warm; nobody has to wait for it. */
  ready(): Promise<void>
}

// About five milliseconds of copying for values, formulas and formats together.
const cellsPerPost = 5_000

// Made in some 20 ms, in which nobody else's call has its turn, and read here in a few.
const chunksPerReply = 32

/** Analyses ranges in worker processes, which start at once. Each range stays in one worker until it is closed. */
export function createAnalyzer(options: AnalyzerOptions = {}): WorkerAnalyzer {
  const limitMs = options.limitMs ?? limits.analysisMs
  const size = Math.max(1, Math.min(4, options.workers ?? availableParallelism()))
  const program = options.program ?? workerProgram()
  let closed = false
  let lastAnalysis = 0
  const workers = Array.from({ length: size }, () => new AnalysisProcess(program, limitMs))

  function pick(): AnalysisProcess {
    if (closed) throw new AppError("server_stopping", "The server is stopping; please ask again in a moment.")
    workers.forEach((worker, i) => {
      if (worker.dead) workers[i] = new AnalysisProcess(program, limitMs)
    })
    const [first, ...rest] = workers
    if (!first) throw new AppError("internal", "There is no analysis worker.")
    return rest.reduce((least, worker) => (worker.load < least.load ? worker : least), first)
  }

  async function begin(
    fill: (worker: AnalysisProcess, analysis: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<RangeAnalysis> {
    const worker = pick()
    const analysis = ++lastAnalysis
    worker.hold()
    try {
      await fill(worker, analysis)
      const table = await worker.call({ kind: "read", analysis }, signal)
      return analysisIn(worker, analysis, table)
    } catch (error) {
      worker.forget(analysis)
      throw error
    }
  }

  return {
    open: (blocks, signal) =>
      begin(async (worker, analysis) => {
        let cells = 0
        for await (const block of blocks)
          for (const band of bands(block)) {
            cells += band.values.length * (band.values[0]?.length ?? 0)
            if (cells > limits.cellsPerQuestion) throw tooLarge()
            await worker.call({ kind: "add", analysis, block: band }, signal)
          }
      }, signal),
    openJson: (bytes, signal) =>
      begin(async (worker, analysis) => {
        await worker.call({ kind: "add_json", analysis, bytes }, signal)
      }, signal),
    get queueLength() {
      return workers.reduce((sum, worker) => sum + worker.calls, 0)
    },
    ready: async () => {
      await Promise.all(workers.map((worker) => worker.ready))
    },
    close: async () => {
      closed = true
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

function analysisIn(worker: AnalysisProcess, analysis: number, table: RangeAnalysis["table"]): RangeAnalysis {
  let open = true
  return {
    table,
    profile: (signal) => worker.call({ kind: "profile", analysis }, signal),
    query: (query, signal) => worker.call({ kind: "query", analysis, query }, signal),
    async *chunks(signal) {
      const more = (): Promise<Chunk[]> => {
        const some = worker.call({ kind: "chunks", analysis, count: chunksPerReply }, signal)
        some.catch(() => undefined) // whoever stops reading does not hear how this one ends
        return some
      }
      for (let next = more(); ;) {
        const some = await next
        const last = some.length < chunksPerReply
        // The worker makes them while these are used.
        if (!last) next = more()
        if (some.length > 0) yield some
        if (last) return
      }
    },
    close: () => {
      if (open) worker.forget(analysis)
      open = false
      return Promise.resolve()
    },
  }
}

/** The worker's program beside this file: JavaScript once compiled, TypeScript under tsx. */
const workerProgram = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./analysisWorker.ts" : "./analysisWorker.js", import.meta.url)

/** Cuts a block into bands small enough to be copied to a worker without holding up the event loop. */
function* bands(block: RangeContent): Generator<RangeContent> {
  const area = parseAddress(block.address)
  const rows = Math.max(1, Math.floor(cellsPerPost / Math.max(1, area.columnCount)))
  for (let from = 0; from < block.values.length; from += rows) {
    const values = block.values.slice(from, from + rows)
    yield {
      worksheet: block.worksheet,
      address: formatArea({ ...area, row: area.row + from, rowCount: values.length }),
      values,
      formulas: block.formulas?.slice(from, from + rows),
      numberFormats: block.numberFormats?.slice(from, from + rows),
    }
  }
}
