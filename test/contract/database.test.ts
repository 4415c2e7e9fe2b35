import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { databaseContract } from "./database.ts"

describe("the Database port over PGlite", () => {
  databaseContract(() => openPgliteDatabase(undefined))
})
