import type { Source } from "../../../shared/answer.ts"
import type { ToolDefinition } from "../../models/languageModel.ts"
import type { Question } from "../turn.ts"

/** One figure that code computed, for the proofs. */
export interface Fact {
  readonly value: number
  /** What was computed, in plain words: `sum of Revenue where Region = "West"`. */
  readonly operation: string
  readonly ranges: readonly Source[]
  /** Facts with the same measure may be compared: their difference, change and share mean something. */
  readonly measure: string
  /** True when 0.12 stands for 12 %. */
  readonly fraction: boolean
}

export interface ToolOutput {
  /** What the model reads: JSON, bounded. */
  readonly content: string
  /** What was done, for the reader of the answer. */
  readonly summary: string
  readonly ranges: readonly Source[]
  readonly facts: readonly Fact[]
  /** Numbers that are conditions and not findings (`> 1000`, the 5 of a top 5): repeating them claims nothing. */
  readonly operands: readonly number[]
  /** Text and dates in the result; digits inside them are no figures. */
  readonly labels: readonly string[]
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
