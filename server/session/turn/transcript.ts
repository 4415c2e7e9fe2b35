import type { AnswerSummary, Step } from "../../../shared/answer.ts"
import type { TurnEvent } from "../../assistant/question/turnEvent.ts"
import type { Emit } from "../log/turnMessage.ts"

/** Passes a turn's events on as messages and keeps what its record needs. */
export class Transcript {
  text = ""
  readonly steps: Step[] = []
  /** Null until the answer is complete. */
  summary: Omit<AnswerSummary, "processingTimeMs"> | null = null
  #chunks = 0
  readonly #emit: Emit

  constructor(emit: Emit) {
    this.#emit = emit
  }

  add(event: TurnEvent): void {
    switch (event.kind) {
      case "waiting":
        return this.#emit({ type: "typing_indicator", label: event.label, progress: event.progress })
      case "tool_started": {
        const { toolCallId, tool, summary } = event
        return this.#emit({ type: "tool_started", toolCallId, tool, summary })
      }
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
