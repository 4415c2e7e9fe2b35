import type { Cache } from "./cache.ts"
import { connectRedis } from "./redisConnection.ts"

/** How often the connection that only listens makes sure that it still could. */
const pingMs = 10_000

interface Channel {
  readonly listeners: Set<{ readonly hear: (text: string) => void }>
  /** Resolves when listening has begun. */
  begun: Promise<unknown>
}

export interface RedisChannels extends Pick<Cache, "subscribe" | "close"> {
  /** @throws AppError storage_unavailable when nothing can be heard. */
  ready(): Promise<void>
}

/** What is published on one Redis, over a connection of its own. Names of channels are Redis' own, prefix included. */
export function redisChannels(url: string): RedisChannels {
  const connection = connectRedis(url)
  const { redis } = connection
  const channels = new Map<string, Channel>()

  redis.on("message", (channel, text) => {
    for (const { hear } of [...(channels.get(channel)?.listeners ?? [])]) hear(text)
  })
  redis.on("ready", () => {
    if (channels.size === 0) return
    // When this fails the connection has failed, and the next one does it.
    const begun = redis.subscribe(...channels.keys()).catch(() => redis.disconnect(true))
    for (const channel of channels.values()) channel.begun = begun
  })
  const pings = setInterval(() => {
    // Silence ends the connection, and a new one is made.
    if (redis.status === "ready") redis.ping().catch(() => undefined)
  }, pingMs).unref()

  return {
    subscribe: async (name, listener) => {
      const own = { hear: listener }
      const channel = await connection.run(async () => {
        const known = channels.get(name) ?? { listeners: new Set(), begun: redis.subscribe(name) }
        channels.set(name, known)
        known.listeners.add(own)
        try {
          await known.begun
        } catch (error) {
          known.listeners.delete(own)
          if (known.listeners.size === 0 && channels.get(name) === known) channels.delete(name)
          throw error
        }
        return known
      })
      return async () => {
        channel.listeners.delete(own)
        if (channel.listeners.size > 0 || channels.get(name) !== channel) return
        channels.delete(name)
        // Where it fails there is no connection, and a new one begins without this channel.
        await redis.unsubscribe(name).catch(() => undefined)
      }
    },
    ready: async () => {
      await connection.run(() => redis.ping())
    },
    close: async () => {
      clearInterval(pings)
      await connection.close()
    },
  }
}
