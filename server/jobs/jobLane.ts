import type PgBoss from "pg-boss"
import type { JobWithMetadata } from "pg-boss"
import { AppError } from "../../shared/errors.ts"
import type { Database } from "../database/database.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { endJob, keepJob, putBackJob, sameKeyRuns, type TakenJob } from "./jobRows.ts"
import type { JobName } from "./jobs.ts"
import type { JobTimes } from "./jobTimes.ts"

export interface LaneParts {
  readonly database: Database
  readonly boss: () => Promise<PgBoss>
  readonly log: Log
  readonly times: JobTimes
  readonly name: JobName
  readonly atOnce: number
  readonly handler: (data: unknown, signal: AbortSignal) => Promise<void>
  readonly onDone: ((name: JobName, outcome: JobOutcome, seconds: number) => void) | undefined
}

/** `put_back`: the server stopped, or another of its key runs; `failed` is tried again. */
export type JobOutcome = "done" | "failed" | "put_back"

/** Takes and does the jobs of one kind in this process. */
export class JobLane {
  readonly #parts: LaneParts
  readonly #running = new Map<AbortController, Promise<void>>()
  #taking: Promise<void> | undefined
  #woken = false
  #stopped = false

  constructor(parts: LaneParts) {
    this.#parts = parts
  }

  /** There may be jobs. */
  wake(): void {
    this.#woken = true
    this.#taking ??= this.#take().finally(() => {
      this.#taking = undefined
    })
  }

  /** Resolves when every handler has ended; what it left is put back. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const controller of this.#running.keys()) controller.abort(stopping())
    await this.#taking
    await Promise.all(this.#running.values())
  }

  /** The compiler thinks that it cannot change while we wait. */
  readonly #isStopped = (): boolean => this.#stopped

  async #take(): Promise<void> {
    const { boss, name, atOnce, log } = this.#parts
    try {
      while (this.#woken) {
        this.#woken = false
        while (!this.#stopped && this.#running.size < atOnce) {
          const [job] = await (await boss()).fetch<object>(name, { includeMetadata: true })
          if (!job) break
          const controller = new AbortController()
          if (this.#isStopped()) controller.abort(stopping())
          const ended = this.#run(job, controller).finally(() => {
            this.#running.delete(controller)
            this.wake()
          })
          this.#running.set(controller, ended)
        }
      }
    } catch (error) {
      if (!this.#stopped) log.warn("jobs cannot be taken", { job: name, error: describeError(error) })
    }
  }

  /** Never rejects. */
  async #run(job: JobWithMetadata, controller: AbortController): Promise<void> {
    const { name, log, onDone } = this.#parts
    const startedAt = performance.now()
    const alive = this.#stayAlive(job, controller)
    let outcome: JobOutcome
    try {
      outcome = await this.#handle(job, controller.signal)
    } catch (error) {
      // Not our job any more, or a database that takes no word of how it ended: another process will do it.
      log.warn("job left", { job: name, error: describeError(error) })
      outcome = "failed"
    } finally {
      clearInterval(alive)
    }
    onDone?.(name, outcome, (performance.now() - startedAt) / 1000)
  }

  async #handle(job: JobWithMetadata, signal: AbortSignal): Promise<JobOutcome> {
    const { boss, database, handler, name, log } = this.#parts
    // Two that see each other both step back, so that never both go on; chance tells who comes first the next time.
    if (await sameKeyRuns(database, job)) {
      const ms = 200 + 300 * Math.random()
      await putBackJob(database, job, ms)
      setTimeout(() => this.wake(), ms + 1).unref()
      return "put_back"
    }
    try {
      signal.throwIfAborted()
      await handler(job.data, signal)
    } catch (error) {
      if (signal.aborted) {
        await putBackJob(database, job, 0)
        return "put_back"
      }
      log.error("job failed", { job: name, attempt: job.retryCount + 1, error: describeError(error) })
      await (await boss()).fail(name, job.id)
      return "failed"
    }
    await endJob(database, job)
    return "done"
  }

  /** Aborts the job when another process has taken it, or may have by now. */
  #stayAlive(job: TakenJob, controller: AbortController): NodeJS.Timeout {
    const { database, times } = this.#parts
    let heardAt = performance.now()
    const keep = async (): Promise<void> => {
      const askedAt = performance.now()
      // A database that is away may be back in time.
      const kept = await keepJob(database, job).catch(() => undefined)
      if (kept) heardAt = askedAt
      if (kept === false || performance.now() - heardAt > times.abandonedSeconds * 1000)
        controller.abort(new AppError("cancelled", "Another process does this job now."))
    }
    return setInterval(() => void keep(), times.aliveMs).unref()
  }
}

const stopping = (): AppError => new AppError("server_stopping", "The server is stopping.")
