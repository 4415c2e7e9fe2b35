import type { Intent } from "../../../shared/answer.ts"
import type { SqlResult } from "../../../shared/sqlResult.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import type { WorkbookMap } from "../../../shared/workbookMap.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { ChunkType } from "../../tables/chunks/chunk.ts"
import type { FoundChunk } from "../../knowledge/search/foundChunks.ts"

/** A question with everything an answer may use. */
export interface Question {
  readonly content: string
  /** Detected once, from its words. */
  readonly intent: Intent
  /** Earlier turns of the session, oldest first, without the present question. */
  readonly history: readonly { readonly role: "user" | "assistant"; readonly content: string }[]
  /** The range the question is about; undefined when nothing was selected or sent. */
  readonly range: RangeAnalysis | undefined
  /** What else of the workbook may be used; undefined when that is nothing. */
  readonly workbook?: QuestionWorkbook | undefined
}

/** What a question may use beside the selection: the workbook that the user included and uploaded files, as they are stored. */
export interface QuestionWorkbook {
  /** Each stored workbook, the open one first. Sheets and tables have the names that answers, `openTable` and `sql` use. */
  readonly maps: readonly WorkbookMap[]
  /** Full sentences for who reads an answer from it: edits that are not stored yet, what could not be read. */
  readonly notes: readonly string[]
  /**
   * What an index knows by now of the selection and these workbooks, nearest first; it waits for nothing that takes long. Undefined
   * when there is no index. A failure is logged where it happens. @throws AppError storage_unavailable, and what the embedder throws.
   */
  readonly search?:
    ((query: string, options: WorkbookSearch, signal: AbortSignal) => Promise<readonly WorkbookHit[]>) | undefined
  /**
   * At most `limits.cellsPerBlock` cells: of the selection as they are now, of other sheets as they are stored. Undefined when there
   * is nothing to read. @throws AppError pane_unavailable, excel_busy, excel_failed, not_found, message_too_large, storage_unavailable.
   */
  readonly read?: ((worksheet: string, address: string) => Promise<RangeContent>) | undefined
  /**
   * One table of the maps, asked like a selected range; it stays open until the turn ends.
   * @throws AppError not_found when there is no such table, or its sheet has changed meanwhile; timeout, storage_unavailable.
   */
  openTable(name: string, signal: AbortSignal): Promise<RangeAnalysis>
  /** @throws AppError invalid_request with a sentence for whoever wrote it, not_found, timeout, range_too_large, storage_unavailable. */
  sql(text: string, signal: AbortSignal): Promise<SqlResult>
}

export interface WorkbookSearch {
  readonly limit: number
  readonly chunkTypes?: readonly ChunkType[] | undefined
}

export interface WorkbookHit extends FoundChunk {
  /** False when cells may have changed since it was read. */
  readonly current: boolean
}
