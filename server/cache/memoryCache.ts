import type { Cache, LogEntry } from "./cache.ts"
import { ExpiringMap, entrySize } from "./expiringMap.ts"

/** Characters that each kind of thing may take; logs are by far the largest. */
const largestSizes = { values: 16 * 2 ** 20, counts: 16 * 2 ** 20, logs: 64 * 2 ** 20 }

/** How often what has expired is removed. */
const sweepMs = 30_000

interface Log {
  entries: LogEntry[]
  lastSeq: number
  /** Characters. */
  size: number
}

/** The cache of one process. `now` in milliseconds from any beginning; a clock that is set back must not prolong anything. */
export function memoryCache(now: () => number = () => performance.now()): Cache {
  const values = new ExpiringMap<string>(now, largestSizes.values)
  const counts = new ExpiringMap<{ count: number }>(now, largestSizes.counts)
  const logs = new ExpiringMap<Log>(now, largestSizes.logs)
  const channels = new Map<string, Set<{ readonly hear: (text: string) => void }>>()

  const sweep = setInterval(() => {
    for (const map of [values, counts, logs]) map.sweep()
  }, sweepMs).unref()

  const get = (key: string): string | undefined => values.get(key)?.value
  const set = (key: string, value: string, lifetimeMs: number): void =>
    values.set(key, value, now() + lifetimeMs, value.length)
  const sizeOf = ({ text }: LogEntry): number => entrySize + text.length

  return {
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
    append: (key, entries, lifetimeMs) => {
      const log = logs.get(key)?.value ?? { entries: [], lastSeq: 0, size: 0 }
      for (const entry of entries) {
        if (entry.seq <= log.lastSeq) continue
        log.entries.push(entry)
        log.lastSeq = entry.seq
        log.size += sizeOf(entry)
      }
      logs.set(key, log, now() + lifetimeMs, log.size)
      return Promise.resolve()
    },
    read: (key, afterSeq) => {
      const { entries, lastSeq } = logs.get(key)?.value ?? { entries: [], lastSeq: 0 }
      return Promise.resolve({ entries: entries.filter(({ seq }) => seq > afterSeq), lastSeq })
    },
    trim: (key, seq) => {
      const kept = logs.get(key)
      if (kept) {
        const entries = kept.value.entries.filter((entry) => entry.seq > seq)
        const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
        logs.set(key, { ...kept.value, entries, size }, kept.expiresAt, size)
      }
      return Promise.resolve()
    },
    publish: async (channel, text) => {
      // Not at once: a listener that publishes would overtake the text it heard.
      await Promise.resolve()
      for (const { hear } of [...(channels.get(channel) ?? [])]) hear(text)
    },
    subscribe: (channel, listener) => {
      const listeners = channels.get(channel) ?? new Set()
      const own = { hear: listener }
      channels.set(channel, listeners.add(own))
      return Promise.resolve(() => {
        listeners.delete(own)
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel)
        return Promise.resolve()
      })
    },
    ready: () => Promise.resolve(),
    complete: () => true,
    close: () => {
      clearInterval(sweep)
      return Promise.resolve()
    },
  }
}
