import { readdir, readFile } from "node:fs/promises"
import { AppError } from "../../shared/errors.ts"
import type { Queries } from "./queries.ts"
import type { Database } from "./database.ts"
import { prepareRowsRole } from "./rowsRole.ts"
import { startFault } from "./startFault.ts"

const ownMigrations = new URL("./migrations/", import.meta.url)

// Any number, the same in every process, that nothing else in the database uses.
const lockKey = 7_215_301

/**
 * Applies every migration that has not been applied yet, in the order of the file names, in one transaction under a lock.
 * @throws AppError storage_unavailable when the database was written by a newer version, or when its server lacks something.
 */
export async function migrate(database: Database, folder: URL = ownMigrations): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort()
  const work = async (transaction: Queries): Promise<void> => {
    await transaction.query(`select pg_advisory_xact_lock(${lockKey})`)
    await transaction.query(
      "create table if not exists migrations (name text primary key, applied_at timestamptz not null)",
    )
    const rows = await transaction.query<{ name: string }>("select name from migrations", [])
    const applied = new Set(rows.map((row) => row.name))
    const unknown = [...applied].find((name) => !names.includes(name))
    if (unknown)
      throw new AppError(
        "storage_unavailable",
        `The database was written by a newer version (${unknown}): update this program, or choose another with DATABASE_URL or DATA_DIR.`,
      )
    // Row-level security binds the tables' owner too, and a migration changes everybody's rows.
    await transaction.query("select set_config('app.scope', 'maintenance', true)")
    for (const name of names.filter((name) => !applied.has(name))) {
      await transaction.query(await readFile(new URL(name, folder), "utf8"))
      await transaction.query("insert into migrations (name, applied_at) values ($1, now())", [name])
    }
    await prepareRowsRole(transaction)
  }
  try {
    await database.transaction(work)
  } catch (error) {
    throw startFault(error)
  }
}
