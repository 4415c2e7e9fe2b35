import { formatArea, parseAddress } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import { tooLarge } from "../tables/grid.ts"
import { AnalysisPool, type PoolOptions } from "./analysisPool.ts"
import type { AnalysisProcess } from "./analysisProcess.ts"
import { analysisIn } from "./analysisIn.ts"
import type { RangeAnalysis, RangeAnalyzer } from "./rangeAnalysis.ts"
import type { WorkbookAnalyzer } from "./workbookAnalysis.ts"
import { createWorkbookAnalyzer } from "./workbookAnalyzer.ts"

export interface WorkerAnalyzer extends RangeAnalyzer {
  /**
   * Like `open`, from the JSON of a `RangeContent`, parsed and checked in the worker: no large body blocks the event loop.
   * @throws AppError invalid_request as well.
   */
  openJson(bytes: Uint8Array, signal: AbortSignal): Promise<RangeAnalysis>
  /** Stored workbooks, in the same workers. */
  readonly workbooks: WorkbookAnalyzer
  /** Calls that the workers have not answered yet. */
  readonly queueLength: number
  /** Resolves when every worker is warm; nobody has to wait for it. */
  ready(): Promise<void>
}

// About five milliseconds of copying for values, formulas and formats together.
const cellsPerPost = 5_000

/** Analyses ranges in worker processes, which start at once. Each range stays in one worker until it is closed. */
export function createAnalyzer(options: PoolOptions = {}): WorkerAnalyzer {
  const pool = new AnalysisPool(options)

  async function begin(
    fill: (worker: AnalysisProcess, analysis: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<RangeAnalysis> {
    const worker = pool.pick()
    const analysis = worker.hold()
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
    workbooks: createWorkbookAnalyzer(pool),
    get queueLength() {
      return pool.queueLength
    },
    ready: () => pool.ready(),
    close: () => pool.close(),
  }
}

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
