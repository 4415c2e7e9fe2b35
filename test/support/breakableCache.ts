import { memoryCache } from "../../server/cache/memoryCache.ts"
import type { Cache } from "../../server/cache/cache.ts"
import { AppError } from "../../shared/errors.ts"

export interface BreakableCache extends Cache {
  broken: boolean
  /** It starts again, empty. */
  loseEverything(): void
}

/** A cache that cannot be reached while it is `broken`. */
export function breakableCache(): BreakableCache {
  let real = memoryCache()
  const whileWhole = async <T>(work: () => Promise<T>): Promise<T> => {
    // As over a network, the answer never comes in the same step.
    await new Promise((resolve) => setImmediate(resolve))
    if (cache.broken) throw new AppError("storage_unavailable", "It is broken.")
    return work()
  }
  const cache: BreakableCache = {
    broken: false,
    loseEverything: () => (real = memoryCache()),
    get: (key) => whileWhole(() => real.get(key)),
    set: (key, value, lifetimeMs) => whileWhole(() => real.set(key, value, lifetimeMs)),
    take: (key) => whileWhole(() => real.take(key)),
    delete: (key) => whileWhole(() => real.delete(key)),
    hold: (key, value, lifetimeMs) => whileWhole(() => real.hold(key, value, lifetimeMs)),
    release: (key, value) => whileWhole(() => real.release(key, value)),
    count: (key, windowMs) => whileWhole(() => real.count(key, windowMs)),
    append: (log, entries, lifetimeMs) => whileWhole(() => real.append(log, entries, lifetimeMs)),
    read: (log, afterSeq) => whileWhole(() => real.read(log, afterSeq)),
    trim: (log, seq) => whileWhole(() => real.trim(log, seq)),
    publish: (channel, text) => whileWhole(() => real.publish(channel, text)),
    subscribe: (channel, listener) => whileWhole(() => real.subscribe(channel, listener)),
    ready: () => whileWhole(() => real.ready()),
    complete: () => !cache.broken,
    close: () => real.close(),
  }
  return cache
}
