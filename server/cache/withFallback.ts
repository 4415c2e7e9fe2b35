import type { Log } from "../telemetry/log.ts"
import type { Cache } from "./cache.ts"
import { fallbackChannels } from "./fallbackChannels.ts"
import { fallbackLogs } from "./fallbackLogs.ts"
import { sharedStore } from "./sharedStore.ts"

/**
 * The shared store while it can be reached, this process's own while it cannot: tickets, counters and leases then hold in this
 * process only, and its logs are brought to the shared store when that is back. Never throws storage_unavailable, except
 * from `ready`, which tells of the shared one. Around an outage a published text may be heard twice.
 */
export function withFallback(shared: Cache, own: Cache, log: Log): Cache {
  const store = sharedStore(shared, log)
  const { ask, does } = store
  return {
    // In this order: after an outage logs are brought before anything new is heard.
    ...fallbackLogs(store, own),
    ...fallbackChannels(store, own),
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
    ready: () => shared.ready(),
    complete: () => !store.away() && shared.complete(),
    close: async () => {
      store.close()
      await Promise.all([shared.close(), own.close()])
    },
  }
}
