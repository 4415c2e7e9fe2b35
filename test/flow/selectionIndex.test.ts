import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import type { WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import type { CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import type { PaneSocket } from "../support/paneSocket.ts"
import { recordingLog } from "../support/recordingLog.ts"
import { scriptedModel, type SpokenReply } from "../support/scriptedModel.ts"
import { sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const staff: CellValue[][] = [
  ["Name", "Department", "Salary"],
  ["Ann", "Design", 5200],
  ["Bob", "Sales", 4100],
  ["Cleo", "Sales", 4700],
]

const selection = {
  worksheet: "Staff",
  address: "A1:C4",
  rowCount: 4,
  columnCount: 3,
  content: { worksheet: "Staff", address: "A1:C4", values: staff },
}

describe("the index of a selection", () => {
  let analyzer: WorkerAnalyzer
  let database: Database
  const log = recordingLog()
  let replies: readonly SpokenReply[] = []
  let asked = 0
  const model = scriptedModel(() => replies[Math.min(asked++, replies.length - 1)] ?? { chunks: ["Nothing."] })
  let server: TestServer
  before(async () => {
    analyzer = sharedAnalyzer()
    database = await sharedDatabase()
    server = await startTestServer({}, { database, analyzer, model, log })
    await analyzer.ready()
  })
  after(() => server.close())

  const open = async (user: string): Promise<PaneSocket> => server.connect(user, await server.createSession(user))

  /** Type and address of an owner's chunks, once there are so many. */
  async function chunksOf(user: string, count: number): Promise<{ type: string; address: string }[]> {
    for (;;) {
      const rows = await database.asOwner({ tenantId: "local", userId: user }, ({ unscoped: own }) =>
        own.query<{ type: string; address: string }>("select type, address from chunks order by type, address", []),
      )
      if (rows.length >= count) return rows
      await wait(5)
    }
  }

  it("indexes the selection that a question brings, and says nothing of its cells in the log", async () => {
    const pane = await open("index-gus")
    asked = 0
    replies = [{ chunks: ["Fine."] }]
    pane.ask("m1", "Who is in Sales?", selection)
    await pane.next("assistant_response_complete")
    const stored = await chunksOf("index-gus", 3)
    assert.deepEqual(stored, [
      { type: "data", address: "A2:C4" },
      { type: "header", address: "A1:C4" },
      { type: "statistics", address: "A2:C4" },
    ])
    const offered = model.requests.at(-1)?.tools.map(({ name }) => name)
    assert.deepEqual(
      offered,
      ["describe_range", "query_range", "search_workbook"],
      "without a pane nothing can be read",
    )
    assert.doesNotMatch(JSON.stringify(log.events), /Cleo|Design|4100/)
  })

  it("indexes a large selection beside its answer", async () => {
    const pane = await open("index-ida")
    asked = 0
    replies = [{ chunks: ["Fine."] }]
    const values = [["Name", "Points"], ...Array.from({ length: 1999 }, (_, at) => [`Customer ${at}`, at])]
    const content = { worksheet: "Points", address: "A1:B2000", values }
    pane.ask("m1", "Hello", { worksheet: "Points", address: "A1:B2000", rowCount: 2000, columnCount: 2, content })
    await pane.next("assistant_response_complete")
    const rows = await chunksOf("index-ida", 40)
    assert.ok(rows.some(({ type, address }) => type === "statistics" && address === "A2:B2000"))
  })

  it("answers while nothing can be stored of a selection", async () => {
    const refusing: Database = {
      ...database,
      asOwner: (owner, work) =>
        database.asOwner(owner, (rows) =>
          work({
            ...rows,
            query: (sql, values) =>
              /chunks|indexed_sheets/.test(sql)
                ? Promise.reject(new AppError("storage_unavailable", "The disk is full."))
                : rows.query(sql, values),
          }),
        ),
    }
    const failures = recordingLog()
    const other = await startTestServer({}, { database: refusing, analyzer, model, log: failures })
    const pane = await other.connect("index-hal", await other.createSession("index-hal"))
    asked = 0
    replies = [{ chunks: ["Fine."] }]
    pane.ask("m1", "Who is in Sales?", selection)
    assert.equal((await pane.next("assistant_response_complete")).ended, "complete")
    while (!failures.events.some(({ event }) => event === "index failed")) await wait(5)
    assert.ok(failures.events.some(({ event, code }) => event === "index failed" && code === "storage_unavailable"))
    await other.close()
  })
})
