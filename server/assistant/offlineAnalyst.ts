import type { AnswerSummary } from "../../shared/answer.ts"
import { toAppError } from "../../shared/errors.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { RangeAnalysis } from "../analysis/rangeAnalysis.ts"
import { answerTask } from "./offline/answers/answerTask.ts"
import { declineText, refusalOf } from "./offline/decline.ts"
import type { Draft } from "./offline/draft.ts"
import { foundElsewhere } from "./offline/foundElsewhere.ts"
import { formulaDraft, wantsFormula } from "./offline/formula.ts"
import { carriedOver, questionChain } from "./offline/followUp.ts"
import type { ColumnValues } from "./offline/matchValues.ts"
import { planOf } from "./offline/plan.ts"
import { understand, type Understanding } from "./offline/understand.ts"
import { loadVocabulary, widenVocabulary } from "./offline/vocabulary.ts"
import { wordsOf } from "./offline/words.ts"
import { writtenParts } from "./offline/write.ts"
import { runStep } from "./step.ts"
import type { Question, TurnEvent } from "./turn.ts"
import { type Elsewhere, otherTables } from "./offline/otherTables.ts"

/**
 * Answers without a model: understands the question by rules, computes it over the range and says what it understood. What it
 * does not understand it declines. `notice` says why no model answered. @throws AppError as the analysis throws, and what `signal` does.
 */
export async function* offlineAnswer(
  question: Question,
  signal: AbortSignal,
  notice: string | null = null,
): AsyncGenerator<TurnEvent> {
  signal.throwIfAborted()
  const { range } = question
  const { content } = question
  if (!range) {
    const ask = "Select the cells you want to ask about, with their headers, and send the question again"
    const refusal = refusalOf(content, undefined)
    const elsewhere = refusal ? undefined : await foundElsewhere(question, content.split(/\s+/), signal)
    yield* declined(refusal ?? ask, undefined, notice, elsewhere)
    return
  }
  const profile = yield* runStep("describe_range", "Profiling the range", async () => {
    const value = await range.profile(signal)
    return { value, ranges: [{ sheet: value.worksheet, address: value.tableAddress }] }
  })
  const refusal = refusalOf(content, profile)
  if (refusal) {
    yield* declined(refusal, profile, notice)
    return
  }
  const vocabulary = yield* loadVocabulary(range, profile, signal)
  const chain = withinMeasure(questionChain(question), profile, vocabulary)
  if (!chain) {
    yield* declined(tooLong, profile, notice)
    return
  }
  const understanding = await understoodChain(range, profile, vocabulary, chain, signal)
  const plan = planOf(understanding)
  if (plan.unknown.length > 0) {
    const elsewhere = otherTables(range.table, plan.unknown) ?? (await foundElsewhere(question, plan.unknown, signal))
    yield* declined(unknownText(plan.unknown), profile, notice, elsewhere)
    return
  }
  if (plan.task.kind === "decline") {
    yield* declined(plan.task.reason, profile, notice, otherTables(range.table, []))
    return
  }
  const context = { range, profile, plan, signal }
  let draft: Draft
  try {
    draft = wantsFormula(content, profile.columns) ? yield* formulaDraft(context) : yield* answerTask(context)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== "invalid_request") throw error
    yield* declined(error.message.replace(/\.$/, ""), profile, notice, otherTables(range.table, []))
    return
  }
  if (draft.declined) {
    yield* declined(draft.sentence.replace(/\.$/, ""), profile, notice, otherTables(range.table, []))
    return
  }
  const parts = [...writtenParts(draft, plan)]
  for (const text of parts) {
    signal.throwIfAborted()
    yield { kind: "text", text }
  }
  const written = parts.join("")
  const proofs = draft.proofs.filter(({ text }) => written.includes(text))
  const doubt = (understanding.guessed ? 0.15 : 0) + Math.min(0.2, 0.05 * plan.assumptions.length)
  yield complete({
    proofs,
    sources: [...draft.sources],
    confidence: round((draft.certainty ?? 0.95) - doubt),
    answeredBy: "offline",
    notice,
  })
}

/** Words that are each compared with every header and text of the range: a second in which nobody else is answered. */
const mostComparisons = 500_000

const tooLong =
  "The question is too long for a range of so many columns and texts; ask in fewer words, or select fewer columns"

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
  signal: AbortSignal,
): Promise<Understanding> {
  let result: Understanding | undefined
  for (const content of chain) {
    const next = await understood(range, profile, vocabulary, content, signal)
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
  signal: AbortSignal,
): Promise<Understanding> {
  // The sheet's name says what the rows are only where the sheet holds nothing else.
  const sheet = range.table.otherTables.length === 0 ? profile.worksheet : ""
  const first = understand(content, profile.columns, vocabulary, sheet)
  if (first.unknown.length === 0 || vocabulary.every(({ complete: all }) => all)) return first
  const wider = await widenVocabulary(range, vocabulary, first.unknown, signal)
  return understand(content, profile.columns, wider, sheet)
}

function unknownText(words: readonly string[]): string {
  if (words.every((word) => /^(over|under|above|below|exceeds?|than|less)$/i.test(word)))
    return `I can compare a column with a number, and totals with each other, but not two columns row by row, so I could not use "${words[0] ?? ""}"`
  const list = [...new Set(words)]
    .slice(0, 5)
    .map((word) => `"${word.replace(/[\\`*_[\]<>|#~]/g, "\\$&").slice(0, 40)}"`)
  return `I did not understand ${list.join(" and ")}: ${list.length === 1 ? "it is" : "they are"} neither a column nor a value of this table, and leaving ${list.length === 1 ? "it" : "them"} out could make the answer wrong`
}

function* declined(
  reason: string,
  profile: RangeProfile | undefined,
  notice: string | null,
  elsewhere?: Elsewhere,
): Generator<TurnEvent> {
  yield { kind: "text", text: declineText(elsewhere ? `${reason}. ${elsewhere.text}` : reason, profile) }
  yield complete({
    proofs: [],
    sources: [...(elsewhere?.sources ?? [])],
    confidence: 0,
    answeredBy: "declined",
    notice,
  })
}

type Outcome = Pick<AnswerSummary, "proofs" | "sources" | "confidence" | "answeredBy" | "notice">

const complete = (outcome: Outcome): TurnEvent => ({
  kind: "complete",
  summary: { ...outcome, unverified: [], usage: null, model: null, ended: "complete" },
})

const round = (confidence: number): number => Math.round(Math.max(0.1, confidence) * 100) / 100
