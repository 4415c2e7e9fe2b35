import { toAppError, type ErrorCode } from "../../../shared/errors.ts"
import type { ToolCall } from "../../models/languageModel.ts"
import { runStep } from "../question/runStep.ts"
import { offeredTools, tools } from "../tools/tools.ts"
import type { ToolContext, ToolOutput } from "../tools/tool.ts"
import type { TurnEvent } from "../question/turnEvent.ts"

export interface ToolReply {
  /** JSON for the model: the result, or `{error}` with what to do next. */
  readonly content: string
  readonly output: ToolOutput | undefined
  /** True when the call could not be understood at all. */
  readonly malformed: boolean
}

/** Runs one call of the model. What the model did wrong comes back as the call's result. @throws what is not the model's fault. */
export async function* runToolCall(
  call: ToolCall,
  context: ToolContext,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, ToolReply> {
  const refused = (reason: string, malformed: boolean): ToolReply => ({
    content: JSON.stringify({ error: reason }),
    output: undefined,
    malformed,
  })
  const tool = tools.find(({ definition }) => definition.name === call.name)
  if (!tool) {
    const names = offeredTools(context)
      .map(({ definition }) => definition.name)
      .join(", ")
    return refused(`There is no tool "${call.name.slice(0, 60)}". The tools are: ${names}.`, true)
  }
  const unavailable = tool.unavailable(context)
  if (unavailable !== undefined) return refused(unavailable, true)
  let prepared
  try {
    prepared = tool.prepare(parseArguments(call.arguments))
  } catch (error) {
    return refused(
      error instanceof SyntaxError ? "The arguments are not JSON. Call the tool again." : sentence(error),
      true,
    )
  }
  try {
    const output = yield* runStep(tool.definition.name, tool.label, async () => {
      const value = await prepared(context, signal)
      return { value, summary: value.summary, ranges: value.ranges }
    })
    return { content: output.content, output, malformed: false }
  } catch (error) {
    if (signal.aborted) throw error
    return refused(sentence(error), false)
  }
}

/** Some models call a tool without arguments by writing nothing. */
const parseArguments = (text: string): unknown => (text.trim() === "" ? {} : JSON.parse(text))

/** Everything else costs the call and not the answer: the model can correct itself, or answer with what it has. */
const endings: ReadonlySet<ErrorCode> = new Set(["cancelled", "internal", "server_stopping"])

/** @throws what the model can do nothing about. */
function sentence(error: unknown): string {
  const { code, message } = toAppError(error)
  if (endings.has(code)) throw error
  return message
}
