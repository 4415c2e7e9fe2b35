import { toAppError } from "../../shared/errors.ts"
import type { AnalysisProcess } from "./analysisProcess.ts"
import type { RangeAnalysis } from "./rangeAnalysis.ts"

interface Opened {
  readonly process: AnalysisProcess
  readonly analysis: RangeAnalysis
}

/** An analysis that is opened once more when its process has crashed under a call, and that call asked again. */
export async function reopenedOnce(
  open: (signal: AbortSignal) => Promise<Opened>,
  signal: AbortSignal,
): Promise<RangeAnalysis> {
  let opened = await open(signal)
  let mayReopen = true
  async function ask<T>(signal: AbortSignal, question: (analysis: RangeAnalysis) => Promise<T>): Promise<T> {
    try {
      return await question(opened.analysis)
    } catch (error) {
      if (!mayReopen || !opened.process.dead || signal.aborted || toAppError(error).code !== "internal") throw error
      mayReopen = false
      opened = await open(signal)
      return await question(opened.analysis)
    }
  }
  return {
    table: opened.analysis.table,
    profile: (signal) => ask(signal, (analysis) => analysis.profile(signal)),
    query: (query, signal) => ask(signal, (analysis) => analysis.query(query, signal)),
    chunks: (signal) => opened.analysis.chunks(signal),
    close: () => opened.analysis.close(),
  }
}
