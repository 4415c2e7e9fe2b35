import { toAppError, type ErrorCode } from "../../shared/errors.ts"
import type { LanguageModel } from "../models/languageModel.ts"
import type { Metrics } from "../telemetry/metrics.ts"

/** How the last reply of a model ended. */
export interface LastCall {
  readonly outcome: "ok" | ErrorCode
  readonly ms: number
  /** ISO 8601. */
  readonly endedAt: string
}

export interface MeasuredModel extends LanguageModel {
  /** Undefined until the model was asked for the first time. */
  readonly lastCall: LastCall | undefined
}

/** The model with every reply's time and outcome counted, and the last one remembered for who asks how the model is. */
export function instrumentedModel(model: LanguageModel, metrics: Pick<Metrics, "modelCall">): MeasuredModel {
  let lastCall: LastCall | undefined
  return {
    name: model.name,
    get lastCall() {
      return lastCall
    },
    async *stream(request, signal) {
      const startedAt = performance.now()
      // Stays when the reader turns away in the middle of the reply.
      let outcome: LastCall["outcome"] = "cancelled"
      try {
        for await (const event of model.stream(request, signal)) {
          // The reader may turn away as soon as it has the last event.
          if (event.kind === "done") outcome = "ok"
          yield event
        }
      } catch (thrown) {
        outcome = toAppError(thrown).code
        throw thrown
      } finally {
        const ms = performance.now() - startedAt
        metrics.modelCall({ outcome, seconds: ms / 1000 })
        lastCall = { outcome, ms: Math.round(ms), endedAt: new Date().toISOString() }
      }
    },
  }
}
