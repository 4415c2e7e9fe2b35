import { within } from "../../async/within.ts"

export interface GateTimes {
  /** Nobody has waited for so long: then it is quiet. Another question often follows at once. */
  readonly restMs: number
  /** On a server where always somebody waits, work goes on after so long all the same. */
  readonly longestMs: number
}

/** Lets work that nobody waits for keep out of the way of questions that wait for the first words of their answer. */
export class BackgroundGate {
  readonly #times: GateTimes
  #waiting = 0
  #rest: NodeJS.Timeout | undefined
  #quiet: Promise<void> = Promise.resolve()
  /** Defined while it is not quiet. */
  #settle: (() => void) | undefined

  constructor(times: GateTimes) {
    this.#times = times
  }

  /** A question waits from now on, until the returned function is called. */
  disturb(): () => void {
    clearTimeout(this.#rest)
    this.#waiting++
    if (!this.#settle) this.#quiet = new Promise((resolve) => (this.#settle = resolve))
    let waits = true
    return () => {
      if (!waits) return
      waits = false
      if (--this.#waiting === 0) this.#rest = setTimeout(() => this.#end(), this.#times.restMs)
    }
  }

  /** Resolves when it is quiet. */
  async come(): Promise<void> {
    if (this.#settle) await within(this.#times.longestMs, this.#quiet)
  }

  /** The items of a source, each asked for when it is quiet. */
  async *unhurried<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
    await this.come()
    for await (const item of source) {
      yield item
      await this.come()
    }
  }

  #end(): void {
    this.#settle?.()
    this.#settle = undefined
  }
}
