import type { AnalysisProcess } from "./analysisProcess.ts"
import { chunksPerReply, inBatches } from "./inBatches.ts"
import type { RangeAnalysis } from "./rangeAnalysis.ts"

/** A range that was read in a worker, whose number there is `analysis`. */
export function analysisIn(worker: AnalysisProcess, analysis: number, table: RangeAnalysis["table"]): RangeAnalysis {
  let open = true
  return {
    table,
    profile: (signal) => worker.call({ kind: "profile", analysis }, signal),
    query: (query, signal) => worker.call({ kind: "query", analysis, query }, signal),
    chunks: (signal) => inBatches(() => worker.call({ kind: "chunks", analysis, count: chunksPerReply }, signal)),
    close: () => {
      if (open) worker.forget(analysis)
      open = false
      return Promise.resolve()
    },
  }
}
