import type { Store } from "express-rate-limit"
import { AppError } from "../../shared/errors.ts"
import type { Cache } from "./cache.ts"

/** Counts of express-rate-limit that every process on this cache adds to. `name` keeps one limiter's counts from another's. */
export function rateLimitStore(cache: Cache, name: string): Store {
  let windowMs = 60_000
  const onlyGrows = (): Promise<void> =>
    Promise.reject(new AppError("internal", "Counts only grow until their window ends."))
  return {
    localKeys: false,
    init: (options) => {
      windowMs = options.windowMs
    },
    increment: async (key) => {
      const { count, endsInMs } = await cache.count(`requests ${name} ${key}`, windowMs)
      return { totalHits: count, resetTime: new Date(Date.now() + endsInMs) }
    },
    decrement: onlyGrows,
    resetKey: onlyGrows,
  }
}
