import type { Cache, LogEntry } from "./cache.ts"

interface Kept<T> {
  value: T
  expiresAt: number
}

interface Log {
  entries: LogEntry[]
  lastSeq: number
}

/** How often what has expired is removed. */
const sweepMs = 30_000

/** The cache of one process. `now` in milliseconds from any beginning; a clock that is set back must not prolong anything. */
export function memoryCache(now: () => number = () => performance.now()): Cache {
  const values = new Map<string, Kept<string>>()
  const counts = new Map<string, Kept<number>>()
  const logs = new Map<string, Kept<Log>>()
  const listeners = new Map<string, Set<(text: string) => void>>()

  const live = <T>(map: Map<string, Kept<T>>, key: string): Kept<T> | undefined => {
    const kept = map.get(key)
    if (kept && kept.expiresAt > now()) return kept
    map.delete(key)
    return undefined
  }
  const sweep = setInterval(() => {
    for (const map of [values, counts, logs]) for (const key of map.keys()) live<unknown>(map, key)
  }, sweepMs).unref()

  const get = (key: string): string | undefined => live(values, key)?.value
  const set = (key: string, value: string, lifetimeMs: number): void =>
    void values.set(key, { value, expiresAt: now() + lifetimeMs })

  return {
    get: (key) => Promise.resolve(get(key)),
    set: (key, value, lifetimeMs) => Promise.resolve(set(key, value, lifetimeMs)),
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
      const kept = live(counts, key) ?? { value: 0, expiresAt: now() + windowMs }
      counts.set(key, kept)
      return Promise.resolve({ count: ++kept.value, endsInMs: kept.expiresAt - now() })
    },
    append: (log, entries, lifetimeMs) => {
      const kept = live(logs, log) ?? { value: { entries: [], lastSeq: 0 }, expiresAt: 0 }
      logs.set(log, kept)
      kept.expiresAt = now() + lifetimeMs
      for (const entry of entries) {
        if (entry.seq <= kept.value.lastSeq) continue
        kept.value.entries.push(entry)
        kept.value.lastSeq = entry.seq
      }
      return Promise.resolve()
    },
    read: (log, afterSeq) => {
      const { entries, lastSeq } = live(logs, log)?.value ?? { entries: [], lastSeq: 0 }
      return Promise.resolve({ entries: entries.filter((entry) => entry.seq > afterSeq), lastSeq })
    },
    trim: (log, seq) => {
      const kept = live(logs, log)
      if (kept) kept.value.entries = kept.value.entries.filter((entry) => entry.seq > seq)
      return Promise.resolve()
    },
    publish: (channel, text) => {
      for (const listener of listeners.get(channel) ?? []) listener(text)
      return Promise.resolve()
    },
    subscribe: (channel, listener) => {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set.add(listener))
      return Promise.resolve(() => {
        set.delete(listener)
        if (set.size === 0 && listeners.get(channel) === set) listeners.delete(channel)
        return Promise.resolve()
      })
    },
    ready: () => Promise.resolve(),
    close: () => {
      clearInterval(sweep)
      return Promise.resolve()
    },
  }
}
