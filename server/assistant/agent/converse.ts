import type { Source, Usage } from "../../../shared/answer.ts"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { LanguageModel, ModelMessage, ToolCall } from "../../models/languageModel.ts"
import type { Evidence } from "../proofs/fact.ts"
import type { Question } from "../question/question.ts"
import type { TurnEvent } from "../question/turnEvent.ts"
import { offeredTools } from "../tools/tools.ts"
import { fenced, type Fence } from "./promptFence.ts"
import { runToolCall } from "./runToolCall.ts"

/** What one turn has gathered so far. */
export interface Gathered {
  text: string
  usage: Usage | null
  readonly evidence: Evidence[]
  /** Ranges of the queries the model made. */
  readonly asked: Source[]
}

/** One question on its way through the model. */
export interface ModelTurn {
  readonly model: LanguageModel
  readonly question: Question
  readonly fence: Fence
  readonly gathered: Gathered
  readonly signal: AbortSignal
}

/** Why a reply of the model ended. */
export type EndReason = "stop" | "tool_calls" | "length" | "content_filter"

interface Reply {
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly reason: EndReason
}

const maxOutputTokens = 4000
/** Beyond it a model is rambling; what was said is kept. */
const answerCharacters = 60_000
const callsPerRound = 8

/**
 * Rounds of speech and tool calls until the model has nothing more to ask; `messages` grows with them. Returns the reason its last
 * reply ended. @throws AppError model_output_invalid, and what the model throws.
 */
export async function* converse(turn: ModelTurn, messages: ModelMessage[]): AsyncGenerator<TurnEvent, EndReason> {
  const { model, question } = turn
  const definitions = offeredTools(question).map(({ definition }) => definition)
  let misunderstood = 0
  for (let round = 1; ; round++) {
    yield { kind: "waiting", label: round === 1 ? `Asking ${model.name}` : "Reading the results", progress: null }
    const last = round > limits.toolRounds
    const reply = yield* speak(turn, { messages, tools: last ? [] : definitions, maxOutputTokens })
    if (reply.calls.length === 0) {
      if (reply.text.trim() === "") throw new AppError("model_output_invalid", "The model gave an empty answer.")
      return reply.reason
    }
    if (last) throw new AppError("model_output_invalid", "The model kept asking for more data without answering.")
    messages.push({ role: "assistant", content: reply.text, toolCalls: reply.calls })
    const malformed = yield* runCalls(turn, reply.calls, messages)
    misunderstood = malformed ? misunderstood + 1 : 0
    if (misunderstood > 1)
      throw new AppError("model_output_invalid", "The model's tool calls could not be understood, twice in a row.")
  }
}

/** Runs the calls of one reply and adds their results to the messages. True when one of them could not be understood. */
async function* runCalls(
  { question, fence, gathered, signal }: ModelTurn,
  calls: readonly ToolCall[],
  messages: ModelMessage[],
): AsyncGenerator<TurnEvent, boolean> {
  let malformed = false
  for (const [index, call] of calls.entries()) {
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
  return malformed
}

/** One reply of the model, its text passed on as it comes; a new round's text starts a new paragraph. */
async function* speak(
  { model, gathered, signal }: ModelTurn,
  request: Parameters<LanguageModel["stream"]>[0],
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
        if (usage) gathered.usage = addUsage(gathered.usage, usage)
        return { text, calls, reason }
      }
    }
  }
  throw new AppError("model_output_invalid", "The model's answer broke off.")
}

const addUsage = (sum: Usage | null, { inputTokens, outputTokens }: Usage): Usage => ({
  inputTokens: (sum?.inputTokens ?? 0) + inputTokens,
  outputTokens: (sum?.outputTokens ?? 0) + outputTokens,
})
