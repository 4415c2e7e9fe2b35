import type { Source } from "../../../shared/answer.ts"
import type { ToolDefinition } from "../../models/languageModel.ts"
import type { Evidence } from "../proofs/fact.ts"
import type { Question } from "../question/question.ts"

export interface ToolOutput extends Evidence {
  /** What the model reads: JSON, bounded. */
  readonly content: string
  /** What was done, for the reader of the answer. */
  readonly summary: string
  readonly ranges: readonly Source[]
}

/** What a tool may look at. */
export type ToolContext = Pick<Question, "range" | "workbook">

/** Something the model may call. Tools read; none changes anything or reaches outside of what the user gave to the question. */
export interface Tool {
  readonly definition: ToolDefinition
  /** Shown while it runs. */
  readonly label: string
  /** Why it cannot work on what this question has, with what to do next; undefined when it can, and only then it is offered. */
  unavailable(context: ToolContext): string | undefined
  /** Checks what the model wrote. @throws AppError invalid_request with a sentence that lets the model correct itself. */
  prepare(input: unknown): ToolRun
}

/** @throws AppError whose sentence tells the model what to do next. */
export type ToolRun = (context: ToolContext, signal: AbortSignal) => Promise<ToolOutput>
