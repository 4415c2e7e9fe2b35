import type { Db } from "pg-boss"
import type { Database } from "../database/database.ts"

/** What pg-boss runs its statements with. The transactions that it writes out itself become ours, which are rolled back when they fail. */
export const bossDatabase = (database: Database): Db => ({
  executeSql: async (text, values?: readonly unknown[]) => {
    const body = /^\s*BEGIN;([^]*)COMMIT;\s*$/.exec(text)?.[1]
    const rows = await (body === undefined
      ? database.query<unknown>(text, values)
      : database.transaction((transaction) => transaction.query<unknown>(body)))
    return { rows }
  },
})
