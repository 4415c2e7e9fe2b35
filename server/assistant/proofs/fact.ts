import type { Source } from "../../../shared/answer.ts"

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

/** What the tools of one turn found. */
export interface Evidence {
  readonly facts: readonly Fact[]
  /** Numbers that are conditions and not findings (`> 1000`, the 5 of a top 5): repeating them claims nothing. */
  readonly operands: readonly number[]
  /** Text and dates in the result; digits inside them are no figures. */
  readonly labels: readonly string[]
}
