import type { Cache } from "./cache.ts"
import { ExpiringMap } from "./expiringMap.ts"
import { memoryChannels } from "./memoryChannels.ts"
import { memoryLogs } from "./memoryLogs.ts"

/** Characters that each kind of thing may take; logs are by far the largest. */
const largestSizes = { values: 16 * 2 ** 20, counts: 16 * 2 ** 20, logs: 64 * 2 ** 20 }

/** How often what has expired is removed. */
const sweepMs = 30_000

/** The cache of one process. `now` in milliseconds from any beginning; a clock that is set back must not prolong anything. */
export function memoryCache(now: () => number = () => performance.now()): Cache {
  const values = new ExpiringMap<string>(now, largestSizes.values)
  const counts = new ExpiringMap<{ count: number }>(now, largestSizes.counts)
  const { sweep: sweepLogs, ...logs } = memoryLogs(now, largestSizes.logs)

  const sweep = setInterval(() => {
    values.sweep()
    counts.sweep()
    sweepLogs()
  }, sweepMs).unref()

  const get = (key: string): string | undefined => values.get(key)?.value
  const set = (key: string, value: string, lifetimeMs: number): void =>
    values.set(key, value, now() + lifetimeMs, value.length)

  return {
    ...logs,
    ...memoryChannels(),
    get: (key) => Promise.resolve(get(key)),
    set: (key, value, lifetimeMs) => {
      set(key, value, lifetimeMs)
      return Promise.resolve()
    },
    take: (key) => {
      const value = get(key)
      values.delete(key)
      return Promise.resolve(value)
    },
    delete: (key) => {
      values.delete(key)
      return Promise.resolve()
    },
    hold: (key, value, lifetimeMs) => {
      const holder = get(key)
      if (holder !== undefined && holder !== value) return Promise.resolve(false)
      set(key, value, lifetimeMs)
      return Promise.resolve(true)
    },
    release: (key, value) => {
      if (get(key) === value) values.delete(key)
      return Promise.resolve()
    },
    count: (key, windowMs) => {
      const kept = counts.get(key)
      if (kept) return Promise.resolve({ count: ++kept.value.count, endsInMs: kept.expiresAt - now() })
      counts.set(key, { count: 1 }, now() + windowMs, 0)
      return Promise.resolve({ count: 1, endsInMs: windowMs })
    },
    ready: () => Promise.resolve(),
    complete: () => true,
    close: () => {
      clearInterval(sweep)
      return Promise.resolve()
    },
  }
}
