import { within } from "./within.ts"

/** Lets work that nobody waits for keep out of the way of questions that wait for the first words of their answer. */
export class QuietTime {
  readonly #longestMs: number
  #waiting = 0
  #quiet: Promise<void> = Promise.resolve()
  #settle: () => void = () => undefined

  /** On a server where always somebody waits, work goes on after so long all the same. */
  constructor(longestMs: number) {
    this.#longestMs = longestMs
  }

  /** A question waits from now on, until the returned function is called. */
  disturb(): () => void {
    if (this.#waiting++ === 0) this.#quiet = new Promise((resolve) => (this.#settle = resolve))
    let waits = true
    return () => {
      if (!waits) return
      waits = false
      if (--this.#waiting === 0) this.#settle()
    }
  }

  /** Resolves when nobody waits. */
  async come(): Promise<void> {
    if (this.#waiting > 0) await within(this.#longestMs, this.#quiet)
  }

  /** The items of a source, each asked for when nobody waits. */
  async *unhurried<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
    await this.come()
    for await (const item of source) {
      yield item
      await this.come()
    }
  }
}
