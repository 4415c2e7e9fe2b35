import type { AnswerSummary, Intent, Source } from "../../shared/answer.ts"
import type { RangeAnalysis } from "../analysis/rangeAnalysis.ts"

/** A question with everything an answer may use. */
export interface Question {
  readonly content: string
  /** Earlier turns of the session, oldest first, without the present question. */
  readonly history: readonly { readonly role: "user" | "assistant"; readonly content: string }[]
  /** The range the question is about; undefined when nothing was selected or sent. */
  readonly range: RangeAnalysis | undefined
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
