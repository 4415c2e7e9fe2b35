import type { AnswerSummary } from "../../../shared/answer.ts"
import { toAppError } from "../../../shared/errors.ts"
import type { LanguageModel } from "../../models/languageModel.ts"
import { citedSources, uniqueSources } from "../proofs/citedSources.ts"
import { confidenceOf, proveFigures } from "../proofs/proveFigures.ts"
import type { Question } from "../question/question.ts"
import { quickSearch } from "../question/quickSearch.ts"
import { runStep } from "../question/runStep.ts"
import { scopeRanges } from "../question/scope.ts"
import type { TurnEvent } from "../question/turnEvent.ts"
import { describe } from "../tools/describeRange.ts"
import { foundEvidence } from "../tools/foundChunks.ts"
import { profileFacts, profileLabels } from "../tools/profileFacts.ts"
import { queryFacts, queryLabels } from "../tools/queryFacts.ts"
import { buildPrompt, sampleColumns } from "./buildPrompt.ts"
import { converse, type EndReason, type Gathered, type ModelTurn } from "./converse.ts"
import { mapEvidence } from "./mapEvidence.ts"
import { createFence } from "./promptFence.ts"

export interface ModelDependencies {
  readonly model: LanguageModel
  /** ISO date in the user's sense of today. */
  readonly today: string
}

/** How an answer ended, and what its reader must know of that. */
type Ending = Pick<AnswerSummary, "ended" | "notice">

const sampleRows = 5
/** More columns than fit the prompt with all their figures. */
const describedColumns = 200

/**
 * The model's answer: streams its text, runs its tool calls for at most `limits.toolRounds` rounds, then proves the figures.
 * A model that fails after it has said something ends the turn as `cut`, with what was said kept.
 * @throws AppError of the model when nothing has been said, cancelled, and what the analysis throws.
 */
export async function* modelAnswer(
  { model, today }: ModelDependencies,
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const fence = createFence()
  const gathered: Gathered = { text: "", usage: null, evidence: [], asked: [] }
  const finding = quickSearch(question, signal)
  const looked = question.range && (yield* look(question.range, gathered, signal))
  const { messages, hits } = buildPrompt({
    question,
    intent: question.intent,
    today,
    fence,
    profile: looked?.profile,
    samples: looked?.samples,
    found: await finding,
  })
  gathered.evidence.push(foundEvidence(hits), mapEvidence(question.workbook))
  const turn: ModelTurn = { model, question, fence, gathered, signal }
  let ending: Ending
  try {
    ending = endingOf(yield* converse(turn, messages))
  } catch (thrown) {
    const error = toAppError(thrown)
    if (signal.aborted || gathered.text.trim() === "" || error.code === "internal") throw error
    ending = { ended: "cut", notice: `${error.message} The answer is cut short; ask again to have it whole.` }
  }
  yield { kind: "complete", summary: summarise(turn, ending) }
}

function endingOf(reason: EndReason): Ending {
  switch (reason) {
    case "length": {
      const notice = "The model reached its length limit, so the answer is cut short. Ask for a shorter answer."
      return { ended: "cut", notice }
    }
    case "content_filter":
      return { ended: "cut", notice: "The model's content filter cut the answer short. Try other words." }
    case "stop":
    case "tool_calls":
      return { ended: "complete", notice: null }
  }
}

/** The profile and the first rows: they shape the prompt and spare most questions a tool round. */
async function* look(range: NonNullable<Question["range"]>, gathered: Gathered, signal: AbortSignal) {
  return yield* runStep("describe_range", "Describing the range", async () => {
    const profile = await range.profile(signal)
    const columns = range.table.columns.slice(0, sampleColumns).map(({ name }) => name)
    const samples = await range.query({ columns, limit: sampleRows }, signal)
    const output = describe(profile, [])
    const shown = { ...profile, columns: profile.columns.slice(0, describedColumns) }
    // How many rows the samples are says nothing about the sheet.
    const values = queryFacts(samples, {}, undefined, range.table).filter(({ measure }) => measure !== "rows")
    gathered.evidence.push(
      { facts: profileFacts(shown), operands: [], labels: profileLabels(shown) },
      { facts: values, operands: [], labels: queryLabels(samples) },
    )
    return { value: { profile, samples }, summary: output.summary, ranges: output.ranges }
  })
}

function summarise(
  { model, question, gathered }: ModelTurn,
  { ended, notice }: Ending,
): Omit<AnswerSummary, "processingTimeMs"> {
  const { evidence, asked, text, usage } = gathered
  const proven = proveFigures(text, {
    facts: evidence.flatMap(({ facts }) => facts),
    operands: evidence.flatMap(({ operands }) => operands),
    labels: evidence.flatMap(({ labels }) => labels),
  })
  const sources = [
    ...citedSources(text, scopeRanges(question)),
    ...proven.proofs.flatMap(({ ranges }) => ranges),
    ...asked,
  ]
  return {
    sources: uniqueSources(sources),
    proofs: [...proven.proofs],
    unverified: [...proven.unverified],
    confidence: confidenceOf(proven, ended),
    usage,
    answeredBy: "model",
    model: model.name,
    notice,
    ended,
  }
}
