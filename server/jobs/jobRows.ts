import type { Queries } from "../database/queries.ts"
import { codeOf } from "../database/storageFault.ts"

/** Where pg-boss keeps its tables. */
export const bossSchema = "pgboss"
const jobs = `${bossSchema}.job`

const uniqueViolation = "23505"

/** A job that one process has taken: `retryCount` tells this taking from any later one. */
export interface TakenJob {
  readonly id: string
  readonly name: string
  readonly retryCount: number
  readonly singletonKey: string | null
}

const ours = `name = $1 and id = $2::uuid and retry_count = $3 and state = 'active'`
const keysOf = ({ name, id, retryCount }: TakenJob): readonly unknown[] => [name, id, retryCount]

/** Says that its process is alive, which pg-boss has no word for. False when the job is ours no longer. */
export async function keepJob(rows: Queries, job: TakenJob): Promise<boolean> {
  const kept = await rows.query(`update ${jobs} set started_on = now() where ${ours} returning 1`, keysOf(job))
  return kept.length > 0
}

/** It is done, and nothing is kept of it. */
export async function endJob(rows: Queries, job: TakenJob): Promise<void> {
  await rows.query(`delete from ${jobs} where ${ours}`, keysOf(job))
}

/** To be taken again after so many milliseconds, as if it had never been taken; one of its key that waits already stands for it. */
export async function putBackJob(rows: Queries, job: TakenJob, ms: number): Promise<void> {
  try {
    await rows.query(
      `update ${jobs} set state = 'created', started_on = null, start_after = now() + $4::float8 * interval '1 ms' where ${ours}`,
      [...keysOf(job), ms],
    )
  } catch (error) {
    if (codeOf(error) !== uniqueViolation) throw error
    await endJob(rows, job)
  }
}

/** Whether another job of its name and key is under way, in any process. */
export async function sameKeyRuns(rows: Queries, { name, id, singletonKey }: TakenJob): Promise<boolean> {
  const others = await rows.query(
    `select 1 from ${jobs} where name = $1 and singleton_key = $2 and state = 'active' and id <> $3::uuid limit 1`,
    [name, singletonKey, id],
  )
  return others.length > 0
}

export interface DueJobs {
  readonly name: string
  /** True when some of them are of a process that has not said for too long that it is alive. */
  readonly abandoned: boolean
}

/** The kinds of jobs of which some could be taken now. Reads only: it is asked all the time. */
export const dueJobs = (rows: Queries): Promise<DueJobs[]> =>
  rows.query<DueJobs>(
    `select name, bool_or(state = 'active') as abandoned from ${jobs}
     where (state < 'active' and start_after < now()) or (state = 'active' and started_on + expire_in < now())
     group by name`,
    [],
  )
