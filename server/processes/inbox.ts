import type { FromProcess } from "./processMessages.ts"

/** The messages of one call in their order, and why no more of them will come. */
export class Inbox {
  readonly #messages: FromProcess[] = []
  #failure: { readonly reason: unknown } | undefined
  #wake: (() => void) | undefined

  put(message: FromProcess): void {
    this.#messages.push(message)
    this.#wake?.()
  }

  fail(reason: unknown): void {
    this.#failure ??= { reason }
    this.#wake?.()
  }

  /** Undefined when nothing comes in so many milliseconds. @throws what `fail` was told, once all messages before it were taken. */
  async next(waitMs: number): Promise<FromProcess | undefined> {
    if (this.#messages.length === 0 && !this.#failure) await this.#news(waitMs)
    const message = this.#messages.shift()
    if (!message && this.#failure) throw this.#failure.reason
    return message
  }

  async #news(waitMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      // Does not keep the server alive: a process that is waited for does.
      timer = setTimeout(resolve, Math.max(0, waitMs)).unref()
    })
    clearTimeout(timer)
    this.#wake = undefined
  }
}
