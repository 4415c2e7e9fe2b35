import type { AnswerSummary, Step } from "../../../shared/answer.ts"
import { qualify } from "../../../shared/address.ts"
import { AppError, toAppError } from "../../../shared/errors.ts"
import type { Selection } from "../../../shared/protocol.ts"
import type { WorkbookReader } from "../../../shared/workbook.ts"
import type { RangeAnalysis, RangeAnalyzer } from "../../analysis/rangeAnalysis.ts"
import { detectIntent } from "../../assistant/question/detectIntent.ts"
import type { Question } from "../../assistant/question/question.ts"
import type { TurnEvent } from "../../assistant/question/turnEvent.ts"
import type { Owner } from "../../auth/owner.ts"
import type { TurnRecord } from "./turnRecord.ts"
import type { Emit } from "../log/turnMessage.ts"
import type { AskedQuestion, TurnOutcome } from "./turn.ts"
import { readBlocks } from "./readBlocks.ts"
import type { TurnWorkbook, TurnWorkbooks } from "./turnWorkbook.ts"
import { untilAborted } from "../../async/untilAborted.ts"

/** Whose chat the question stands in. */
export interface ChatPlace {
  readonly owner: Owner
  readonly sessionId: string
}

export interface TurnParts {
  readonly analyzer: RangeAnalyzer
  readonly answer: (question: Question, signal: AbortSignal) => AsyncIterable<TurnEvent>
  /** Who an answer is attributed to that was stopped before it said so itself. */
  readonly answeredBy: "model" | "offline"
  readonly workbooks: Pick<TurnWorkbooks, "answering" | "open" | "stored">
}

/**
 * One question from start to end. Everything that happens is emitted; the last message is the one complete or error, sent
 * after the turn was recorded. What went wrong is the outcome's error.
 */
export async function runTurn(
  parts: TurnParts,
  place: ChatPlace,
  asked: AskedQuestion,
  record: TurnRecord,
  workbook: WorkbookReader | undefined,
  emit: Emit,
  signal: AbortSignal,
): Promise<TurnOutcome> {
  const startedAt = performance.now()
  const intent = detectIntent(asked.content)
  const said = new Said(emit)
  const close = async (failure: AppError | null): Promise<TurnOutcome> => {
    const stopped = failure?.code === "cancelled"
    const summary = stopped ? stoppedSummary(parts.answeredBy) : failure ? null : said.summary
    const error = summary
      ? null
      : (failure ?? new AppError("internal", "The answer ended before it was complete. Please try again."))
    const processingTimeMs = Math.round(performance.now() - startedAt)
    const outcome = {
      intent,
      text: said.text,
      steps: said.steps,
      summary: summary && { ...summary, processingTimeMs },
      error,
    }
    return record.answered(outcome)
  }
  let range: RangeAnalysis | undefined
  let beside: TurnWorkbook | undefined
  const spoke = parts.workbooks.answering()
  const answerIt = async (): Promise<TurnOutcome> => {
    emit({ type: "assistant_response_start", messageId: asked.messageId, intent })
    const remembering = record.asked(asked)
    const storing = parts.workbooks.stored(place.owner, asked, signal, (done, of) =>
      emit({ type: "typing_indicator", label: `Looking at sheet ${done + 1} of ${of}`, progress: done / of }),
    )
    storing.catch(() => undefined) // the selection may fail before it
    let empty: AppError | undefined
    range =
      asked.selection &&
      (await openRange(parts.analyzer, asked.selection, workbook, emit, signal).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== "range_empty") throw error
        empty = error
        return undefined
      }))
    const stored = await storing
    // There is still the workbook to ask although the selected cells are empty.
    if (empty && stored.maps.length === 0) throw empty
    // Who has no pane cannot be asked for cells.
    const reader = asked.workbook && !asked.withoutPane ? workbook : undefined
    beside = parts.workbooks.open({ ...place, asked, range, stored, reader, signal })
    const history = await remembering
    const question = { content: asked.content, history, range, workbook: beside.question }
    for await (const event of untilAborted(parts.answer(question, signal), signal)) {
      said.take(event)
      // From here on the model's time is ours, or what counts has been said.
      if (event.kind === "waiting" || event.kind === "text") beside.begin()
      if (event.kind === "text") spoke()
    }
    return close(null)
  }
  try {
    // What ended the turn counts, not how the work in progress put it.
    const outcome = await answerIt().catch((thrown: unknown) =>
      close(toAppError(signal.aborted ? signal.reason : thrown)),
    )
    const { summary, error } = outcome
    if (summary) emit({ type: "assistant_response_complete", ...summary })
    else if (error) emit({ type: "error", code: error.code, message: error.message, retryable: error.retryable })
    return outcome
  } finally {
    spoke()
    void Promise.resolve(beside?.close()).then(() => range?.close())
  }
}

async function openRange(
  analyzer: RangeAnalyzer,
  selection: Selection,
  workbook: WorkbookReader | undefined,
  emit: Emit,
  signal: AbortSignal,
): Promise<RangeAnalysis> {
  emit({
    type: "typing_indicator",
    label: `Looking at ${qualify(selection.worksheet, selection.address)}`,
    progress: null,
  })
  const blocks = readBlocks(selection, workbook, (label, progress) =>
    emit({ type: "typing_indicator", label, progress }),
  )
  return analyzer.open(blocks, signal)
}

/** What a turn has said so far. */
class Said {
  text = ""
  readonly steps: Step[] = []
  summary: Omit<AnswerSummary, "processingTimeMs"> | null = null
  #chunks = 0
  readonly #emit: Emit

  constructor(emit: Emit) {
    this.#emit = emit
  }

  take(event: TurnEvent): void {
    switch (event.kind) {
      case "intent":
        return // The session has told it already.
      case "waiting":
        return this.#emit({ type: "typing_indicator", label: event.label, progress: event.progress })
      case "tool_started":
        return this.#emit({
          type: "tool_started",
          toolCallId: event.toolCallId,
          tool: event.tool,
          summary: event.summary,
        })
      case "tool_finished": {
        const { toolCallId, tool, summary, durationMs, ok } = event
        const ranges = [...event.ranges]
        this.steps.push({ tool, summary, ranges, durationMs, ok })
        return this.#emit({ type: "tool_finished", toolCallId, tool, summary, ranges, durationMs, ok })
      }
      case "text":
        if (event.text === "") return
        this.text += event.text
        return this.#emit({ type: "assistant_response_chunk", content: event.text, chunkIndex: this.#chunks++ })
      case "complete":
        this.summary = event.summary
    }
  }
}

const stoppedSummary = (answeredBy: "model" | "offline"): Omit<AnswerSummary, "processingTimeMs"> => ({
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
