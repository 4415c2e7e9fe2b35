import { AppError } from "../../shared/errors.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import type { Cache, LogEntry } from "./cache.ts"

/** How often a shared store that is away is asked whether it is back. */
const probeMs = 500

/** Logs of which it is remembered whether the shared store has them whole. */
const mostLogs = 10_000

/**
 * The shared store while it can be reached, this process's own while it cannot: tickets, counters and leases then hold in this
 * process only, and its logs are brought to the shared store when that is back. Never throws storage_unavailable, except
 * from `ready`, which tells of the shared one. Around an outage a published text may be heard twice.
 */
export function withFallback(shared: Cache, own: Cache, log: Log): Cache {
  let away = false
  let closed = false
  let probe: NodeJS.Timeout | undefined
  /** Logs of which the shared store has everything that our own has; none after an outage, it may have come back empty. */
  const whole = new Set<string>()
  /** Logs that were written to our own only, with their lifetimes. */
  const behind = new Map<string, number>()
  /** Subscriptions that the shared store does not have yet. */
  const waiting = new Set<() => Promise<void>>()

  const leave = (error: unknown): void => {
    if (!(error instanceof AppError && error.code === "storage_unavailable")) throw error
    if (away || closed) return
    away = true
    whole.clear()
    log.warn("shared cache lost: going on in this process", { error: describeError(error) })
    probe = setTimeout(() => void lookForIt(), probeMs).unref()
  }

  const lookForIt = async (): Promise<void> => {
    try {
      await shared.ready()
    } catch {
      // Said once, when it was lost.
      if (!closed) probe = setTimeout(() => void lookForIt(), probeMs).unref()
      return
    }
    if (closed) return
    away = false
    log.info("shared cache is back")
    for (const [key, lifetimeMs] of behind) void bringWhole(key, lifetimeMs)
    for (const subscribe of waiting) void subscribe()
  }

  /** What the shared store answers; undefined while it is away. */
  const ask = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (away) return undefined
    try {
      return await work()
    } catch (error) {
      leave(error)
      return undefined
    }
  }
  /** True when the shared store has done it. */
  const does = async (work: () => Promise<void>): Promise<boolean> =>
    (await ask(() => work().then(() => true))) ?? false

  /** Entries that the shared store has are left out there, so everything of ours can be given to it. */
  const bringWhole = async (key: string, lifetimeMs: number): Promise<void> => {
    behind.delete(key)
    const { entries } = await own.read(key, 0)
    // In the step in which the entries leave: who finds the log whole comes behind them.
    if (whole.size >= mostLogs) whole.clear()
    whole.add(key)
    if (await does(() => shared.append(key, entries, lifetimeMs))) return
    whole.delete(key)
    fallBehind(key, lifetimeMs)
  }
  const fallBehind = (key: string, lifetimeMs: number): void => {
    behind.set(key, lifetimeMs)
    const [oldest] = behind.keys()
    if (oldest !== undefined && behind.size > mostLogs) behind.delete(oldest)
  }

  return {
    // What an outage left here is newer than what the shared store has.
    get: async (key) => (await own.get(key)) ?? ask(() => shared.get(key)),
    set: async (key, value, lifetimeMs) => {
      if (await does(() => shared.set(key, value, lifetimeMs))) await own.delete(key)
      else await own.set(key, value, lifetimeMs)
    },
    take: async (key) => {
      const ours = await own.take(key)
      const theirs = await ask(() => shared.take(key))
      return ours ?? theirs
    },
    delete: async (key) => {
      await own.delete(key)
      await ask(() => shared.delete(key))
    },
    // Leases and counts are kept here as well, so that an outage neither ends nor restarts them.
    hold: async (key, value, lifetimeMs) => {
      const held = await ask(() => shared.hold(key, value, lifetimeMs))
      if (held === undefined) return own.hold(key, value, lifetimeMs)
      if (held) await own.set(key, value, lifetimeMs)
      else await own.delete(key)
      return held
    },
    release: async (key, value) => {
      await own.release(key, value)
      await ask(() => shared.release(key, value))
    },
    count: async (key, windowMs) => {
      const ours = await own.count(key, windowMs)
      return (await ask(() => shared.count(key, windowMs))) ?? ours
    },
    append: async (key, entries, lifetimeMs) => {
      await own.append(key, entries, lifetimeMs)
      if (away) fallBehind(key, lifetimeMs)
      else if (!whole.has(key)) await bringWhole(key, lifetimeMs)
      else if (!(await does(() => shared.append(key, entries, lifetimeMs)))) fallBehind(key, lifetimeMs)
    },
    read: async (key, afterSeq) => {
      const ours = await own.read(key, afterSeq)
      const theirs = await ask(() => shared.read(key, afterSeq))
      return theirs ? merge(ours, theirs) : ours
    },
    trim: async (key, seq) => {
      await own.trim(key, seq)
      await ask(() => shared.trim(key, seq))
    },
    publish: async (channel, text) => {
      if (!(await does(() => shared.publish(channel, text)))) await own.publish(channel, text)
    },
    subscribe: async (channel, listener) => {
      const endHere = await own.subscribe(channel, listener)
      let endThere: (() => Promise<void>) | undefined
      let ended = false
      const subscribe = async (): Promise<void> => {
        const end = await ask(() => shared.subscribe(channel, listener))
        if (!end) {
          if (!ended) waiting.add(subscribe)
          return
        }
        waiting.delete(subscribe)
        if (ended) await end()
        else endThere = end
      }
      await subscribe()
      return async () => {
        ended = true
        waiting.delete(subscribe)
        await endHere()
        await endThere?.()
      }
    },
    ready: () => shared.ready(),
    complete: () => !away && shared.complete(),
    close: async () => {
      closed = true
      clearTimeout(probe)
      await Promise.all([shared.close(), own.close()])
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
