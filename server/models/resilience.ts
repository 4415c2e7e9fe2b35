import { setTimeout as wait } from "node:timers/promises"
import { AppError, toAppError } from "../../shared/errors.ts"
import type { LanguageModel, ModelEvent } from "./languageModel.ts"

export interface RetryOptions {
  readonly attempts: number
  /** First pause; it doubles with each attempt, with a random part so that many servers do not come back at once. */
  readonly pauseMs: number
  /** A service that asks for a longer pause (Retry-After) is not waited for: the offline analyst is faster. */
  readonly longestPauseMs: number
}

/** Tries again while nothing has been said yet, for failures that may pass by themselves. Silence is not tried again: it was waited for long enough. */
export const withRetry = (model: LanguageModel, options: RetryOptions): LanguageModel => ({
  name: model.name,
  async *stream(request, signal) {
    for (let attempt = 1; ; attempt++) {
      let said = false
      try {
        for await (const event of model.stream(request, signal)) {
          said = true
          yield event
        }
        return
      } catch (thrown) {
        const error = toAppError(thrown)
        const passing = error.retryable && (error.code === "model_busy" || error.code === "model_unavailable")
        const pause = error.retryAfterMs ?? options.pauseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
        if (said || !passing || attempt >= options.attempts || pause > options.longestPauseMs) throw error
        await pauseFor(pause, signal)
      }
    }
  },
})

async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal })
  } catch (cause) {
    throw new AppError("cancelled", "The answer was stopped.", { cause })
  }
}

export interface CircuitOptions {
  /** Failures in a row that open the circuit. */
  readonly failures: number
  /** How long it stays open; then one question tries again. */
  readonly restMs: number
  readonly now?: () => number
}

/** After failures in a row it fails at once for a while, so that nobody waits for a service that is down. */
export function withCircuit(model: LanguageModel, options: CircuitOptions): LanguageModel {
  const now = options.now ?? (() => performance.now())
  let failures = 0
  let openUntil = 0
  return {
    name: model.name,
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      if (now() < openUntil)
        throw new AppError(
          "model_unavailable",
          "The model service has failed several times in a row; it is left to rest.",
          {
            retryAfterMs: openUntil - now(),
          },
        )
      try {
        yield* model.stream(request, signal)
        failures = 0
      } catch (thrown) {
        const error = toAppError(thrown)
        // What is not retryable was refused for what it is: too long, filtered, a wrong key. The service itself is well.
        if (error.retryable && (error.code === "model_unavailable" || error.code === "timeout")) failures += 1
        if (failures >= options.failures) openUntil = now() + options.restMs
        throw error
      }
    },
  }
}
