import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import type { Owner } from "../../server/auth/owner.ts"
import { bossJobs } from "../../server/jobs/bossJobs.ts"
import type { JobTimes } from "../../server/jobs/jobTimes.ts"
import type { Jobs } from "../../server/jobs/jobs.ts"
import type { Database } from "../../server/database/database.ts"
import { AppError } from "../../shared/errors.ts"
import { recordingLog } from "../support/recordingLog.ts"

const quick: JobTimes = { pollMs: 50, aliveMs: 100, abandonedSeconds: 1 }
/** Nothing is found by looking for it. */
const neverLooks: JobTimes = { pollMs: 3_600_000, aliveMs: 3_600_000, abandonedSeconds: 3600 }
const ann: Owner = { tenantId: "t", userId: "ann" }
const ben: Owner = { tenantId: "t", userId: "ben" }

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(10)
}

/** Waits for the end of its job. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error)
    if (signal.aborted) stop()
    else signal.addEventListener("abort", stop, { once: true })
  })

/** What the Jobs port must do over any database, which other tests may not use meanwhile. */
export function jobsContract(open: () => Promise<Database>): void {
  let database: Database
  const opened: Jobs[] = []
  const log = recordingLog()
  before(async () => {
    database = await open()
  })
  after(() => database.close())
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((jobs) => jobs.stop()))
    await database.query("delete from pgboss.job", [])
    log.events.splice(0)
  })
  const jobsOf = (times = quick, on = database): Jobs => {
    const jobs = bossJobs({ database: on, log, times })
    opened.push(jobs)
    return jobs
  }
  const left = async (): Promise<unknown[]> => database.query("select name, state from pgboss.job", [])

  it("does a job that was sent, at once and with what was sent, and keeps nothing of it", async () => {
    const jobs = jobsOf(neverLooks)
    const done: unknown[] = []
    await jobs.work("read_file", 1, async (data) => void done.push(data))
    for (const fileId of ["one", 'two "ü" 😀']) {
      await jobs.send("read_file", { owner: ann, fileId })
      await until(() => done.length > 0)
      assert.deepEqual(done.splice(0), [{ owner: ann, fileId }])
    }
    await jobs.stop()
    assert.deepEqual(await left(), [])
    assert.deepEqual(log.events, [])
  })

  it("does jobs that were sent before anybody took them, and by others", async () => {
    const [here, there] = [jobsOf(), jobsOf()]
    const done: string[] = []
    await there.send("read_file", { owner: ann, fileId: "before" })
    await here.work("read_file", 1, async ({ fileId }) => void done.push(fileId))
    await until(() => done.length === 1)
    await there.send("read_file", { owner: ann, fileId: "after" })
    await until(() => done.length === 2)
    assert.deepEqual(done, ["before", "after"])
  })

  it("does as many at once as allowed, and kinds of jobs apart from each other", async () => {
    const jobs = jobsOf()
    const running = new Set<string>()
    let most = 0
    let done = 0
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    await jobs.work("read_file", 2, async ({ fileId }) => {
      running.add(fileId)
      most = Math.max(most, running.size)
      await released
      running.delete(fileId)
      done += 1
    })
    const prepared: string[] = []
    await jobs.work("prepare_workbook", 1, async ({ workbookId }) => void prepared.push(workbookId))
    for (const fileId of ["a", "b", "c", "d", "e"]) await jobs.send("read_file", { owner: ann, fileId })
    await until(() => running.size === 2)
    await jobs.send("prepare_workbook", { owner: ann, workbookId: "w" })
    await until(() => prepared.length === 1)
    release()
    await until(() => done === 5)
    assert.equal(most, 2)
  })

  it("doubles no waiting job of one key, and has one that runs followed by one other, never beside it", async () => {
    const [here, there] = [jobsOf(), jobsOf()]
    let running = 0
    let most = 0
    let done = 0
    const release: (() => void)[] = []
    for (const jobs of [here, there])
      await jobs.work("prepare_workbook", 2, async () => {
        most = Math.max(most, ++running)
        if (done === 0) await new Promise<void>((resolve) => release.push(resolve))
        running -= 1
        done += 1
      })
    const send = (): Promise<void> => here.send("prepare_workbook", { owner: ann, workbookId: "w" }, "w")
    await send()
    await until(() => release.length === 1)
    for (let again = 0; again < 5; again++) await send()
    await wait(700)
    release[0]?.()
    await until(() => done >= 2)
    await wait(700)
    assert.deepEqual([done, most], [2, 1])
    assert.deepEqual(await left(), [])
  })

  it("takes the same key of two owners for two keys", async () => {
    const jobs = jobsOf()
    for (const owner of [ann, ben]) await jobs.send("prepare_workbook", { owner, workbookId: "w" }, "w")
    const done: string[] = []
    await jobs.work("prepare_workbook", 1, async ({ owner }) => void done.push(owner.userId))
    await until(() => done.length === 2)
    assert.deepEqual(done.sort(), ["ann", "ben"])
  })

  it("tries a job that failed again, and logs nothing that it or its error held", async () => {
    const jobs = jobsOf()
    let tries = 0
    await jobs.work("read_file", 1, async () => {
      if (++tries === 1) throw new Error("Salary 90000")
    })
    await jobs.send("read_file", { owner: ann, fileId: "Budget" })
    await until(() => tries === 2)
    await jobs.stop()
    assert.deepEqual(await left(), [])
    const [failed, ...others] = log.events
    assert.deepEqual(
      [failed?.level, failed?.event, failed?.["job"], failed?.["attempt"]],
      ["error", "job failed", "read_file", 1],
    )
    assert.deepEqual(others, [])
    assert.doesNotMatch(JSON.stringify(log.events), /Salary|Budget/)
  })

  it("aborts what runs when it stops, and leaves it to the next start at once", async () => {
    const first = jobsOf()
    let started = false
    await first.work("read_file", 1, (_data, signal) => {
      started = true
      return untilAborted(signal)
    })
    await first.send("read_file", { owner: ann, fileId: "f" })
    await until(() => started)
    await first.stop()
    await assert.rejects(first.send("read_file", { owner: ann, fileId: "g" }), { code: "server_stopping" })
    const done: string[] = []
    await jobsOf().work("read_file", 1, async ({ fileId }) => void done.push(fileId))
    await until(() => done.length === 1)
    assert.deepEqual(log.events, [])
  })

  it("lets a handler that heeds no signal end before it has stopped", async () => {
    const jobs = jobsOf()
    let started = false
    let ended = false
    await jobs.work("read_file", 1, async () => {
      started = true
      await wait(200)
      ended = true
    })
    await jobs.send("read_file", { owner: ann, fileId: "f" })
    await until(() => started)
    await jobs.stop()
    assert.equal(ended, true)
    assert.deepEqual(await left(), [])
  })

  it("takes over what a process left that says nothing any more, and that process lets go of it", async () => {
    let cut = false
    const lost: Database = {
      ...database,
      query: (sql, values) =>
        cut ? Promise.reject(new AppError("storage_unavailable", "Away.")) : database.query(sql, values),
    }
    let aborted: unknown
    const dying = jobsOf(quick, lost)
    await dying.work("read_file", 1, (_data, signal) => {
      cut = true
      return untilAborted(signal).catch((reason: unknown) => {
        aborted = reason
        throw reason
      })
    })
    await dying.send("read_file", { owner: ann, fileId: "f" })
    await until(() => cut)
    const done: string[] = []
    await jobsOf().work("read_file", 1, async ({ fileId }) => void done.push(fileId))
    await until(() => done.length === 1 && aborted !== undefined)
    cut = false
    await Promise.all(opened.map((jobs) => jobs.stop()))
    assert.equal((aborted as AppError).code, "cancelled")
    assert.deepEqual(await left(), [])
  })

  it("keeps a job that takes long to itself", async () => {
    const [here, there] = [jobsOf(), jobsOf()]
    let taken = 0
    for (const jobs of [here, there])
      await jobs.work("read_file", 1, async () => {
        taken += 1
        await wait(2500)
      })
    await here.send("read_file", { owner: ann, fileId: "long" })
    await wait(2200)
    await Promise.all([here.stop(), there.stop()])
    assert.equal(taken, 1)
    assert.deepEqual(await left(), [])
  })

  it("refuses a job while the database is away, and goes on by itself afterwards", async () => {
    let away = true
    const refuse = (): Promise<never> => Promise.reject(new AppError("storage_unavailable", "Away."))
    const unreliable: Database = {
      ...database,
      query: (sql, values) => (away ? refuse() : database.query(sql, values)),
      transaction: (work) => (away ? refuse() : database.transaction(work)),
    }
    const jobs = jobsOf(quick, unreliable)
    const done: string[] = []
    await jobs.work("read_file", 1, async ({ fileId }) => void done.push(fileId))
    const send = (fileId: string): Promise<void> => jobs.send("read_file", { owner: ann, fileId }, randomUUID())
    await assert.rejects(send("a"), { code: "storage_unavailable" })
    away = false
    await send("b")
    await until(() => done.length === 1)
    away = true
    await assert.rejects(send("c"), { code: "storage_unavailable" })
    await wait(200)
    away = false
    await send("d")
    await until(() => done.length === 2)
    assert.deepEqual(done, ["b", "d"])
  })
}
