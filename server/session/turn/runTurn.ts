import { qualify } from "../../../shared/address.ts"
import type { AnswerSummary } from "../../../shared/answer.ts"
import { AppError, toAppError } from "../../../shared/errors.ts"
import type { Selection } from "../../../shared/protocol.ts"
import type { WorkbookReader } from "../../../shared/workbook.ts"
import type { RangeAnalysis, RangeAnalyzer } from "../../analysis/rangeAnalysis.ts"
import { detectIntent } from "../../assistant/question/detectIntent.ts"
import type { Question } from "../../assistant/question/question.ts"
import type { TurnEvent } from "../../assistant/question/turnEvent.ts"
import { untilAborted } from "../../async/untilAborted.ts"
import type { Emit } from "../log/turnMessage.ts"
import { readBlocks } from "./readBlocks.ts"
import { Transcript } from "./transcript.ts"
import type { AskedQuestion, TurnChat, TurnOutcome } from "./turn.ts"
import type { TurnRecord } from "./turnRecord.ts"
import type { TurnWorkbook, TurnWorkbooks } from "./turnWorkbook.ts"

export interface TurnParts {
  readonly analyzer: RangeAnalyzer
  readonly answer: (question: Question, signal: AbortSignal) => AsyncIterable<TurnEvent>
  /** Who an answer is attributed to that was stopped before it said so itself. */
  readonly answeredBy: "model" | "offline"
  readonly workbooks: Pick<TurnWorkbooks, "holdBackground" | "open" | "stored">
}

/** One turn: its question, and what it writes to. */
export interface Turn {
  readonly parts: TurnParts
  readonly chat: TurnChat
  readonly asked: AskedQuestion
  readonly record: TurnRecord
  /** Reads cells from the pane. */
  readonly workbook: WorkbookReader | undefined
  readonly emit: Emit
  readonly signal: AbortSignal
}

/** What a turn has opened and must close. */
interface Opened {
  range?: RangeAnalysis | undefined
  workbook?: TurnWorkbook
}

/**
 * One question from start to end. Everything that happens is emitted; the last message is the one complete or error, sent
 * after the turn was recorded. What went wrong is the outcome's error.
 */
export async function runTurn(turn: Turn): Promise<TurnOutcome> {
  const { parts, asked, record, emit, signal } = turn
  const startedAt = performance.now()
  const intent = detectIntent(asked.content)
  const transcript = new Transcript(emit)
  const end = (failure: AppError | null): Promise<TurnOutcome> => {
    const summary = summaryOf(transcript, failure, parts.answeredBy)
    const incomplete = failure ?? new AppError("internal", "The answer ended before it was complete. Please try again.")
    const processingTimeMs = Math.round(performance.now() - startedAt)
    return record.answered({
      intent,
      text: transcript.text,
      steps: transcript.steps,
      summary: summary && { ...summary, processingTimeMs },
      error: summary ? null : incomplete,
    })
  }
  const opened: Opened = {}
  const releaseBackground = parts.workbooks.holdBackground()
  const answerIt = async (): Promise<TurnOutcome> => {
    emit({ type: "assistant_response_start", messageId: asked.messageId, intent })
    const { question, workbook } = await openQuestion(turn, opened)
    for await (const event of untilAborted(parts.answer({ ...question, intent }, signal), signal)) {
      transcript.add(event)
      // From here on the model's time is ours, or what counts has been said.
      if (event.kind === "waiting" || event.kind === "text") workbook.begin()
      if (event.kind === "text") releaseBackground()
    }
    return end(null)
  }
  try {
    // What ended the turn counts, not how the work in progress put it.
    const outcome = await answerIt().catch((thrown: unknown) =>
      end(toAppError(signal.aborted ? signal.reason : thrown)),
    )
    const { summary, error } = outcome
    if (summary) emit({ type: "assistant_response_complete", ...summary })
    else if (error) emit({ type: "error", code: error.code, message: error.message, retryable: error.retryable })
    return outcome
  } finally {
    releaseBackground()
    void Promise.resolve(opened.workbook?.close()).then(() => opened.range?.close())
  }
}

/** The question with its history, the selection and the stored workbooks. `opened` has what is open also when this fails. */
async function openQuestion(
  { parts, chat, asked, record, workbook: pane, emit, signal }: Turn,
  opened: Opened,
): Promise<{ question: Omit<Question, "intent">; workbook: TurnWorkbook }> {
  const recording = record.asked(asked)
  const onLooking = (done: number, of: number): void =>
    emit({ type: "typing_indicator", label: `Looking at sheet ${done + 1} of ${of}`, progress: done / of })
  const storing = parts.workbooks.stored({ owner: chat.owner, asked, signal, onLooking })
  storing.catch(() => undefined) // the selection may fail before it
  let empty: AppError | undefined
  const openRange = async (selection: Selection): Promise<RangeAnalysis | undefined> => {
    const label = `Looking at ${qualify(selection.worksheet, selection.address)}`
    emit({ type: "typing_indicator", label, progress: null })
    const blocks = readBlocks(selection, pane, (reading, progress) =>
      emit({ type: "typing_indicator", label: reading, progress }),
    )
    try {
      return await parts.analyzer.open(blocks, signal)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "range_empty") throw error
      empty = error
      return undefined
    }
  }
  const range = asked.selection && (await openRange(asked.selection))
  opened.range = range
  const stored = await storing
  // There is still the workbook to ask although the selected cells are empty.
  if (empty && stored.maps.length === 0) throw empty
  const reader = asked.workbook && !asked.withoutPane ? pane : undefined
  const workbook = parts.workbooks.open({ ...chat, asked, range, stored, reader, signal })
  opened.workbook = workbook
  const history = await recording
  return { question: { content: asked.content, history, range, workbook: workbook.question }, workbook }
}

/** Null when the turn failed, or ended without a summary. */
function summaryOf(
  { summary }: Transcript,
  failure: AppError | null,
  answeredBy: TurnParts["answeredBy"],
): Omit<AnswerSummary, "processingTimeMs"> | null {
  if (failure?.code === "cancelled") return stoppedSummary(answeredBy)
  return failure ? null : summary
}

const stoppedSummary = (answeredBy: TurnParts["answeredBy"]): Omit<AnswerSummary, "processingTimeMs"> => ({
  sources: [],
  proofs: [],
  unverified: [],
  confidence: 0,
  usage: null,
  answeredBy,
  model: null,
  notice: null,
  ended: "stopped",
})
