import type { AnswerSummary, Source } from "../../../shared/answer.ts"

/** What a turn says while it runs; exactly one `complete` ends it, unless it throws. */
export type TurnEvent =
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
