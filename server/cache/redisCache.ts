import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Cache } from "./cache.ts"
import { connectRedis } from "./redisConnection.ts"

const prefix = "excel-chat:"

/** How often the connection that only listens makes sure that it still could. */
const listenerPingMs = 10_000

const countReply = z.tuple([z.number(), z.number()])
const logReply = z.tuple([
  z.number(),
  z.array(z.tuple([z.string().transform((id) => Number.parseInt(id, 10)), z.tuple([z.literal("t"), z.string()])])),
])

interface Channel {
  readonly listeners: Set<{ readonly hear: (text: string) => void }>
  /** Resolves when listening has begun. */
  begun: Promise<unknown>
}

/** The cache of every process on one Redis (6.2 or later; `rediss://` for TLS). Opens at once, whether there is a Redis or not. */
export function openRedisCache(url: string): Cache {
  const commands = connectRedis(url, { enableAutoPipelining: true })
  // A listener that falls behind is cut off by Redis, and that must not take the commands with it.
  const news = connectRedis(url)
  const channels = new Map<string, Channel>()

  news.redis.on("message", (channel, text) => {
    for (const { hear } of [...(channels.get(channel)?.listeners ?? [])]) hear(text)
  })
  news.redis.on("ready", () => {
    if (channels.size === 0) return
    // When this fails the connection has failed, and the next one does it.
    const begun = news.redis.subscribe(...channels.keys()).catch(() => news.redis.disconnect(true))
    for (const channel of channels.values()) channel.begun = begun
  })
  const pings = setInterval(() => {
    // Silence ends the connection, and a new one is made.
    if (news.redis.status === "ready") news.redis.ping().catch(() => undefined)
  }, listenerPingMs).unref()

  const valueKey = (key: string): string => `${prefix}value:${key}`
  const logKey = (log: string): string => `${prefix}log:${log}`

  const take = (key: string): Promise<string | undefined> =>
    commands.run(async (redis) => (await redis.getdel(valueKey(key))) ?? undefined)
  const set = async (key: string, value: string, lifetimeMs: number): Promise<void> => {
    await commands.run((redis) => redis.set(valueKey(key), value, "PX", wholeMs(lifetimeMs)))
  }

  return {
    get: (key) => commands.run(async (redis) => (await redis.get(valueKey(key))) ?? undefined),
    set,
    take,
    delete: async (key) => {
      await commands.run((redis) => redis.del(valueKey(key)))
    },
    hold: async (key, value, lifetimeMs) =>
      (await commands.run((redis) => redis.holdValue(valueKey(key), value, wholeMs(lifetimeMs)))) === 1,
    release: async (key, value) => {
      await commands.run((redis) => redis.releaseValue(valueKey(key), value))
    },
    count: async (key, windowMs) => {
      const reply = await commands.run((redis) => redis.countEvent(`${prefix}count:${key}`, wholeMs(windowMs)))
      const [count, endsInMs] = countReply.parse(reply)
      return { count, endsInMs }
    },
    append: async (log, entries, lifetimeMs) => {
      const parts = entries.flatMap(({ seq, text }) => [seq, text])
      await commands.run((redis) => redis.appendToLog(logKey(log), wholeMs(lifetimeMs), ...parts))
    },
    read: async (log, afterSeq) => {
      const [lastSeq, entries] = logReply.parse(await commands.run((redis) => redis.readLog(logKey(log), afterSeq)))
      return { entries: entries.map(([seq, [, text]]) => ({ seq, text })), lastSeq }
    },
    trim: async (log, seq) => {
      await commands.run((redis) => redis.xtrim(logKey(log), "MINID", `${seq + 1}-0`))
    },
    publish: async (channel, text) => {
      await commands.run((redis) => redis.publish(prefix + channel, text))
    },
    subscribe: async (name, listener) => {
      const key = prefix + name
      const own = { hear: listener }
      const channel = await news.run(async (redis) => {
        const known = channels.get(key) ?? { listeners: new Set(), begun: redis.subscribe(key) }
        channels.set(key, known)
        known.listeners.add(own)
        try {
          await known.begun
        } catch (error) {
          known.listeners.delete(own)
          if (known.listeners.size === 0 && channels.get(key) === known) channels.delete(key)
          throw error
        }
        return known
      })
      return async () => {
        channel.listeners.delete(own)
        if (channel.listeners.size > 0 || channels.get(key) !== channel) return
        channels.delete(key)
        // Where it fails there is no connection, and a new one begins without this channel.
        await news.redis.unsubscribe(key).catch(() => undefined)
      }
    },
    ready: async () => {
      // A Redis that is full, too old or a replica answers, but does not take anything.
      const key = `ready ${randomUUID()}`
      await set(key, "", listenerPingMs)
      await take(key)
      await news.run((redis) => redis.ping())
    },
    complete: () => commands.complete(),
    close: async () => {
      clearInterval(pings)
      await Promise.all([commands.close(), news.close()])
    },
  }
}

/** Redis refuses lifetimes below one millisecond and fractions. */
const wholeMs = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds))
