import type { Cache } from "./cache.ts"
import type { SharedStore } from "./sharedStore.ts"

/** Channels in our own store and the shared one; listening there begins when it can. Around an outage a text may be heard twice. */
export function fallbackChannels(
  { ask, does, onChange }: SharedStore,
  own: Cache,
): Pick<Cache, "publish" | "subscribe"> {
  /** Subscriptions that the shared store does not have yet. */
  const waiting = new Set<() => Promise<void>>()
  onChange({
    back: () => {
      for (const subscribe of waiting) void subscribe()
    },
  })
  return {
    publish: async (channel, text) => {
      if (!(await does((shared) => shared.publish(channel, text)))) await own.publish(channel, text)
    },
    subscribe: async (channel, listener) => {
      const endHere = await own.subscribe(channel, listener)
      let endThere: (() => Promise<void>) | undefined
      let ended = false
      const subscribe = async (): Promise<void> => {
        const end = await ask((shared) => shared.subscribe(channel, listener))
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
  }
}
