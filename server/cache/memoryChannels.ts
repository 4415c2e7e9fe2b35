import type { Cache } from "./cache.ts"

/** Texts for whoever listens in this process. */
export function memoryChannels(): Pick<Cache, "publish" | "subscribe"> {
  const channels = new Map<string, Set<{ readonly hear: (text: string) => void }>>()
  return {
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
  }
}
