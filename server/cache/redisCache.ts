import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Cache } from "./cache.ts"
import { redisChannels } from "./redisChannels.ts"
import { connectRedis } from "./redisConnection.ts"

const prefix = "excel-chat:"

/** How long the value of a check may stay, should nobody take it away. */
const checkMs = 10_000

const countReply = z.tuple([z.number(), z.number()])
const logReply = z.tuple([
  z.number(),
  z.array(z.tuple([z.string().transform((id) => Number.parseInt(id, 10)), z.tuple([z.literal("t"), z.string()])])),
])

/** The cache of every process on one Redis (6.2 or later; `rediss://` for TLS). Opens at once, whether there is a Redis or not. */
export function openRedisCache(url: string): Cache {
  const commands = connectRedis(url, { enableAutoPipelining: true })
  // A listener that falls behind is cut off by Redis, and that must not take the commands with it.
  const channels = redisChannels(url)

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
    subscribe: (channel, listener) => channels.subscribe(prefix + channel, listener),
    ready: async () => {
      // A Redis that is full, too old or a replica answers, but does not take anything.
      const key = `ready ${randomUUID()}`
      await set(key, "", checkMs)
      await take(key)
      await channels.ready()
    },
    complete: () => commands.complete(),
    close: async () => {
      await Promise.all([commands.close(), channels.close()])
    },
  }
}

/** Redis refuses lifetimes below one millisecond and fractions. */
const wholeMs = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds))
