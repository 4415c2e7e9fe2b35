import { setTimeout as wait } from "node:timers/promises"
import { AppError, toAppError } from "../../shared/errors.ts"
import type { Embedder } from "./embedder.ts"
import type { LanguageModel, ModelEvent } from "./languageModel.ts"

export interface RetryOptions {
  readonly attempts: number
  /** First pause; it doubles with each attempt, with a random part so that many servers do not come back at once. */
  readonly pauseMs: number
  /** When a service asks for a longer pause (Retry-After) we do not wait: the offline analyst is faster. */
  readonly longestPauseMs: number
}

/** Tries again while nothing has been said yet, for failures that may pass by themselves. Silence is not tried again: it has taken long enough already. */
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
        if (said) throw thrown
        await beforeNextAttempt(toAppError(thrown), attempt, options, signal)
      }
    }
  },
})

/** Like withRetry, for an embedder. */
export const embedderWithRetry = (embedder: Embedder, options: RetryOptions): Embedder => ({
  name: embedder.name,
  async embed(texts, signal) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await embedder.embed(texts, signal)
      } catch (thrown) {
        await beforeNextAttempt(toAppError(thrown), attempt, options, signal)
      }
    }
  },
})

/** @throws the error when it will not pass by itself or was tried often enough; cancelled. */
async function beforeNextAttempt(
  error: AppError,
  attempt: number,
  { attempts, pauseMs, longestPauseMs }: RetryOptions,
  signal: AbortSignal,
): Promise<void> {
  const passing = error.retryable && (error.code === "model_busy" || error.code === "model_unavailable")
  const pause = error.retryAfterMs ?? pauseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
  if (!passing || attempt >= attempts || pause > longestPauseMs) throw error
  await pauseFor(pause, signal)
}

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
  const circuit = new Circuit(options)
  return {
    name: model.name,
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      circuit.check()
      try {
        yield* model.stream(request, signal)
        circuit.passed()
      } catch (thrown) {
        throw circuit.failed(thrown)
      }
    },
  }
}

/** Like withCircuit, for an embedder. */
export function embedderWithCircuit(embedder: Embedder, options: CircuitOptions): Embedder {
  const circuit = new Circuit(options)
  return {
    name: embedder.name,
    async embed(texts, signal) {
      circuit.check()
      try {
        const vectors = await embedder.embed(texts, signal)
        circuit.passed()
        return vectors
      } catch (thrown) {
        throw circuit.failed(thrown)
      }
    },
  }
}

class Circuit {
  readonly #options: CircuitOptions
  readonly #now: () => number
  #failures = 0
  #openUntil = 0

  constructor(options: CircuitOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  check(): void {
    const rest = this.#openUntil - this.#now()
    if (rest <= 0) return
    const sentence = "The model service has failed several times in a row; it is left to rest."
    throw new AppError("model_unavailable", sentence, { retryAfterMs: rest })
  }

  passed(): void {
    this.#failures = 0
  }

  /** What to throw. */
  failed(thrown: unknown): AppError {
    const error = toAppError(thrown)
    // What is not retryable was refused for what it is: too long, filtered, a wrong key. The service itself is well.
    if (error.retryable && (error.code === "model_unavailable" || error.code === "timeout")) this.#failures += 1
    if (this.#failures >= this.#options.failures) this.#openUntil = this.#now() + this.#options.restMs
    return error
  }
}
