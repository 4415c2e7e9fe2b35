import type { AnswerSummary, Step } from "../../shared/answer.ts"
import type { ErrorCode } from "../../shared/errors.ts"
import type { Waiting } from "./spreadsheet.ts"

/** What a question was asked about. */
export interface AskedRange {
  readonly worksheet: string
  readonly address: string
  readonly rowCount: number
  readonly columnCount: number
}

export interface TurnError {
  readonly code: ErrorCode
  readonly message: string
  readonly retryable: boolean
}

/** A tool call; a running one has no duration yet. */
export interface ShownStep extends Omit<Step, "durationMs"> {
  readonly toolCallId: string
  readonly durationMs: number | null
}

/** `reading` and `sending` happen in the pane; from `waiting` on the server has the question. */
export type TurnPhase = "reading" | "sending" | "waiting" | "streaming" | "complete" | "failed"

/** One question and what has come of it so far. */
export interface Turn {
  readonly messageId: string
  readonly question: string
  readonly asked: AskedRange | null
  readonly requestId: string | null
  readonly phase: TurnPhase
  /** Markdown so far. */
  readonly text: string
  /** Infinity behind a hole: nothing fits any more. */
  readonly nextChunk: number
  readonly waiting: Waiting | null
  readonly steps: readonly ShownStep[]
  readonly summary: AnswerSummary | null
  readonly error: TurnError | null
  /** A part of it did not arrive, or no answer is known: the history must be read to show it rightly. */
  readonly incomplete: boolean
}

export const newTurn = (messageId: string, question: string, asked: AskedRange | null, phase: TurnPhase): Turn => ({
  messageId,
  question,
  asked,
  requestId: null,
  phase,
  text: "",
  nextChunk: 0,
  waiting: null,
  steps: [],
  summary: null,
  error: null,
  incomplete: false,
})

export const isSettled = (turn: Turn): boolean => turn.phase === "complete" || turn.phase === "failed"
