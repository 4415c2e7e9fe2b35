import { createAnalyzer, type WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"

let shared: WorkerAnalyzer | undefined

/** One worker for every test of a process: loading danfo and DuckDB takes seconds. It outlives who closes it, and ends with the process. */
export function sharedAnalyzer(): WorkerAnalyzer {
  const analyzer = (shared ??= createAnalyzer({ workers: 1 }))
  return {
    open: (...ranges) => analyzer.open(...ranges),
    openJson: (...bytes) => analyzer.openJson(...bytes),
    workbooks: analyzer.workbooks,
    get queueLength() {
      return analyzer.queueLength
    },
    ready: () => analyzer.ready(),
    close: () => Promise.resolve(),
  }
}
