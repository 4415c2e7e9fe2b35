import { constants } from "node:fs"
import { access, mkdir } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { setImmediate as nextTurn } from "node:timers/promises"
import { PGlite, type Transaction } from "@electric-sql/pglite"
import { vector } from "@electric-sql/pglite-pgvector"
import { AppError } from "../../shared/errors.ts"
import type { Queries } from "./queries.ts"
import type { Database } from "./database.ts"
import { lockFolder } from "./folderLock.ts"
import { inTime, readyMs } from "./inTime.ts"
import { asMaintenanceOver, asOwnerOver } from "./scopes.ts"
import { translate } from "./storageFault.ts"

/**
 * PostgreSQL inside this process, kept in `<dataDir>/db`, or in memory without a folder.
 * @throws AppError storage_unavailable when the folder cannot be written, is in use by another process, or is damaged.
 */
export async function openPgliteDatabase(dataDir: string | undefined): Promise<Database> {
  if (dataDir === undefined) return adapt(await PGlite.create({ extensions: { vector } }), () => Promise.resolve())
  const folder = resolve(dataDir)
  await prepare(folder)
  const unlock = await lockFolder(folder)
  try {
    return adapt(await open(folder), unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function prepare(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
    await access(folder, constants.W_OK)
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : ""
    throw new AppError(
      "storage_unavailable",
      `The data folder ${folder} cannot be written${reason}: change its permissions or set DATA_DIR to another folder.`,
      { cause },
    )
  }
}

/** Not mkdir's own `recursive`: below a folder that takes no folders, such as /proc, it never returns. */
async function makeFolder(folder: string): Promise<void> {
  const make = (): Promise<void> => mkdir(folder, { mode: 0o700 })
  try {
    await make()
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined
    if (code === "EEXIST") return
    if (code !== "ENOENT") throw error
    await makeFolder(dirname(folder))
    await make()
  }
}

async function open(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(join(folder, "db"), { extensions: { vector } })
  } catch (cause) {
    throw new AppError(
      "storage_unavailable",
      `The database in ${join(folder, "db")} is damaged or not ours: move it away, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
}

function adapt(pglite: PGlite, unlock: () => Promise<void>): Database {
  const transaction = async <T>(work: (rows: Queries) => Promise<T>): Promise<T> => {
    let thrown: { readonly error: unknown } | undefined
    try {
      return await pglite.transaction((open) =>
        work({ query: (sql, values) => run(open, sql, values) }).catch((error: unknown) => {
          thrown = { error }
          throw error
        }),
      )
    } catch (error) {
      // What the work threw is not the database's fault.
      if (thrown) throw thrown.error
      return translate(() => Promise.reject(error as Error))
    }
  }
  return {
    query: (sql, values) => run(pglite, sql, values),
    asOwner: asOwnerOver(transaction),
    asMaintenance: asMaintenanceOver(transaction),
    transaction,
    ready: async () => {
      await inTime(run(pglite, "select 1"), readyMs)
    },
    close: async () => {
      try {
        if (!pglite.closed) await pglite.close()
      } finally {
        await unlock()
      }
    },
  }
}

function run<Row>(on: PGlite | Transaction, sql: string, values?: readonly unknown[]): Promise<Row[]> {
  return translate(async () => {
    // A statement runs on this thread: without it, nobody else would have a turn from the first of a transaction to the last.
    await nextTurn()
    if (values) return (await on.query<Row>(sql, [...values])).rows
    // Row types are the caller's promise about their own SQL, as in every driver.
    return ((await on.exec(sql)).at(-1)?.rows ?? []) as Row[]
  })
}
