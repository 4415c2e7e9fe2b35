import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { databaseContract } from "./database.ts"

describe("the Database port over PGlite", function () {
  this.timeout(60_000)
  databaseContract(() => openPgliteDatabase(undefined))
})
