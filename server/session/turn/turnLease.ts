import { randomUUID } from "node:crypto"
import type { Cache } from "../../cache/cache.ts"

/** A process that does not renew its lease for so long is taken for dead. */
const lifetimeMs = 10_000
const renewMs = 3_000

/** The right to run a session's turn, of which there is one among all processes. */
export class TurnLease {
  readonly #cache: Cache
  readonly #key: string
  readonly #holder = randomUUID()
  readonly #onLost: () => void
  #timer: NodeJS.Timeout | undefined

  /** `onLost` is called when another process has taken it from this one, which it could not reach for too long. */
  constructor(cache: Cache, key: string, onLost: () => void) {
    this.#cache = cache
    this.#onLost = onLost
    this.#key = `turn ${key}`
  }

  /** False while another process has it. A process that has it may take it again. */
  async take(): Promise<boolean> {
    if (!(await this.#hold())) return false
    this.#timer ??= setInterval(() => void this.#renew(), renewMs).unref()
    return true
  }

  async give(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    await this.#cache.release(this.#key, this.#holder)
  }

  /** True while some process has it. */
  async taken(): Promise<boolean> {
    return (await this.#cache.get(this.#key)) !== undefined
  }

  async #renew(): Promise<void> {
    // While the cache cannot be asked, no other process is known to have it.
    const held = await this.#hold().catch(() => true)
    if (held || !this.#timer) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#onLost()
  }

  #hold(): Promise<boolean> {
    return this.#cache.hold(this.#key, this.#holder, lifetimeMs)
  }
}
