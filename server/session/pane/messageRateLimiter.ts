/** Units that may come at once, and each second from then on. A message costs one unit and one more for every 64 kB. */
const burst = 2000
const perSecond = 300
const unitBytes = 64 * 1024

/** Lets a pane's messages through while they come no faster than an honest pane sends them. */
export class MessageRateLimiter {
  readonly #now: () => number
  #units = burst
  #at: number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#at = now()
  }

  /** `flood` when the peer has gone on for long after it was told. */
  take(bytes: number): "in" | "refused" | "flood" {
    const time = this.#now()
    this.#units = Math.min(burst, this.#units + ((time - this.#at) / 1000) * perSecond)
    this.#at = time
    this.#units -= 1 + Math.floor(bytes / unitBytes)
    if (this.#units >= 0) return "in"
    return this.#units < -burst ? "flood" : "refused"
  }
}
