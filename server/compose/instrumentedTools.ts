import type { TurnEvent } from "../assistant/question/turnEvent.ts"
import type { Metrics } from "../telemetry/metrics.ts"

/** Passes a turn's events on and counts the time of its tool calls, which are of tools that exist whatever a model asked for. */
export async function* instrumentedTools(
  events: AsyncIterable<TurnEvent>,
  metrics: Pick<Metrics, "toolCall">,
): AsyncGenerator<TurnEvent> {
  for await (const event of events) {
    if (event.kind === "tool_finished")
      metrics.toolCall({ tool: event.tool, ok: event.ok, seconds: event.durationMs / 1000 })
    yield event
  }
}
