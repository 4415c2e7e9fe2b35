import { randomUUID } from "node:crypto"
import type { Source } from "../../../shared/answer.ts"
import type { TurnEvent } from "./turnEvent.ts"

export interface StepResult<T> {
  readonly value: T
  /** What was done, in plain words, once it is known. */
  readonly summary?: string
  readonly ranges: readonly Source[]
}

/** Runs one tool call and tells the pane about its start and end, also when it fails. @throws what `work` throws. */
export async function* runStep<T>(
  tool: string,
  summary: string,
  work: () => Promise<StepResult<T>>,
  toolCallId: string = randomUUID(),
): AsyncGenerator<TurnEvent, T> {
  const startedAt = performance.now()
  const finished = (ok: boolean, text: string, ranges: readonly Source[]): TurnEvent => ({
    kind: "tool_finished",
    toolCallId,
    tool,
    summary: text,
    ranges,
    durationMs: Math.round(performance.now() - startedAt),
    ok,
  })
  yield { kind: "tool_started", toolCallId, tool, summary }
  let result: StepResult<T>
  try {
    result = await work()
  } catch (error) {
    yield finished(false, summary, [])
    throw error
  }
  yield finished(true, result.summary ?? summary, result.ranges)
  return result.value
}
