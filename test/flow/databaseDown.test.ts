import assert from "node:assert/strict"
import { scriptedModel } from "../support/scriptedModel.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../support/freshPostgres.ts"
import { noAnalyzer, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { tcpProxy, type TcpProxy } from "../support/tcpProxy.ts"

const sessions = "/api/conversations/sessions"

describe("a PostgreSQL server that goes away and comes back", function () {
  let postgres: FreshPostgres | undefined
  let proxy: TcpProxy
  let server: TestServer
  before(async function () {
    if (!hasPostgres()) this.skip()
    postgres = await freshPostgres()
    proxy = await tcpProxy(postgres.url)
    server = await startTestServer(
      { databaseUrl: proxy.url, retentionDays: 30 },
      { analyzer: noAnalyzer, model: scriptedModel(Array.from({ length: 9 }, () => ({ chunks: ["Forty-", "two."] }))) },
    )
  })
  after(async () => {
    if (!postgres) return
    await server.close()
    await proxy.close()
    await postgres.drop()
  })
  afterEach(() => proxy.restore())

  const expectDown = async (): Promise<void> => {
    const user = "ann"
    const token = await server.token(user)
    const replies = await Promise.all([
      server.request("POST", sessions, { token }),
      server.request("GET", `${sessions}?q=x`, { token }),
      server.request("GET", `${sessions}/00000000-0000-4000-8000-000000000000/history`, { token }),
      server.request("PATCH", `${sessions}/00000000-0000-4000-8000-000000000000`, { token, body: { title: "x" } }),
      server.request("DELETE", `${sessions}/00000000-0000-4000-8000-000000000000`, { token }),
    ])
    for (const reply of replies) {
      assert.equal(reply.status, 503)
      assert.equal(reply.body["code"], "storage_unavailable")
      assert.equal(reply.body["detail"], "The server cannot store or read anything right now; please try again later.")
    }
    assert.equal((await server.request("GET", "/health")).status, 200)
    assert.equal((await server.request("GET", "/ready")).status, 503)
  }
  /** A whole round: a chat is made, asked and found. */
  const expectUp = async (user: string): Promise<void> => {
    const sessionId = await server.createSession(user)
    const pane = await server.connect(user, sessionId)
    pane.ask("m1", "What?")
    assert.equal((await pane.next("assistant_response_complete")).notice, null)
    const history = await server.request("GET", `${sessions}/${sessionId}/history`, { user })
    assert.equal((history.body["messages"] as unknown[]).length, 2)
    assert.equal((await server.request("GET", "/ready")).status, 200)
  }

  for (const [how, take] of [
    ["refuses connections", () => proxy.cut()],
    // In less than six seconds, or the answer below would come without its notice: the record waits five.
    [
      "answers nothing any more",
      async () => {
        proxy.freeze()
      },
    ],
  ] as const)
    it(`gets clear 503s while it ${how}, answers go on with a notice, and everything recovers by itself`, async () => {
      await expectUp(`before ${how}`)
      const sessionId = await server.createSession("ann")
      const pane = await server.connect("ann", sessionId)
      await take()
      pane.ask("m1", "What?")
      const complete = await pane.next("assistant_response_complete")
      assert.equal(complete.notice, "This answer could not be saved to the chat's history.")
      assert.equal(
        pane
          .of("assistant_response_chunk")
          .map(({ content }) => content)
          .join(""),
        "Forty-two.",
      )
      await expectDown()
      await proxy.restore()
      await expectUp(`after ${how}`)
      pane.ask("m2", "And now?")
      assert.equal((await pane.next("assistant_response_complete", 2)).notice, null)
    })
})
