import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import type { WorkerAnalyzer } from "../../../../server/analysis/workerAnalyzer.ts"
import type { CellValue } from "../../../../shared/cell.ts"
import { sheetOf } from "./literalTables.ts"

/** These rows from A1 on a sheet named Data, in the format General. */
export const openTable = (analyzer: WorkerAnalyzer, values: CellValue[][]): Promise<RangeAnalysis> =>
  analyzer.open([sheetOf("Data", values[0]?.map(() => "General") ?? [], values)], new AbortController().signal)
