import type { SqlResult } from "../../shared/sqlResult.ts"
import type { MapTable, SheetDefinitions, SheetLayout } from "../../shared/workbookMap.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"
import type { RangeAnalysis } from "./rangeAnalysis.ts"

/** One stored sheet, read when it is needed. */
export interface SheetSource {
  /** Unique among all owners, workbooks and revisions: the same key, the same cells. */
  readonly key: string
  /** The workbook that it belongs to: its own home, though it may be asked in another's. */
  readonly workbook: string
  /** As answers call it: `Orders`, or `[Budget.xlsx]Orders` where several workbooks are asked. */
  readonly name: string
  readonly usedRange: string | null
  readonly definitions: SheetDefinitions
  /** The texts of its blocks (see shared/block.ts), in the order of `blocksOf`. */
  blocks(signal: AbortSignal): AsyncIterable<string>
}

/** A table under the name that SQL knows it by. */
export interface NamedTable {
  readonly name: string
  readonly sheet: SheetSource
  readonly table: MapTable
}

/**
 * Stored workbooks in worker processes. `home` names the workbook: its sheets stay in one process for as long as there is room,
 * and are read again from their blocks after that.
 */
export interface WorkbookAnalyzer {
  /** What stands where on a sheet. @throws AppError range_too_large, timeout. */
  layout(home: string, sheet: SheetSource, signal: AbortSignal): Promise<SheetLayout>
  /** One table of a sheet, asked like a selected range. @throws AppError not_found when it is no longer there, timeout. */
  openTable(home: string, sheet: SheetSource, table: MapTable, signal: AbortSignal): Promise<RangeAnalysis>
  /**
   * Runs one `select` over tables; only those it names are read.
   * @throws AppError invalid_request with a sentence for whoever wrote it, timeout, range_too_large.
   */
  query(home: string, tables: readonly NamedTable[], sql: string, signal: AbortSignal): Promise<SqlResult>
  /** What can be found in a sheet. @throws AppError timeout. */
  chunks(home: string, sheet: SheetSource, layout: SheetLayout, signal: AbortSignal): AsyncIterable<readonly Chunk[]>
  /** Drops what is held of a workbook that was deleted, also in the homes of others. */
  forget(workbook: string): void
}
