import type { Proof, Source } from "../../../../shared/answer.ts"
import type { ColumnProfile, RangeProfile } from "../../../../shared/profile.ts"
import type { QueryResult, RangeQuery } from "../../../../shared/query.ts"
import { formatFigure, type FigureStyle } from "../../../../shared/formatFigure.ts"
import type { RangeAnalysis } from "../../../analysis/rangeAnalysis.ts"
import { findFigures } from "../../proofs/findFigures.ts"
import { runStep } from "../../question/runStep.ts"
import type { TurnEvent } from "../../question/turnEvent.ts"
import type { Filter } from "./reading.ts"
import { isIdentifier } from "./roles.ts"
import type { Plan } from "./task.ts"

export interface AnswerTable {
  readonly head: readonly string[]
  /** Cells as text, ready for markdown. */
  readonly rows: readonly (readonly string[])[]
  /** Columns that are aligned to the right. */
  readonly numeric: readonly number[]
}

/** An answer before it is written; everything in it is markdown-safe text. */
export interface Draft {
  /** Sentences that stand before all others. */
  readonly warnings?: readonly string[] | undefined
  readonly sentence: string
  readonly table?: AnswerTable | undefined
  /** What was computed, after "I understood:". */
  readonly understood: string
  readonly notes: readonly string[]
  readonly proofs: readonly Proof[]
  readonly sources: readonly Source[]
  /** Less than 1 when the computation itself is unsure (too few rows, several matches). */
  readonly certainty?: number | undefined
  readonly declined?: boolean | undefined
}

/** The range, its profile and what the question asks of it. */
export interface Context {
  readonly range: RangeAnalysis
  readonly profile: RangeProfile
  readonly plan: Plan
  readonly signal: AbortSignal
  /** Sentences that stand before the answer, gathered from what it asked. */
  readonly warnings: Set<string>
}

export type Answering = AsyncGenerator<TurnEvent, Draft>

/** Runs one query as a visible step. @throws AppError as `RangeAnalysis.query` does. */
export async function* ask(context: Context, query: RangeQuery): AsyncGenerator<TurnEvent, QueryResult> {
  context.signal.throwIfAborted()
  return yield* runStep("query_range", "Computing over the range", async () => {
    const result = await context.range.query(query, context.signal)
    for (const warning of result.warnings ?? []) context.warnings.add(warning)
    return { value: result, summary: result.operation, ranges: sourcesOf(result) }
  })
}

export const sourcesOf = (result: QueryResult): Source[] =>
  result.ranges.map((address) => ({ sheet: result.worksheet, address }))

export const whereOf = (filters: readonly Filter[]) => filters.flatMap(({ conditions }) => conditions)

/** ` where Region is West and Date is in Mar 2026`, or nothing. */
export const whereText = (filters: readonly Filter[]): string =>
  filters.length === 0 ? "" : ` where ${filters.map(({ words }) => plain(words)).join(" and ")}`

/** Text of a cell made safe for a markdown line or table; long text is cut. */
export function plain(text: string): string {
  const line = text.replace(/\s+/g, " ").trim()
  const short = line.length > 80 ? `${line.slice(0, 79)}…` : line
  return short.replace(/[\\`*_[\]<>|#~]/g, "\\$&")
}

export const bold = (text: string): string => `**${text}**`

export const nameOf = (column: ColumnProfile): string => plain(column.name)

/** How numbers of a column are shown. */
export const styleOf = (column: ColumnProfile): FigureStyle => ({
  kind: column.kind,
  format: column.format,
  unit: column.unit,
  plain: isIdentifier(column),
})

/** Shows figures and remembers the proof of each. */
export class Proofs {
  readonly all: Proof[] = []

  /** Text of a figure; its proof names the operation and the cells. */
  show(
    value: number | string | boolean | null,
    style: FigureStyle,
    operation: string,
    ranges: readonly Source[],
  ): string {
    const text = typeof value === "string" ? plain(formatFigure(value, style)) : formatFigure(value, style)
    if (value !== null && typeof value !== "boolean" && this.all.length < 200)
      this.all.push({ value, text, operation, ranges: [...ranges] })
    return text
  }
}

/** Proofs of the figures in a sentence that the profile itself wrote. */
export const statedProofs = (sentence: string, ranges: readonly Source[]): Proof[] =>
  findFigures(sentence, []).flatMap(({ text, readings }) =>
    readings[0]
      ? [{ value: readings[0].value, text, operation: `profile of the range: ${sentence}`, ranges: [...ranges] }]
      : [],
  )

export const uniqueSources = (results: readonly QueryResult[]): Source[] => {
  const seen = new Map(results.flatMap(sourcesOf).map((source) => [`${source.sheet}!${source.address}`, source]))
  return [...seen.values()]
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`
