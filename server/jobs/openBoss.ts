import PgBoss from "pg-boss"
import type { Database } from "../database/database.ts"
import { bossDatabase } from "./bossDatabase.ts"
import { bossSchema } from "./jobRows.ts"
import { jobNames } from "./jobs.ts"

/** Archiving of jobs that failed for good; those that were done are deleted at once. */
const maintenanceSeconds = 10 * 60

/** pg-boss over our database, with its tables and a queue for every kind of job. @throws AppError storage_unavailable. */
export async function openBoss(database: Database, onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    db: bossDatabase(database),
    schema: bossSchema,
    schedule: false,
    maintenanceIntervalSeconds: maintenanceSeconds,
    deleteAfterHours: 24,
  })
  boss.on("error", onError)
  await boss.start()
  try {
    // `short`: of one key, one waits.
    for (const name of jobNames) await boss.createQueue(name, { name, policy: "short" })
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
  return boss
}
