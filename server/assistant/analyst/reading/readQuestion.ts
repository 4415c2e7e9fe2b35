import type { RangeProfile } from "../../../../shared/profile.ts"
import type { RangeAnalysis } from "../../../analysis/rangeAnalysis.ts"
import { runStep } from "../../question/runStep.ts"
import type { TurnEvent } from "../../question/turnEvent.ts"
import { refusalOf } from "./decline.ts"
import { carriedOver } from "./followUp.ts"
import type { ColumnValues } from "./matchValues.ts"
import { planOf } from "./plan.ts"
import type { Plan } from "./task.ts"
import { understand, type Understanding } from "./understand.ts"
import { loadVocabulary, widenVocabulary } from "./vocabulary.ts"
import { wordsOf } from "./words.ts"

/** What a question means of one table; `understood` alone can be computed. */
export type QuestionReading = {
  readonly range: RangeAnalysis
  readonly profile: RangeProfile
} & (
  | { readonly kind: "understood"; readonly understanding: Understanding; readonly plan: Plan }
  | { readonly kind: "unknown"; readonly words: readonly string[] }
  /** `final`: it is the question's wording, whatever the table. */
  | { readonly kind: "declined"; readonly reason: string; readonly final: boolean }
)

/** Words that are each compared with every header and text of the range: a second in which nobody else is answered. */
const mostComparisons = 500_000

const tooLong =
  "The question is too long for a range of so many columns and texts; ask in fewer words, or select fewer columns"

/**
 * Takes a question apart over a table. `chain` is the question after those it leans on, oldest first; `called` are names that the
 * table goes by. @throws AppError as the analysis throws.
 */
export async function* readQuestion(
  range: RangeAnalysis,
  chain: readonly string[],
  called: string,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, QuestionReading> {
  const profile = yield* runStep("describe_range", "Profiling the range", async () => {
    const value = await range.profile(signal)
    return { value, ranges: [{ sheet: value.worksheet, address: value.tableAddress }] }
  })
  const about = { range, profile }
  const refusal = refusalOf(chain.at(-1) ?? "", profile.columns)
  if (refusal) return { ...about, kind: "declined", reason: refusal, final: true }
  const vocabulary = yield* loadVocabulary(range, profile, signal)
  const short = withinMeasure(chain, profile, vocabulary)
  if (!short) return { ...about, kind: "declined", reason: tooLong, final: false }
  const understanding = await understoodChain(range, profile, vocabulary, short, called, signal)
  const plan = planOf(understanding)
  if (plan.unknown.length > 0) return { ...about, kind: "unknown", words: plan.unknown }
  if (plan.task.kind === "decline") return { ...about, kind: "declined", reason: plan.task.reason, final: false }
  return { ...about, kind: "understood", understanding, plan }
}

/** As much of the chain as can be understood without holding up everybody else; undefined when its last question alone is too long. */
function withinMeasure(
  chain: readonly string[],
  profile: RangeProfile,
  vocabulary: readonly ColumnValues[],
): readonly string[] | undefined {
  const compared = vocabulary.reduce((sum, { values }) => sum + values.length, profile.columns.length)
  const fits = (questions: readonly string[]): boolean =>
    questions.reduce((sum, content) => sum + wordsOf(content).length, 0) * compared <= mostComparisons
  return [chain, chain.slice(-1)].find(fits)
}

/** The last question of a chain, with what it takes over from those before. */
async function understoodChain(
  range: RangeAnalysis,
  profile: RangeProfile,
  vocabulary: readonly ColumnValues[],
  chain: readonly string[],
  called: string,
  signal: AbortSignal,
): Promise<Understanding> {
  let result: Understanding | undefined
  for (const content of chain) {
    const next = await understood(range, profile, vocabulary, content, called, signal)
    result = (result && carriedOver(result, next)) ?? next
  }
  if (!result) throw new Error("a chain of questions ends with the question")
  return result
}

async function understood(
  range: RangeAnalysis,
  profile: RangeProfile,
  vocabulary: readonly ColumnValues[],
  content: string,
  called: string,
  signal: AbortSignal,
): Promise<Understanding> {
  const first = understand(content, profile.columns, vocabulary, called)
  if (first.unknown.length === 0 || vocabulary.every(({ complete: all }) => all)) return first
  const wider = await widenVocabulary(range, vocabulary, first.unknown, signal)
  return understand(content, profile.columns, wider, called)
}
