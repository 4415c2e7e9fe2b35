import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { fileListSchema, type FileSummary } from "../../shared/files.ts"
import { recordingLog } from "../support/recordingLog.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { startTestServer, type TestServer } from "../support/startTestServer.ts"

export const orders = "Region,Sales\nNorth,10.5\nSouth,20\n"
const everyTable = [
  "files",
  "file_parts",
  "workbooks",
  "workbook_sheets",
  "workbook_blocks",
  "indexed_sheets",
  "chunks",
]

export interface FilesStage {
  readonly log: ReturnType<typeof recordingLog>
  /** From the first test on. */
  readonly database: Database
  /** From the first test on. */
  readonly server: TestServer
  readonly listed: (user: string) => Promise<readonly FileSummary[]>
  /** How many rows of each table are of this user, who is known; tables without any are left out. */
  readonly rowsOf: (user: string) => Promise<Record<string, number>>
  /** A user whose rows can be counted. */
  readonly known: (user: string) => Promise<string>
}

/** A server with a database of its own for the tests of the suite around. */
export function filesStage(): FilesStage {
  const log = recordingLog()
  let database: Database
  let server: TestServer
  before(async () => {
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database, log, analyzer: sharedAnalyzer() })
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  return {
    log,
    get database() {
      return database
    },
    get server() {
      return server
    },
    listed: async (user) => fileListSchema.parse((await server.request("GET", "/api/files", { user })).body).files,
    rowsOf: async (user) => {
      const [owner] = await database.query<{ user_id: string }>("select user_id from sessions where title = $1", [user])
      const counts: Record<string, number> = {}
      for (const table of everyTable) {
        const [row] = await database.query<{ count: number }>(
          `select count(*) as count from ${table} where user_id = $1`,
          [owner?.user_id],
        )
        if (row && row.count > 0) counts[table] = row.count
      }
      return counts
    },
    known: async (user) => {
      await server.request("POST", "/api/conversations/sessions", { user, body: { title: user } })
      return user
    },
  }
}
