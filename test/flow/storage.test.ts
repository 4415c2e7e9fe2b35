import assert from "node:assert/strict"
import type { Database } from "../../server/database/database.ts"
import { databaseThatIsDown } from "../support/databaseThatIsDown.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

/** The real database until it is switched off. */
function fragile(real: Database): Database & { broken: boolean } {
  const present = (): Database => (database.broken ? databaseThatIsDown : real)
  const database: Database & { broken: boolean } = {
    broken: false,
    query: (sql, values) => present().query(sql, values),
    transaction: (work) => present().transaction(work),
    asOwner: (owner, work) => present().asOwner(owner, work),
    asMaintenance: (work) => present().asMaintenance(work),
    ready: () => present().ready(),
    close: () => Promise.resolve(),
  }
  return database
}

describe("a storage that fails", () => {
  let server: TestServer
  let database: Database & { broken: boolean }
  beforeEach(async () => {
    database = fragile(await sharedDatabase())
    server = await startTestServer(
      {},
      { analyzer: noAnalyzer, database, model: scriptedModel([{ chunks: ["Forty-two."] }]) },
    )
  })
  afterEach(() => server.close())

  it("does not cost the answer: it streams and says that it is not in the history", async () => {
    const pane = await server.connect("ann", await server.createSession("ann"))
    database.broken = true
    pane.ask("m1", "What?")
    const complete = await pane.next("assistant_response_complete")
    assert.equal(complete.notice, "This answer could not be saved to the chat's history.")
    assert.deepEqual(
      pane.of("assistant_response_chunk").map(({ content }) => content),
      ["Forty-two."],
    )
  })

  it("lets a pane reconnect to its chat meanwhile, and saves again when it is back", async () => {
    const sessionId = await server.createSession("bob")
    database.broken = true
    const pane = await server.connect("bob", sessionId)
    pane.ask("m1", "What?")
    await pane.next("assistant_response_complete")
    database.broken = false
    pane.ask("m2", "And now?")
    assert.equal((await pane.next("assistant_response_complete", 2)).notice, null)
    const history = await server.request("GET", `/api/conversations/sessions/${sessionId}/history`, { user: "bob" })
    assert.deepEqual(
      (history.body["messages"] as { messageId: string }[]).map(({ messageId }) => messageId),
      ["m2", "m2"],
    )
  })

  it("answers 503 storage_unavailable where nothing can be done without it", async () => {
    database.broken = true
    for (const [method, path] of [
      ["POST", "/api/conversations/sessions"],
      ["GET", "/api/conversations/sessions"],
      ["GET", "/api/conversations/sessions/00000000-0000-4000-8000-000000000000/history"],
    ] as const) {
      const reply = await server.request(method, path, { user: "ann" })
      assert.deepEqual([reply.status, reply.body["code"]], [503, "storage_unavailable"])
    }
    assert.equal((await server.request("GET", "/health")).status, 200)
  })
})
