import { toAppError } from "../../shared/errors.ts"
import type { RangeAnalysis } from "../analysis/rangeAnalysis.ts"
import type { ToolCall } from "../models/languageModel.ts"
import { runStep } from "./step.ts"
import { tools } from "./tools/tools.ts"
import type { ToolOutput } from "./tools/tool.ts"
import type { TurnEvent } from "./turn.ts"

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
  range: RangeAnalysis | undefined,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, ToolReply> {
  const refused = (reason: string, malformed: boolean): ToolReply => ({
    content: JSON.stringify({ error: reason }),
    output: undefined,
    malformed,
  })
  const tool = tools.find(({ definition }) => definition.name === call.name)
  if (!tool) {
    const names = tools.map(({ definition }) => definition.name).join(", ")
    return refused(`There is no tool "${call.name.slice(0, 60)}". The tools are: ${names}.`, true)
  }
  if (!range) return refused("No range is selected, so there is nothing to ask. Tell the user to select cells.", true)
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
      const value = await prepared(range, signal)
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

/** @throws anything that is no mistake of the caller, such as our own faults. */
function sentence(error: unknown): string {
  const { code, message } = toAppError(error)
  if (code !== "invalid_request" && code !== "timeout") throw error
  return message
}
