import type { AnswerSummary, Intent, Step } from "../../../shared/answer.ts"
import type { AppError } from "../../../shared/errors.ts"
import type { Selection, WorkbookScope } from "../../../shared/protocol.ts"
import type { Owner } from "../../auth/owner.ts"

/** The chat that a turn belongs to. */
export interface TurnChat {
  readonly owner: Owner
  readonly sessionId: string
}

/** A question as the pane or a script sends it. */
export interface AskedQuestion {
  readonly messageId: string
  readonly content: string
  readonly selection?: Selection | undefined
  /** What else may be used: the stored workbook of the pane, uploaded files. */
  readonly workbook?: WorkbookScope | undefined
  /** No pane can be asked for cells. */
  readonly withoutPane?: boolean | undefined
}

/** How a turn ended. */
export interface TurnOutcome {
  readonly intent: Intent
  readonly text: string
  readonly steps: readonly Step[]
  /** Exactly one of the two is null. */
  readonly summary: AnswerSummary | null
  readonly error: AppError | null
}
