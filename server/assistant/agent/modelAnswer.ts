import type { AnswerSummary, Source, Usage } from "../../../shared/answer.ts"
import { AppError, toAppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { LanguageModel, ModelMessage, ToolCall } from "../../models/languageModel.ts"
import { quickSearch } from "../question/quickSearch.ts"
import { foundEvidence } from "../tools/foundChunks.ts"
import { buildPrompt, sampleColumns } from "./buildPrompt.ts"
import { createFence, fenced, type Fence } from "./promptFence.ts"
import { citedSources, uniqueSources } from "../proofs/citedSources.ts"
import type { Evidence } from "../proofs/fact.ts"
import { confidenceOf, proveFigures } from "../proofs/proveFigures.ts"
import { scopeRanges } from "../question/scope.ts"
import { runStep } from "../question/runStep.ts"
import { runToolCall } from "./runToolCall.ts"
import { describe } from "../tools/describeRange.ts"
import { profileFacts, profileLabels } from "../tools/profileFacts.ts"
import { queryFacts, queryLabels } from "../tools/queryFacts.ts"
import { offeredTools } from "../tools/tools.ts"
import type { Question } from "../question/question.ts"
import type { TurnEvent } from "../question/turnEvent.ts"
import { mapEvidence } from "./mapEvidence.ts"

export interface ModelDependencies {
  readonly model: LanguageModel
  /** ISO date in the user's sense of today. */
  readonly today: string
}

const maxOutputTokens = 4000
/** Beyond it a model is rambling; what was said is kept. */
const answerCharacters = 60_000
const callsPerRound = 8
const sampleRows = 5
/** More columns than fit the prompt with all their figures. */
const describedColumns = 200

/** What one turn has gathered so far. */
interface Gathered {
  text: string
  usage: Usage | null
  readonly evidence: Evidence[]
  /** Ranges of the queries the model made. */
  readonly asked: Source[]
}

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
  let ended: AnswerSummary["ended"] = "complete"
  let notice: string | null = null
  try {
    const reason = yield* converse(model, messages, question, fence, gathered, signal)
    if (reason === "length" || reason === "content_filter") {
      ended = "cut"
      notice =
        reason === "length"
          ? "The model reached its length limit, so the answer is cut short. Ask for a shorter answer."
          : "The model's content filter cut the answer short. Try other words."
    }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (signal.aborted || gathered.text.trim() === "" || error.code === "internal") throw error
    ended = "cut"
    notice = `${error.message} The answer is cut short; ask again to have it whole.`
  }
  yield { kind: "complete", summary: summarise(gathered, question, model.name, ended, notice) }
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

/** Rounds of speech and tool calls until the model has nothing more to ask. Gives the reason its last reply ended. */
async function* converse(
  model: LanguageModel,
  messages: ModelMessage[],
  question: Question,
  fence: Fence,
  gathered: Gathered,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Reply["reason"]> {
  const definitions = offeredTools(question).map(({ definition }) => definition)
  let misunderstood = 0
  for (let round = 1; ; round++) {
    yield { kind: "waiting", label: round === 1 ? `Asking ${model.name}` : "Reading the results", progress: null }
    const last = round > limits.toolRounds
    const request = { messages, tools: last ? [] : definitions, maxOutputTokens }
    const reply = yield* speak(model, request, gathered, signal)
    if (reply.calls.length === 0) {
      if (reply.text.trim() === "") throw new AppError("model_output_invalid", "The model gave an empty answer.")
      return reply.reason
    }
    if (last) throw new AppError("model_output_invalid", "The model kept asking for more data without answering.")
    messages.push({ role: "assistant", content: reply.text, toolCalls: reply.calls })
    let malformed = false
    for (const [index, call] of reply.calls.entries()) {
      if (index >= callsPerRound) {
        const error = `Only ${callsPerRound} calls are run at once. Call again for the rest.`
        messages.push({ role: "tool", toolCallId: call.id, content: JSON.stringify({ error }) })
        continue
      }
      const result = yield* runToolCall(call, question, signal)
      if (result.output) {
        gathered.evidence.push(result.output)
        gathered.asked.push(...result.output.ranges)
      }
      malformed ||= result.malformed
      messages.push({ role: "tool", toolCallId: call.id, content: fenced(fence, result.content) })
    }
    misunderstood = malformed ? misunderstood + 1 : 0
    if (misunderstood > 1)
      throw new AppError("model_output_invalid", "The model's tool calls could not be understood, twice in a row.")
  }
}

interface Reply {
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly reason: "stop" | "tool_calls" | "length" | "content_filter"
}

/** One reply of the model, its text passed on as it comes; a new round's text starts a new paragraph. */
async function* speak(
  model: LanguageModel,
  request: Parameters<LanguageModel["stream"]>[0],
  gathered: Gathered,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Reply> {
  let text = ""
  const calls: ToolCall[] = []
  for await (const event of model.stream(request, signal)) {
    switch (event.kind) {
      case "text": {
        const piece = text === "" && gathered.text.trim() !== "" ? `\n\n${event.text}` : event.text
        text += event.text
        gathered.text += piece
        yield { kind: "text", text: piece }
        if (gathered.text.length > answerCharacters)
          throw new AppError("model_output_invalid", "The model's answer went on without end.")
        break
      }
      case "tool_call":
        calls.push(event.call)
        break
      case "done": {
        const { usage, reason } = event
        if (usage)
          gathered.usage = {
            inputTokens: (gathered.usage?.inputTokens ?? 0) + usage.inputTokens,
            outputTokens: (gathered.usage?.outputTokens ?? 0) + usage.outputTokens,
          }
        return { text, calls, reason }
      }
    }
  }
  throw new AppError("model_output_invalid", "The model's answer broke off.")
}

function summarise(
  gathered: Gathered,
  question: Question,
  model: string,
  ended: AnswerSummary["ended"],
  notice: string | null,
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
    model,
    notice,
    ended,
  }
}
