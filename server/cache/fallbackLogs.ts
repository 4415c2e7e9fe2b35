import type { Cache, LogEntry } from "./cache.ts"
import type { SharedStore } from "./sharedStore.ts"

/** Logs of which it is remembered whether the shared store has them whole. */
const mostLogs = 10_000

/** Logs in our own store and the shared one: what was written here during an outage is brought there after it. */
export function fallbackLogs(
  { away, ask, does, onChange }: SharedStore,
  own: Cache,
): Pick<Cache, "append" | "read" | "trim"> {
  /** Logs of which the shared store has everything that our own has; none after an outage, it may have come back empty. */
  const whole = new Set<string>()
  /** Logs that were written to our own only, with their lifetimes. */
  const behind = new Map<string, number>()

  /** Entries that the shared store has are left out there, so it can be given everything that our own has. */
  const bringWhole = async (key: string, lifetimeMs: number): Promise<void> => {
    behind.delete(key)
    const { entries } = await own.read(key, 0)
    // In the step in which the entries leave: who finds the log whole comes behind them.
    if (whole.size >= mostLogs) whole.clear()
    whole.add(key)
    if (await does((shared) => shared.append(key, entries, lifetimeMs))) return
    whole.delete(key)
    fallBehind(key, lifetimeMs)
  }
  const fallBehind = (key: string, lifetimeMs: number): void => {
    behind.set(key, lifetimeMs)
    const [oldest] = behind.keys()
    if (oldest !== undefined && behind.size > mostLogs) behind.delete(oldest)
  }
  onChange({
    lost: () => whole.clear(),
    back: () => {
      for (const [key, lifetimeMs] of behind) void bringWhole(key, lifetimeMs)
    },
  })

  return {
    append: async (key, entries, lifetimeMs) => {
      await own.append(key, entries, lifetimeMs)
      if (away()) fallBehind(key, lifetimeMs)
      else if (!whole.has(key)) await bringWhole(key, lifetimeMs)
      else if (!(await does((shared) => shared.append(key, entries, lifetimeMs)))) fallBehind(key, lifetimeMs)
    },
    read: async (key, afterSeq) => {
      const ours = await own.read(key, afterSeq)
      const theirs = await ask((shared) => shared.read(key, afterSeq))
      return theirs ? merge(ours, theirs) : ours
    },
    trim: async (key, seq) => {
      await own.trim(key, seq)
      await ask((shared) => shared.trim(key, seq))
    },
  }
}

interface Read {
  readonly entries: LogEntry[]
  readonly lastSeq: number
}

/** Where both have an entry, ours is the one that a pane of this process was shown. */
function merge(ours: Read, theirs: Read): Read {
  const lastSeq = Math.max(ours.lastSeq, theirs.lastSeq)
  if (ours.entries.length === 0) return { entries: theirs.entries, lastSeq }
  const bySeq = new Map([...theirs.entries, ...ours.entries].map((entry) => [entry.seq, entry]))
  return { entries: [...bySeq.values()].sort((a, b) => a.seq - b.seq), lastSeq }
}
