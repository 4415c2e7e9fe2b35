import type { AnswerSummary, Intent, Source } from "../../shared/answer.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { RangeAnalysis } from "../analysis/rangeAnalysis.ts"
import type { ChunkType } from "../knowledge/chunks/chunk.ts"
import type { FoundChunk } from "../knowledge/searchChunks.ts"

/** A question with everything an answer may use. */
export interface Question {
  readonly content: string
  /** Earlier turns of the session, oldest first, without the present question. */
  readonly history: readonly { readonly role: "user" | "assistant"; readonly content: string }[]
  /** The range the question is about; undefined when nothing was selected or sent. */
  readonly range: RangeAnalysis | undefined
  /** What else of the workbook may be used; undefined when that is nothing. */
  readonly workbook?: QuestionWorkbook | undefined
}

/** The selection's sheet and others, as far as the user allows them to be read for one question. */
export interface QuestionWorkbook {
  /** Sheets that may be read whole, each with its used range. */
  readonly sheets: readonly SharedSheet[]
  /**
   * What an index knows by now of the selection and these sheets, nearest first; it waits for nothing that takes long. Undefined
   * when there is no index. A failure is logged where it happens. @throws AppError storage_unavailable, and what the embedder throws.
   */
  readonly search?:
    ((query: string, options: WorkbookSearch, signal: AbortSignal) => Promise<readonly WorkbookHit[]>) | undefined
  /**
   * Cells as they are now, at most `limits.cellsPerBlock`; undefined when no pane is there to read them.
   * @throws AppError pane_unavailable, excel_busy, excel_failed, not_found, message_too_large.
   */
  readonly read?: ((worksheet: string, address: string) => Promise<RangeContent>) | undefined
}

export interface SharedSheet {
  readonly worksheet: string
  readonly address: string
}

export interface WorkbookSearch {
  readonly limit: number
  readonly chunkTypes?: readonly ChunkType[] | undefined
}

export interface WorkbookHit extends FoundChunk {
  /** False when cells may have changed since it was read. */
  readonly current: boolean
}

/** What a turn says while it runs; exactly one `complete` ends it, unless it throws. */
export type TurnEvent =
  | { readonly kind: "intent"; readonly intent: Intent }
  | { readonly kind: "waiting"; readonly label: string; readonly progress: number | null }
  | { readonly kind: "tool_started"; readonly toolCallId: string; readonly tool: string; readonly summary: string }
  | {
      readonly kind: "tool_finished"
      readonly toolCallId: string
      readonly tool: string
      readonly summary: string
      readonly ranges: readonly Source[]
      readonly durationMs: number
      readonly ok: boolean
    }
  /** Markdown to append. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "complete"; readonly summary: Omit<AnswerSummary, "processingTimeMs"> }
