import type { Cache, LogEntry } from "./cache.ts"
import { ExpiringMap, entrySize } from "./expiringMap.ts"

interface Log {
  entries: LogEntry[]
  lastSeq: number
  /** Characters. */
  size: number
}

export interface MemoryLogs extends Pick<Cache, "append" | "read" | "trim"> {
  /** Forgets what has expired. */
  readonly sweep: () => void
}

/** The logs of one process, in `largestSize` characters. `now` in milliseconds from any beginning. */
export function memoryLogs(now: () => number, largestSize: number): MemoryLogs {
  const logs = new ExpiringMap<Log>(now, largestSize)
  return {
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
    sweep: () => logs.sweep(),
  }
}

const sizeOf = ({ text }: LogEntry): number => entrySize + text.length
