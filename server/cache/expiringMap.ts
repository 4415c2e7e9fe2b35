import { LRUCache } from "lru-cache"

interface Kept<T> {
  readonly value: T
  /** On the clock of the map. */
  readonly expiresAt: number
}

/** What an entry costs besides its text, in characters; roughly. */
export const entrySize = 100

/**
 * Values that end by themselves, in bounded memory: when it is full, those that were set longest ago make room. The end is ours
 * and not the cache's own, for which a lifetime of nothing is for ever and a clock that stands at 0 is none.
 */
export class ExpiringMap<T> {
  readonly #now: () => number
  readonly #kept: LRUCache<string, Kept<T>>

  /** `largestSize` in characters, of keys and values together. */
  constructor(now: () => number, largestSize: number) {
    this.#now = now
    this.#kept = new LRUCache({ maxSize: largestSize })
  }

  get(key: string): Kept<T> | undefined {
    // Reading does not make it younger: a counter that is asked all the time must not outlive a log.
    const kept = this.#kept.peek(key)
    if (!kept || kept.expiresAt > this.#now()) return kept
    this.delete(key)
    return undefined
  }

  /** `textSize`: characters of the value. */
  set(key: string, value: T, expiresAt: number, textSize: number): void {
    this.#kept.set(key, { value, expiresAt }, { size: entrySize + key.length + textSize })
  }

  delete(key: string): void {
    this.#kept.delete(key)
  }

  /** Forgets what has expired and is not asked for any more. */
  sweep(): void {
    for (const key of [...this.#kept.keys()]) this.get(key)
  }
}
