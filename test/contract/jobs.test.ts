import assert from "node:assert/strict"
import { openPgDatabase } from "../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../support/freshPostgres.ts"
import { jobsContract } from "./jobs.ts"

describe("the Jobs port over PGlite", function () {
  jobsContract(() => openPgliteDatabase(undefined))
})

for (const [user, address] of [
  ["a role of little rights", (postgres: FreshPostgres) => postgres.url],
  ["a superuser", (postgres: FreshPostgres) => postgres.superuserUrl],
] as const)
  describe(`the Jobs port over a PostgreSQL server as ${user}`, function () {
    let postgres: FreshPostgres | undefined
    before(async function () {
      if (!hasPostgres()) this.skip()
      postgres = await freshPostgres()
    })
    after(() => postgres?.drop())
    // Of its own: see database.test.ts.
    describe("alone", () =>
      jobsContract(() => {
        assert.ok(postgres)
        return openPgDatabase(address(postgres))
      }))
  })
