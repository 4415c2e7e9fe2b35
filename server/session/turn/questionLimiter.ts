import { AppError, toAppError } from "../../../shared/errors.ts"
import { ownerKey, type Owner } from "../../auth/owner.ts"
import type { Cache } from "../../cache/cache.ts"

/** Counts one question of an owner. @throws AppError rate_limited with the time to wait. */
export type CountQuestion = (owner: Owner) => Promise<void>

const windowMs = 60_000

/** At most `perMinute` questions in the minute that an owner's first one starts, in all processes together; null is no limit. */
export function questionLimiter(cache: Cache, perMinute: number | null): CountQuestion {
  return async (owner) => {
    if (perMinute === null) return
    const counted = await countIn(cache, owner)
    if (!counted || counted.count <= perMinute) return
    const seconds = Math.max(1, Math.ceil(counted.endsInMs / 1000))
    throw new AppError(
      "rate_limited",
      `At most ${perMinute} questions a minute are answered; please try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
      { retryAfterMs: counted.endsInMs },
    )
  }
}

/** Undefined when nothing can be counted now: the question is answered all the same. */
async function countIn(cache: Cache, owner: Owner): Promise<{ count: number; endsInMs: number } | undefined> {
  try {
    return await cache.count(`questions ${ownerKey(owner)}`, windowMs)
  } catch (error) {
    if (toAppError(error).code !== "storage_unavailable") throw error
    return undefined
  }
}
