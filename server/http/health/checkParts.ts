import { withTimeout } from "../../async/withTimeout.ts"
import type { Cache } from "../../cache/cache.ts"
import type { Database } from "../../database/database.ts"
import type { Check, Checks } from "./health.ts"

/** A part that answers later than this is as good as missing. */
const patienceMs = 1000

/** Asks the database and the cache whether they answer. Never throws. */
export async function checkParts(parts: {
  readonly database: Pick<Database, "ready">
  readonly cache: Pick<Cache, "ready">
}): Promise<Checks> {
  const [database, cache] = await Promise.all([check(parts.database), check(parts.cache)])
  return { database, cache }
}

async function check(part: { ready(): Promise<void> }): Promise<Check> {
  const startedAt = performance.now()
  const ok = await answers(part)
  return { ok, ms: Math.round(performance.now() - startedAt) }
}

async function answers(part: { ready(): Promise<void> }): Promise<boolean> {
  try {
    await withTimeout(part.ready(), patienceMs, () => new Error("late"))
    return true
  } catch {
    // Why it does not answer is for its own log; here it counts that it does not.
    return false
  }
}
