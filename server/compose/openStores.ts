import { mkdir } from "node:fs/promises"
import type { Cache } from "../cache/cache.ts"
import type { Config } from "../config/config.ts"
import { expiringChats, startRetention } from "../conversation/retention.ts"
import type { Database } from "../database/database.ts"
import { migrate } from "../database/migrate.ts"
import { openPgDatabase } from "../database/pgDatabase.ts"
import { openPgliteDatabase } from "../database/pgliteDatabase.ts"
import { expiringFiles } from "../files/sweepFiles.ts"
import { expiringCollections } from "../knowledge/collections/collectionStore.ts"
import { expiringSheets } from "../knowledge/index/expiringSheets.ts"
import type { Log } from "../telemetry/log.ts"
import { expiringWorkbooks } from "../workbooks/storedWorkbooks.ts"
import type { OnClose } from "./onClose.ts"
import { openCache } from "./openCache.ts"
import type { Replacements } from "./replacements.ts"

export interface Stores {
  readonly database: Database
  readonly cache: Cache
}

/** Everything that keeps data: the migrated database with its retention, the cache and the data folder. */
export async function openStores(
  config: Config,
  replacements: Pick<Replacements, "database" | "cache">,
  log: Log,
  onClose: OnClose,
): Promise<Stores> {
  const database = replacements.database ?? (await openDatabase(config, onClose))
  const cache = replacements.cache ?? openCache(config, log)
  if (!replacements.cache) onClose(() => cache.close())
  if (config.retentionDays !== null)
    onClose(
      startRetention({
        database,
        log,
        days: config.retentionDays,
        expiring: [expiringChats, expiringSheets, expiringWorkbooks, expiringFiles, expiringCollections],
      }),
    )
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  return { database, cache }
}

async function openDatabase({ databaseUrl, dataDir }: Config, onClose: OnClose): Promise<Database> {
  const database = await (databaseUrl === undefined ? openPgliteDatabase(dataDir) : openPgDatabase(databaseUrl))
  onClose(() => database.close())
  await migrate(database)
  return database
}
