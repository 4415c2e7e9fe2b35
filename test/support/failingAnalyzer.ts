import type { WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"
import { AppError, errorStatus, type ErrorCode } from "../../shared/errors.ts"

const isCode = (name: string): name is ErrorCode => name in errorStatus

/** Fails over a worksheet that has the name of an error's code, and passes everything else on. */
export function failingAnalyzer(analyzer: WorkerAnalyzer): WorkerAnalyzer {
  const refuse = (worksheet: string): void => {
    if (isCode(worksheet)) throw new AppError(worksheet, "As the worksheet's name wants it.")
  }
  return {
    open: async (blocks, signal) => {
      const all = []
      for await (const block of blocks) {
        refuse(block.worksheet)
        all.push(block)
      }
      return analyzer.open(all, signal)
    },
    openJson: async (bytes, signal) => {
      refuse(/"worksheet":"(\w+)"/.exec(new TextDecoder().decode(bytes))?.[1] ?? "")
      return analyzer.openJson(bytes, signal)
    },
    workbooks: analyzer.workbooks,
    queueLength: 0,
    ready: () => analyzer.ready(),
    close: () => analyzer.close(),
  }
}
