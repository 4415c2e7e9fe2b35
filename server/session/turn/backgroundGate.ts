import { settledWithin } from "../../async/settledWithin.ts"

export interface GateTimes {
  /** How long after the last hold ended work goes on: another question often follows at once. */
  readonly idleAfterMs: number
  /** On a server where always some question is held for, work goes on after so long all the same. */
  readonly longestWaitMs: number
}

/** Keeps background work out of the way of questions whose answers have not begun. */
export class BackgroundGate {
  readonly #times: GateTimes
  #holds = 0
  #idleTimer: NodeJS.Timeout | undefined
  #idle: Promise<void> = Promise.resolve()
  /** Defined while the gate is closed. */
  #open: (() => void) | undefined

  constructor(times: GateTimes) {
    this.#times = times
  }

  /** Holds background work back until the returned function is called, which may be called more than once. */
  hold(): () => void {
    clearTimeout(this.#idleTimer)
    this.#holds++
    if (!this.#open) this.#idle = new Promise((resolve) => (this.#open = resolve))
    let held = true
    return () => {
      if (!held) return
      held = false
      if (--this.#holds === 0) this.#idleTimer = setTimeout(() => this.#release(), this.#times.idleAfterMs)
    }
  }

  /** Resolves when nothing is held for, or after the longest wait. */
  async whenIdle(): Promise<void> {
    if (this.#open) await settledWithin(this.#idle, this.#times.longestWaitMs)
  }

  /** The items of a source, each taken from it when idle. */
  async *inBackground<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
    await this.whenIdle()
    for await (const item of source) {
      yield item
      await this.whenIdle()
    }
  }

  #release(): void {
    this.#open?.()
    this.#open = undefined
  }
}
