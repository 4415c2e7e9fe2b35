import type { AnswerSummary, Suggestion } from "../../../shared/answer.ts"
import { toAppError } from "../../../shared/errors.ts"
import type { RangeProfile } from "../../../shared/profile.ts"
import { answerPlace } from "./reading/answerPlace.ts"
import { acrossTables } from "./reading/acrossTables.ts"
import { acrossFigures } from "./answers/acrossFigures.ts"
import { answerSeveral, type TableReading } from "./answers/severalTables.ts"
import { answerTask } from "./answers/answerTask.ts"
import { chooseTable, ownName, sourceOf, tableLink } from "./reading/chooseTable.ts"
import { declineText, refusalOf, type KnownColumn } from "./reading/decline.ts"
import type { Draft } from "./reading/draft.ts"
import { foundElsewhere } from "./reading/foundElsewhere.ts"
import { formulaDraft, wantsFormula } from "./reading/formula.ts"
import { questionChain } from "./reading/followUp.ts"
import { type Elsewhere, otherTables } from "./reading/otherTables.ts"
import { placeQuestion } from "./reading/placeQuestion.ts"
import { readQuestion, type QuestionReading } from "./reading/readQuestion.ts"
import type { Plan } from "./reading/task.ts"
import { tableSuggestions } from "./reading/tableSuggestions.ts"
import { writtenParts } from "./reading/write.ts"
import { scopeTables, type ScopeTable } from "../question/scope.ts"
import { runStep } from "../question/runStep.ts"
import type { Question, QuestionWorkbook } from "../question/question.ts"
import type { TurnEvent } from "../question/turnEvent.ts"

/**
 * Answers without a model: understands the question by rules, computes it over the selection or a table of the workbook and says
 * what it understood and which table it used. What it does not understand it declines. `notice` says why no model answered.
 * @throws AppError as the analysis throws, and what `signal` does.
 */
export async function* offlineAnswer(
  question: Question,
  signal: AbortSignal,
  notice: string | null = null,
): AsyncGenerator<TurnEvent> {
  signal.throwIfAborted()
  const { range, workbook } = question
  if (workbook && workbook.maps.length > 0) yield* answerInWorkbook(question, workbook, signal, notice)
  else if (range) {
    const reading = yield* readQuestion(range, questionChain(question), ownName(question), signal)
    yield* answerReading(question, reading, undefined, signal, notice)
  } else {
    const ask = "Select the cells you want to ask about, with their headers, and send the question again"
    const refusal = refusalOf(question.content, [])
    const elsewhere = refusal ? undefined : await foundElsewhere(question, question.content.split(/\s+/), signal)
    yield* declined(refusal ?? (workbook ? withNotes(ask, workbook) : ask), undefined, notice, elsewhere)
  }
}

/** About the workbook itself, or over the table of it that is meant. */
async function* answerInWorkbook(
  question: Question,
  workbook: QuestionWorkbook,
  signal: AbortSignal,
  notice: string | null,
): AsyncGenerator<TurnEvent> {
  const place = placeQuestion(question.content)
  if (place && (place.kind === "list" || place.certain || !question.range)) {
    yield* answerWhere(question, workbook, place, signal, notice)
    return
  }
  const refusal = refusalOf(question.content, knownColumns(workbook))
  if (refusal) {
    yield* declined(refusal, undefined, notice)
    return
  }
  const across = yield* acrossTables(question, workbook, signal)
  if (across?.kind === "declined") {
    yield* declined(across.reason, undefined, notice, { text: "", sources: across.tables.slice(0, 8).map(sourceOf) })
    return
  }
  if (across) {
    const draft = yield* acrossFigures(across, workbook, signal)
    const { profile, plan, understanding } = across.reading
    if (draft.declined) yield* declined(draft.sentence, profile, notice)
    else
      yield* written({ ...draft, notes: [...workbook.notes, ...draft.notes] }, plan, understanding.guessed, {
        signal,
        notice,
      })
    return
  }
  const choice = yield* chooseTable(question, workbook, signal)
  if (choice.kind === "chosen") {
    yield* answerReading(question, choice.reading, choice.table, signal, notice)
    return
  }
  if (place) {
    yield* answerWhere(question, workbook, place, signal, notice)
    return
  }
  if (choice.kind === "several") {
    yield* answerTables(question, choice.readings, workbook, { signal, notice })
    return
  }
  if (choice.kind === "selection") {
    yield* answerReading(question, choice.reading, undefined, signal, notice)
    return
  }
  const suggestions = tableSuggestions(question.content, choice.tables)
  yield* declined(withNotes(choice.reason, workbook), undefined, notice, {
    text: "",
    sources: choice.sources,
    suggestions,
  })
}

/** From each of several tables that explain the question equally well. */
async function* answerTables(
  { content }: Question,
  readings: readonly TableReading[],
  workbook: QuestionWorkbook,
  rest: Rest,
): AsyncGenerator<TurnEvent> {
  const [first] = readings
  const draft = yield* answerSeveral(readings, rest.signal)
  if (!first || !draft) {
    yield* declined("None of the tables answers this", undefined, rest.notice)
    return
  }
  const { plan, understanding } = first.reading
  const suggestions = tableSuggestions(
    content,
    readings.map(({ table }) => table),
  )
  const notes = [...workbook.notes, ...draft.notes]
  yield* written({ ...draft, notes }, plan, understanding.guessed, { ...rest, suggestions })
}

interface Rest {
  readonly signal: AbortSignal
  readonly notice: string | null
  readonly suggestions?: readonly Suggestion[]
}

const knownColumns = (workbook: QuestionWorkbook): KnownColumn[] =>
  scopeTables(workbook).flatMap(({ table }) => table.columns.map(({ name }) => ({ name, topValues: [] })))

async function* answerWhere(
  question: Question,
  workbook: QuestionWorkbook,
  place: NonNullable<ReturnType<typeof placeQuestion>>,
  signal: AbortSignal,
  notice: string | null,
): AsyncGenerator<TurnEvent> {
  const { text, sources, proofs, confidence } = yield* runStep(
    "search_workbook",
    "Looking through the workbook",
    async () => {
      const value = await answerPlace(question, workbook, place, signal)
      return { value, ranges: value.sources }
    },
  )
  const notes = workbook.notes.map((note) => `\n- ${note}`).join("")
  yield { kind: "text", text: notes ? `${text}\n${notes}` : text }
  const answeredBy = confidence > 0 ? "offline" : "declined"
  yield complete({ proofs: [...proofs], sources: [...sources], confidence, answeredBy, notice })
}

/** `table` is the workbook's, where the selection is not what was asked. */
async function* answerReading(
  question: Question,
  reading: QuestionReading,
  table: ScopeTable | undefined,
  signal: AbortSignal,
  notice: string | null,
): AsyncGenerator<TurnEvent> {
  const { range, profile } = reading
  const others = otherTables(range.table, [])
  if (reading.kind === "unknown") {
    const elsewhere = otherTables(range.table, reading.words) ?? (await foundElsewhere(question, reading.words, signal))
    {
      yield* declined(unknownText(reading.words), profile, notice, elsewhere)
      return
    }
  }
  if (reading.kind === "declined") {
    yield* declined(reading.reason, profile, notice, reading.final ? undefined : others)
    return
  }
  const { understanding, plan } = reading
  const context = { range, profile, plan, signal, warnings: new Set<string>() }
  let draft: Draft
  try {
    draft = wantsFormula(question.content, profile.columns) ? yield* formulaDraft(context) : yield* answerTask(context)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== "invalid_request") throw error
    {
      yield* declined(error.message.replace(/\.$/, ""), profile, notice, others)
      return
    }
  }
  if (draft.declined) {
    yield* declined(draft.sentence.replace(/\.$/, ""), profile, notice, others)
    return
  }
  const notes =
    table && question.workbook ? [usedTable(question, table), ...question.workbook.notes, ...draft.notes] : draft.notes
  yield* written({ ...draft, notes, warnings: [...context.warnings] }, plan, understanding.guessed, { signal, notice })
}

/** The text of an answer, and what it rests on. */
function* written(
  draft: Draft,
  plan: Plan,
  guessed: boolean,
  { signal, notice, suggestions }: Rest,
): Generator<TurnEvent> {
  const parts = [...writtenParts(draft, plan)]
  for (const text of parts) {
    signal.throwIfAborted()
    yield { kind: "text", text }
  }
  const written = parts.join("")
  const proofs = draft.proofs.filter(({ text }) => written.includes(text))
  const doubt = (guessed ? 0.15 : 0) + Math.min(0.2, 0.05 * plan.assumptions.length)
  yield complete({
    proofs,
    sources: [...draft.sources],
    confidence: round((draft.certainty ?? 0.95) - doubt),
    answeredBy: "offline",
    notice,
    suggestions,
  })
}

const usedTable = ({ range }: Question, table: ScopeTable): string =>
  `I used the table ${tableLink(table)}${range ? ", not the selection" : ""}.`

const withNotes = (reason: string, { notes }: QuestionWorkbook): string =>
  [reason, ...notes.map((note) => note.replace(/\.$/, ""))].join(". ")

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
  yield { kind: "text", text: declineText(elsewhere?.text ? `${reason}. ${elsewhere.text}` : reason, profile) }
  yield complete({
    proofs: [],
    sources: [...(elsewhere?.sources ?? [])],
    confidence: 0,
    answeredBy: "declined",
    notice,
    suggestions: elsewhere?.suggestions,
  })
}

type Outcome = Pick<AnswerSummary, "proofs" | "sources" | "confidence" | "answeredBy" | "notice"> & {
  readonly suggestions?: readonly Suggestion[] | undefined
}

const complete = ({ suggestions = [], ...outcome }: Outcome): TurnEvent => ({
  kind: "complete",
  summary: {
    ...outcome,
    ...(suggestions.length > 0 && { suggestions: [...suggestions] }),
    unverified: [],
    usage: null,
    model: null,
    ended: "complete",
  },
})

const round = (confidence: number): number => Math.round(Math.max(0.1, confidence) * 100) / 100
