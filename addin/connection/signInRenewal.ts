import { toAppError, type AppError } from "../../shared/errors.ts"
import type { Clock } from "./clock.ts"

/** How long before the end of a sign-in it is renewed; half of a shorter one. */
const marginMs = 90_000
const retryMs = 10_000
/** Timers hold no more than 24 days. */
const longestMs = 24 * 3_600_000

export interface SignInRenewalOptions {
  /** Bought with a fresh token. @throws AppError. */
  readonly ticket: () => Promise<string>
  readonly clock: Clock
  readonly send: (ticket: string) => void
  /** The person must sign in, or the connection will end. */
  readonly onRefused: (error: AppError) => void
}

/** Renews the sign-in behind an open connection before it ends. */
export class SignInRenewal {
  readonly #options: SignInRenewalOptions
  /** Counts what was started, so that a late ticket of an earlier one is not used. */
  #generation = 0
  #cancelTimer = (): void => undefined

  constructor(options: SignInRenewalOptions) {
    this.#options = options
  }

  /** The present sign-in is good for so many milliseconds from now. */
  start(signedInForMs: number): void {
    const life = Math.min(signedInForMs, longestMs)
    this.#after(life > 2 * marginMs ? life - marginMs : life / 2)
  }

  stop(): void {
    this.#generation++
    this.#cancelTimer()
  }

  /** Renews at once, because the person has asked for it. */
  renew(): void {
    this.#after(0)
  }

  #after(milliseconds: number): void {
    this.stop()
    const generation = this.#generation
    this.#cancelTimer = this.#options.clock.after(milliseconds, () => void this.#renew(generation))
  }

  async #renew(generation: number): Promise<void> {
    try {
      const ticket = await this.#options.ticket()
      if (generation === this.#generation) this.#options.send(ticket)
    } catch (thrown) {
      if (generation !== this.#generation) return
      const error = toAppError(thrown)
      if (error.retryable) this.#after(retryMs)
      else this.#options.onRefused(error)
    }
  }
}
