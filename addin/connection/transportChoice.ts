import type { Clock } from "./clock.ts"
import type { Transport } from "./transport.ts"

/** Milliseconds on the second choice after which the first is tried again: the device may have moved to another network. */
const secondChoiceMs = 10 * 60_000

/** Failures in a row before another transport is tried; fewer while neither has worked yet. */
const patience = 2

/** Which of two transports to connect with: the first, unless it does not come through here; then what works. */
export class TransportChoice {
  readonly #first: Transport
  readonly #second: Transport
  readonly #clock: Clock
  #present: Transport
  #failuresLeft = patience
  #leftFirstAt = 0

  constructor(first: Transport, second: Transport, clock: Clock) {
    this.#first = first
    this.#second = second
    this.#clock = clock
    this.#present = first
  }

  /** For the next connection. */
  next(): Transport {
    if (this.#present === this.#second && this.#clock.now() - this.#leftFirstAt >= secondChoiceMs) this.#switch()
    return this.#present
  }

  /** The present one carries messages both ways. */
  works(): void {
    this.#failuresLeft = patience
  }

  /** The present one did not come through although the server can be reached. */
  fails(): void {
    if (--this.#failuresLeft <= 0) this.#switch()
  }

  #switch(): void {
    if (this.#present === this.#first) this.#leftFirstAt = this.#clock.now()
    this.#present = this.#present === this.#first ? this.#second : this.#first
    this.#failuresLeft = 1
  }
}
