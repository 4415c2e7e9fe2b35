import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Condition } from "../../../../shared/query.ts"
import type { DateSpan } from "./calendar.ts"
import type { NumberMatch } from "./matchNumbers.ts"
import type { Word } from "./words.ts"

/** One understood restriction of the rows. */
export interface Filter {
  readonly column: ColumnProfile
  readonly conditions: readonly Condition[]
  /** As a person would say it: `Region is West`. */
  readonly words: string
  /** The single values it was made of, for comparisons; undefined for ranges. */
  readonly values?: readonly string[] | undefined
  readonly span?: DateSpan | undefined
  readonly negated: boolean
  /** Position in the question. */
  readonly at: number
}

/** Mutable while a question is taken apart; each step claims the words it understood. */
export interface Reading {
  readonly words: readonly Word[]
  readonly columns: readonly ColumnProfile[]
  readonly claimed: (string | undefined)[]
  readonly assumptions: string[]
  readonly alternatives: string[]
  guessed: boolean
  /** "more than 3 orders": a condition on the number of rows of a group. */
  having: NumberMatch | undefined
}

export const isFree =
  (reading: Reading) =>
  (at: number): boolean =>
    at >= 0 && at < reading.words.length && reading.claimed[at] === undefined

export function claim(reading: Reading, from: number, to: number, as: string): void {
  for (let at = from; at < to; at++) reading.claimed[at] ??= as
}
