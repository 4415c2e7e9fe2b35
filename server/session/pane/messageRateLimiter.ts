/** Units that a burst may have, and that are added each second. A message costs one unit and one more for every 64 kB. */
const burst = 2000
const perSecond = 300
const unitBytes = 64 * 1024

/** Admits a pane's messages while they are no faster than an honest pane sends them: a token bucket. */
export class MessageRateLimiter {
  readonly #now: () => number
  #units = burst
  #at: number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#at = now()
  }

  /** `flood` when the peer has gone on for long after it was refused. */
  take(bytes: number): "admitted" | "refused" | "flood" {
    const time = this.#now()
    this.#units = Math.min(burst, this.#units + ((time - this.#at) / 1000) * perSecond)
    this.#at = time
    this.#units -= 1 + Math.floor(bytes / unitBytes)
    if (this.#units >= 0) return "admitted"
    return this.#units < -burst ? "flood" : "refused"
  }
}
