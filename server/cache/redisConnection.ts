import { Redis, type RedisOptions } from "ioredis"
import { AppError } from "../../shared/errors.ts"
import { redisScripts } from "./redisScripts.ts"

/** How long one command may take, and how long silence after one lasts before the connection is taken for dead. */
const patienceMs = 2000

const longestPauseMs = 2000

/**
 * How long after an outage Redis may still miss what other processes kept meanwhile: they may find it later than we, and renew a
 * lease only when its time has come.
 */
const settleMs = 5000

export interface RedisConnection {
  readonly redis: Redis
  /** False without a connection, and for a while after one was lost or a command has failed. */
  complete(): boolean
  /** @throws AppError storage_unavailable, whatever went wrong. */
  run<T>(work: (redis: Redis) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Connects, and again whenever the connection is lost, for ever; a command that finds none fails at once. */
export function connectRedis(url: string, more: RedisOptions = {}): RedisConnection {
  const redis = new Redis(url, {
    ...more,
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    socketTimeout: patienceMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // A count or a message that may have arrived is not sent again.
    autoResendUnfulfilledCommands: false,
    // Its rejection would have no handler.
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(100 * 2 ** (attempt - 1), longestPauseMs) * (0.5 + Math.random() / 2),
    // After a failover this connection may lead to what is a replica now.
    reconnectOnError: ({ message }) => message.startsWith("READONLY"),
    scripts: redisScripts,
  })
  let reason: unknown
  redis.on("error", (error) => (reason = error))
  let completeAt = 0
  const settle = (): void => void (completeAt = performance.now() + settleMs)
  redis.on("close", () => (completeAt = Infinity))
  redis.on("ready", () => {
    if (completeAt === Infinity) settle()
  })
  // Commands of the first moment wait for the first attempt, so that a server which has just started finds its Redis.
  const attempted = redis.connect().catch((error: unknown) => (reason ??= error))
  return {
    redis,
    complete: () => performance.now() >= completeAt,
    run: async (work) => {
      await attempted
      try {
        return await work(redis)
      } catch (error) {
        if (completeAt < Infinity) settle()
        // Without a connection a command only says that there is none.
        const cause = withCode(redis.status === "ready" ? error : (reason ?? error))
        throw new AppError("storage_unavailable", "The shared cache cannot be reached right now; please try again.", {
          cause,
        })
      }
    },
    close: async () => {
      await attempted
      await redis.quit().catch(() => redis.disconnect())
    },
  }
}

/** Redis says its code (WRONGPASS, OOM) in front of a sentence; of an error only its code is logged. */
function withCode(error: unknown): unknown {
  const code = error instanceof Error ? /^[A-Z]{2,}/.exec(error.message)?.[0] : undefined
  return error instanceof Error && code !== undefined ? Object.assign(error, { code }) : error
}
