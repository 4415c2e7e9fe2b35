import { randomUUID } from "node:crypto"
import type PgBoss from "pg-boss"
import { AppError } from "../../shared/errors.ts"
import { ownerKey } from "../auth/owner.ts"
import type { Database } from "../database/database.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { dueJobs } from "./jobRows.ts"
import type { JobName, Jobs } from "./jobs.ts"
import { usualTimes, type JobTimes } from "./jobTimes.ts"
import { JobLane, type LaneParts } from "./jobLane.ts"
import { openBoss } from "./openBoss.ts"

/** A job that fails is tried again after 1, 2, 4 … seconds, for about half an hour. */
const retries = { retryLimit: 10, retryDelay: 1, retryBackoff: true }

/** pg-boss compares with the clock of the database, which may run behind ours. */
const longAgoMs = 60 * 60_000

/** Jobs in the tables of pg-boss. A database that is away holds nobody up: they go on when it is back. */
export function bossJobs(parts: {
  readonly database: Database
  readonly log: Log
  readonly onDone?: LaneParts["onDone"]
  readonly times?: JobTimes
}): Jobs {
  const { database, log, onDone, times = usualTimes } = parts
  const lanes = new Map<JobName, JobLane>()
  let opening: Promise<PgBoss> | undefined
  let away = false
  let stopped = false

  const boss = (): Promise<PgBoss> => {
    if (stopped) throw new AppError("server_stopping", "The server is stopping; please try again in a moment.")
    return (opening ??= openBoss(database, (error) =>
      log.warn("jobs not maintained", { error: describeError(error) }),
    ).catch((error: unknown) => {
      opening = undefined
      throw error
    }))
  }
  const poll = async (): Promise<void> => {
    try {
      const opened = await boss()
      const due = await dueJobs(database)
      if (due.some(({ abandoned }) => abandoned)) await opened.expire()
      for (const { name } of due) lanes.get(name as JobName)?.wake()
      if (away) log.info("jobs go on")
      away = false
    } catch (error) {
      if (!away && !stopped) log.warn("jobs cannot be read", { error: describeError(error) })
      away = true
    }
  }
  let polling: Promise<void> | undefined
  const pollOnce = (): void => {
    polling ??= poll().finally(() => {
      polling = undefined
    })
  }
  const timer = setInterval(pollOnce, times.pollMs).unref()

  return {
    send: async (name, data, key) => {
      await (
        await boss()
      ).send(name, data, {
        ...retries,
        singletonKey: ownerKey(data.owner) + (key ?? randomUUID()),
        expireInSeconds: times.abandonedSeconds,
        startAfter: new Date(Date.now() - longAgoMs),
      })
      lanes.get(name)?.wake()
    },
    work: (name, atOnce, handler) => {
      if (lanes.has(name)) throw new Error(`Somebody takes the jobs ${name} already.`)
      // The jobs of a name are those that `send` stored under it.
      const work = handler as LaneParts["handler"]
      lanes.set(name, new JobLane({ database, boss, log, times, name, atOnce, handler: work, onDone }))
      pollOnce()
      return Promise.resolve()
    },
    stop: async () => {
      if (stopped) return
      stopped = true
      clearInterval(timer)
      await polling
      await Promise.all([...lanes.values()].map((lane) => lane.stop()))
      const opened = await opening?.catch(() => undefined)
      await opened?.stop({ graceful: false })
    },
  }
}
