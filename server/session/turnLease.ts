import { randomUUID } from "node:crypto"
import type { Cache } from "../cache/cache.ts"

/** A process that does not renew its lease for so long is taken for dead. */
const lifetimeMs = 10_000
const renewMs = 3_000

/** The right to run a session's turn, of which there is one among all processes. */
export class TurnLease {
  readonly #cache: Cache
  readonly #key: string
  readonly #holder = randomUUID()
  #timer: NodeJS.Timeout | undefined

  constructor(cache: Cache, key: string) {
    this.#cache = cache
    this.#key = `turn ${key}`
  }

  /** False while another process has it. A process that has it may take it again. */
  async take(): Promise<boolean> {
    if (!(await this.#hold())) return false
    this.#timer ??= setInterval(() => void this.#hold().catch(() => undefined), renewMs).unref()
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

  #hold(): Promise<boolean> {
    return this.#cache.hold(this.#key, this.#holder, lifetimeMs)
  }
}
