import type { Cache } from "../cache/cache.ts"
import { memoryCache } from "../cache/memoryCache.ts"
import { openRedisCache } from "../cache/redisCache.ts"
import { withFallback } from "../cache/withFallback.ts"
import type { Config } from "../config/config.ts"
import type { Log } from "../telemetry/log.ts"

/** The Redis that is configured, with this process's memory for when it is away; the memory alone when none is. */
export const openCache = ({ redisUrl }: Config, log: Log): Cache =>
  redisUrl === undefined ? memoryCache() : withFallback(openRedisCache(redisUrl), memoryCache(), log)
