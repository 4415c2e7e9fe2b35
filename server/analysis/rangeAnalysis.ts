import type { RangeProfile } from "../../shared/profile.ts"
import type { QueryResult, RangeQuery } from "../../shared/query.ts"
import type { RangeContent, TableShape } from "../../shared/workbook.ts"
import type { Chunk } from "../tables/chunks/chunk.ts"

/** One range, loaded once and asked many times: found table, danfo profile, DuckDB queries. Lives in a worker. */
export interface RangeAnalysis {
  readonly table: TableShape
  /** @throws AppError timeout. Computed once; later calls return the same. */
  profile(signal: AbortSignal): Promise<RangeProfile>
  /** @throws AppError invalid_request with a sentence for whoever wrote the query (unknown column: the nearest names), timeout. */
  query(query: RangeQuery, signal: AbortSignal): Promise<QueryResult>
  /** What can be found in the range, some chunks at a time; to be read once. @throws AppError timeout. */
  chunks(signal: AbortSignal): AsyncIterable<readonly Chunk[]>
  close(): Promise<void>
}

export interface RangeAnalyzer {
  /**
   * `blocks` are horizontal bands of one range, top to bottom, each as wide as the range.
   * @throws AppError range_empty when no cell has a value, range_too_large, timeout, and whatever `blocks` throws.
   */
  open(blocks: AsyncIterable<RangeContent> | Iterable<RangeContent>, signal: AbortSignal): Promise<RangeAnalysis>
  close(): Promise<void>
}
