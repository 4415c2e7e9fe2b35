import type { Database } from "../../server/database/database.ts"
import { openPgDatabase } from "../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../support/freshPostgres.ts"
import { databaseContract } from "./database.ts"
import { rowLevelSecurityContract } from "./rowLevelSecurity.ts"

describe("the Database port over PGlite", function () {
  const open = (): Promise<Database> => openPgliteDatabase(undefined)
  databaseContract(open)
  describe("with our tables", () => rowLevelSecurityContract(open))
})

for (const [user, address] of [
  ["a role of little rights", (postgres: FreshPostgres) => postgres.url],
  ["a superuser", (postgres: FreshPostgres) => postgres.superuserUrl],
] as const)
  describe(`the Database port over a PostgreSQL server as ${user}`, function () {
    const used: FreshPostgres[] = []
    const open = async (): Promise<Database> => {
      const postgres = await freshPostgres()
      used.push(postgres)
      return openPgDatabase(address(postgres))
    }
    before(function () {
      if (!hasPostgres()) this.skip()
    })
    after(async () => {
      for (const postgres of used) await postgres.drop()
    })
    // Of their own, because a skipped suite still runs the after hooks that stand beside the one that skips.
    describe("alone", () => databaseContract(open))
    describe("with our tables", () => rowLevelSecurityContract(open))
  })
