interface Kept<T> {
  readonly value: T
  /** On the clock of the map. */
  readonly expiresAt: number
  readonly size: number
}

/** What an entry costs besides its text, in characters; roughly. */
export const entrySize = 100

/** Values that end by themselves, in bounded memory: when it is full, those that were set longest ago make room. */
export class ExpiringMap<T> {
  readonly #now: () => number
  readonly #largestSize: number
  readonly #kept = new Map<string, Kept<T>>()
  #size = 0

  /** `largestSize` in characters, of keys and values together. */
  constructor(now: () => number, largestSize: number) {
    this.#now = now
    this.#largestSize = largestSize
  }

  get(key: string): Kept<T> | undefined {
    const kept = this.#kept.get(key)
    if (!kept || kept.expiresAt > this.#now()) return kept
    this.delete(key)
    return undefined
  }

  /** `textSize`: characters of the value. */
  set(key: string, value: T, expiresAt: number, textSize: number): void {
    this.delete(key)
    const size = entrySize + key.length + textSize
    this.#kept.set(key, { value, expiresAt, size })
    this.#size += size
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#largestSize) return
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0
    this.#kept.delete(key)
  }

  /** Forgets what has expired and is not asked for any more. */
  sweep(): void {
    for (const key of this.#kept.keys()) this.get(key)
  }
}
