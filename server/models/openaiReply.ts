import { z } from "zod"
import type { Usage } from "../../shared/answer.ts"
import { AppError } from "../../shared/errors.ts"
import type { ModelEvent, ToolCall } from "./languageModel.ts"

const toolCallPart = z.object({
  index: z.number().int().nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
})
type ToolCallPart = z.infer<typeof toolCallPart>

/** The parts of a `chat.completion.chunk` that are used. Azure opens with a chunk without choices, usage comes in one at the end. */
const chunkSchema = z.object({
  choices: z.array(
    z.object({
      delta: z
        .object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(toolCallPart).nullish(),
        })
        .nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.number().int(), completion_tokens: z.number().int() }).nullish(),
})

const reasons = ["stop", "tool_calls", "length", "content_filter"] as const

/** Events of one streamed reply. `onChunk` is called for each chunk. @throws AppError model_output_invalid. */
export async function* readReply(chunks: AsyncIterable<unknown>, onChunk: () => void): AsyncGenerator<ModelEvent> {
  const calls: CallParts[] = []
  let finish: string | undefined
  let usage: Usage | null = null
  for await (const raw of chunks) {
    onChunk()
    const chunk = readChunk(raw)
    usage = chunk.usage ?? usage
    if (chunk.text) yield { kind: "text", text: chunk.text }
    for (const part of chunk.toolCalls) addPart(calls, part)
    finish = chunk.finish ?? finish
  }
  if (finish === undefined) throw invalid("The model's answer broke off.")
  for (const { id, name, arguments: text } of calls) {
    if (!name) throw invalid("The model called a tool without naming it.")
    yield { kind: "tool_call", call: { id, name, arguments: text } satisfies ToolCall }
  }
  yield { kind: "done", reason: reasonOf(finish, calls.length > 0), usage }
}

/** @throws AppError model_output_invalid. */
function readChunk(raw: unknown): {
  readonly text: string
  readonly toolCalls: readonly ToolCallPart[]
  readonly finish: string | undefined
  readonly usage: Usage | undefined
} {
  const { success, data } = chunkSchema.safeParse(raw)
  if (!success) throw invalid("The model service sent something that is not its protocol.")
  const { usage } = data
  const { delta, finish_reason } = data.choices[0] ?? {}
  return {
    text: (delta?.content ?? "") + (delta?.refusal ?? ""),
    toolCalls: delta?.tool_calls ?? [],
    finish: finish_reason ?? undefined,
    usage: usage ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } : undefined,
  }
}

function reasonOf(finish: string, hasCalls: boolean): (typeof reasons)[number] {
  // Ollama and others end with "stop" although they call tools.
  if (hasCalls && finish === "stop") return "tool_calls"
  return reasons.find((known) => known === finish) ?? "stop"
}

/** A tool call as far as it has come; `key` is what its fragments are joined by. */
interface CallParts {
  readonly key: number
  readonly id: string
  name: string
  arguments: string
}

/** Joins fragments by index; some servers leave the index out or number every call 0, then a new id starts a new call. */
function addPart(calls: CallParts[], part: ToolCallPart): void {
  const key = part.index ?? (part.id ? calls.length : Math.max(0, calls.length - 1))
  let call = calls.findLast((known) => known.key === key)
  if (!call || (part.id && call.id !== part.id)) {
    call = { key, id: part.id || `call_${calls.length + 1}`, name: "", arguments: "" }
    calls.push(call)
  }
  call.name += part.function?.name ?? ""
  call.arguments += part.function?.arguments ?? ""
}

const invalid = (message: string): AppError => new AppError("model_output_invalid", message)
