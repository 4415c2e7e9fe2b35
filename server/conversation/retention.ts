import type { Database } from "../database/database.ts"
import { describeError, type Log } from "../telemetry/log.ts"

/** Rows that are deleted when nobody has used them for so long; what hangs on them goes with them. */
export interface Expiring {
  readonly table: string
  /** The column that holds when a row was last used. */
  readonly usedAt: string
  /** SQL of a row that stays, whenever it was used: something else keeps it. */
  readonly keptWhile?: string
}

export const expiringChats: Expiring = { table: "sessions", usedAt: "updated_at" }

const everyMs = 60 * 60_000

/** Rows deleted at once: small enough that nobody who asks meanwhile has to wait. */
const atOnce = 500

// Any number, the same in every process, that nothing else in the database uses.
const lockKey = 7_215_302

/** Deletes what has expired, now and every hour. Returns the way to stop, which waits for a deletion in progress. */
export function startRetention(parts: {
  readonly database: Database
  readonly log: Log
  readonly days: number
  readonly expiring: readonly Expiring[]
}): () => Promise<void> {
  const { database, log, days, expiring } = parts
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const pass = async (): Promise<void> => {
    try {
      const deleted = await deleteExpired(database, expiring, days, stopping.signal)
      if (Object.values(deleted).some((count) => count > 0)) log.info("retention", { days, deleted })
    } catch (error) {
      log.error("retention failed", { error: describeError(error) })
    }
  }
  const run = (): void => {
    running ??= pass().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(run, everyMs).unref()
  run()
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await running
  }
}

/**
 * Deletes every row that nobody has used for so many days, by the database's clock, and returns how many of each table.
 * While another process is at it, nothing is left to do.
 */
export async function deleteExpired(
  database: Database,
  expiring: readonly Expiring[],
  days: number,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {}
  for (const { table, usedAt, keptWhile = "false" } of expiring) {
    deleted[table] = 0
    for (let count: number = atOnce; count === atOnce && !signal?.aborted; deleted[table] += count)
      count = await database.asMaintenance(async (rows) => {
        const [lock] = await rows.query<{ ours: boolean }>(`select pg_try_advisory_xact_lock(${lockKey}) as ours`)
        if (!lock?.ours) return 0
        const gone = await rows.query(
          `delete from ${table} where ctid in (
             select ctid from ${table} where ${usedAt} < now() - make_interval(days => $1::integer) and not (${keptWhile})
             limit ${atOnce} for update skip locked)
           returning 1`,
          [days],
        )
        return gone.length
      })
  }
  return deleted
}
