import assert from "node:assert/strict"
import { connect as connectLine } from "node:net"
import { PaneSocket, UpgradeRefused } from "../support/paneSocket.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

describe("the socket's door", () => {
  let server: TestServer
  let sessionId: string
  before(async () => {
    const model = scriptedModel([{ chunks: ["Yes."] }])
    server = await startTestServer(
      { allowedOrigins: ["https://addin.example.com"], questionsPerMinute: 3 },
      { analyzer: noAnalyzer, database: await sharedDatabase(), model },
    )
    sessionId = await server.createSession("ann")
  })
  after(() => server.close())

  const refusal = async (attempt: Promise<unknown>): Promise<[number, unknown]> => {
    const error = await attempt.then(
      () => assert.fail("the socket opened"),
      (thrown: unknown) => thrown,
    )
    assert.ok(error instanceof UpgradeRefused, String(error))
    return [error.status, (JSON.parse(error.body) as { code: unknown }).code]
  }

  it("greets with the session, the time, the heartbeat's interval and where the numbers stand", async () => {
    const pane = await server.connect("ann", sessionId)
    const [greeting] = pane.of("connection_established")
    assert.equal(greeting?.sessionId, sessionId)
    assert.equal(greeting.heartbeatInterval, 20_000)
    assert.equal(greeting.lastSeq, 0)
    assert.equal(greeting.requestId, null)
  })

  it("refuses a socket without a ticket, with a made-up one and with a spent one", async () => {
    const address = `${server.url.replace("http", "ws")}/ws/chat/${sessionId}`
    assert.deepEqual(await refusal(PaneSocket.open(address)), [401, "unauthenticated"])
    assert.deepEqual(await refusal(PaneSocket.open(`${address}?ticket=made-up`)), [401, "unauthenticated"])
    const ticket = await server.ticket("ann")
    await server.connect("ann", sessionId, { ticket })
    assert.deepEqual(await refusal(server.connect("ann", sessionId, { ticket })), [401, "unauthenticated"])
  })

  it("refuses another owner's session like one that does not exist", async () => {
    assert.deepEqual(await refusal(server.connect("bob", sessionId)), [404, "not_found"])
    assert.deepEqual(await refusal(server.connect("bob", "00000000-0000-4000-8000-000000000000")), [404, "not_found"])
  })

  it("refuses what is no address at all, and does not keep the line of a peer that never hangs up", async () => {
    const { port } = new URL(server.url)
    for (const path of ["/ws/chat/x?ticket=1", "//"]) {
      const line = connectLine({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true })
      const replies: string[] = []
      line.on("data", (data) => replies.push(String(data)))
      // What the peer still says is answered by a reset once the server has let go.
      const gone = new Promise<void>((resolve) => line.once("error", () => resolve()))
      await new Promise<void>((resolve) => {
        line.once("end", resolve)
        line.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      })
      assert.match(replies.join(""), path === "//" ? /^HTTP\/1\.1 404 / : /^HTTP\/1\.1 401 /)
      const talk = setInterval(() => line.write("still here"), 20)
      await gone
      clearInterval(talk)
      line.destroy()
    }
  })

  it("refuses another address", async () => {
    const ticket = await server.ticket("ann")
    const address = `${server.url.replace("http", "ws")}/ws/other/${sessionId}?ticket=${ticket}`
    assert.deepEqual(await refusal(PaneSocket.open(address)), [404, "not_found"])
  })

  it("lets its own and an allowed origin in, and no other", async () => {
    for (const origin of [server.url, "https://addin.example.com"])
      assert.ok(await server.connect("ann", sessionId, { headers: { origin } }))
    for (const origin of ["https://evil.example.com", "null", server.url.replace("localhost", "evil.example.com")])
      assert.deepEqual(await refusal(server.connect("ann", sessionId, { headers: { origin } })), [403, "forbidden"])
  })

  it("refuses what it cannot read, names the question where it can, and the session goes on", async () => {
    const pane = await server.connect("cal", await server.createSession("cal"))
    const garbage: [string | Buffer, string, string | undefined][] = [
      ["{", "invalid_request", undefined],
      ["", "invalid_request", undefined],
      ["[]", "unsupported_version", undefined],
      ["null", "unsupported_version", undefined],
      ['{"v":2,"type":"user_message","messageId":"m0","content":"hi"}', "unsupported_version", "m0"],
      ['{"v":1,"type":"dance"}', "invalid_request", undefined],
      ['{"v":1,"type":"user_message","messageId":"m0","content":"  "}', "invalid_request", "m0"],
      [`{"v":1,"type":"user_message","messageId":"m0","content":"${"a".repeat(8001)}"}`, "invalid_request", "m0"],
      ['{"v":1,"type":"resume","afterSeq":-1}', "invalid_request", undefined],
      [
        '{"v":1,"type":"range_content","readId":"x","content":{"worksheet":"S","address":"A1","values":[[1,2]]}}',
        "invalid_request",
        undefined,
      ],
      [`${"[".repeat(100_000)}${"]".repeat(100_000)}`, "unsupported_version", undefined],
      ['{"v":1,"type":"stop","__proto__":{"polluted":true},"requestId":7}', "invalid_request", undefined],
      [Buffer.from([0, 1, 2]), "invalid_request", undefined],
    ]
    for (const [index, [text, code, messageId]] of garbage.entries()) {
      pane.socket.send(text)
      const error = await pane.next("error", index + 1)
      assert.deepEqual(
        [error.code, error.messageId, error.requestId],
        [code, messageId, undefined],
        String(text).slice(0, 80),
      )
    }
    pane.send({ type: "range_failed", readId: "nobody-asked", code: "excel_failed", message: "no" })
    pane.ask("m1", "Still there?")
    assert.equal((await pane.next("assistant_response_complete")).ended, "complete")
  })

  it("answers a message over 8 MB with a clear error and goes on", async () => {
    const pane = await server.connect("deb", await server.createSession("deb"))
    pane.sendText(
      JSON.stringify({ v: 1, type: "user_message", messageId: "big", content: "x".repeat(9 * 1024 * 1024) }),
    )
    const error = await pane.next("error")
    assert.deepEqual([error.code, error.messageId], ["message_too_large", "big"])
    pane.ask("m1", "Still there?")
    await pane.next("assistant_response_complete")
  })

  it("closes a connection that sends something absurdly large, and nobody else's", async () => {
    const other = await server.connect("eli", await server.createSession("eli"))
    const pane = await server.connect("flo", await server.createSession("flo"))
    pane.socket.on("error", () => undefined) // the server closes while we are still writing
    pane.sendText("x".repeat(17 * 1024 * 1024))
    const { code } = await pane.closed
    assert.ok(code === 1009 || code === 1006, String(code))
    other.ask("m1", "Still there?")
    await other.next("assistant_response_complete")
  })

  it("limits the questions of an owner over all sessions, not those of others", async () => {
    const first = await server.connect("gil", await server.createSession("gil"))
    for (const count of [1, 2]) {
      first.ask(`m${count}`, "Again?")
      await first.next("assistant_response_complete", count)
    }
    const second = await server.connect("gil", await server.createSession("gil"))
    second.ask("m3", "Again?")
    await second.next("assistant_response_complete")
    second.ask("m4", "Again?")
    const error = await second.next("error")
    assert.deepEqual([error.code, error.messageId, error.retryable], ["rate_limited", "m4", true])
    assert.match(error.message, /^At most 3 questions a minute are answered; please try again in \d+ seconds?\.$/)
    const rest = await server.request("POST", "/api/chat", { user: "gil", body: { message: "Again?" } })
    assert.deepEqual([rest.status, rest.body["code"]], [429, "rate_limited"])
    const other = await server.request("POST", "/api/chat", { user: "hob", body: { message: "Again?" } })
    assert.equal(other.status, 200)
  })
})

describe("heartbeats", () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), heartbeatMs: 300 })
  })
  after(() => server.close())

  it("come by themselves, and a pane whose browser answers pings stays", async () => {
    const pane = await server.connect("ann", await server.createSession("ann"))
    await pane.next("heartbeat", 5)
    assert.equal(pane.socket.readyState, pane.socket.OPEN)
  })

  it("end a connection whose peer is silent, but not one that only sends", async () => {
    const open = async (user: string): Promise<PaneSocket> => {
      const [session, ticket] = [await server.createSession(user), await server.ticket(user)]
      return PaneSocket.open(`${server.url.replace("http", "ws")}/ws/chat/${session}?ticket=${ticket}`, {}, false)
    }
    const sender = await open("bob")
    const timer = setInterval(() => sender.send({ type: "heartbeat" }), 20)
    const silent = await open("cat")
    assert.equal((await silent.closed).code, 1006)
    assert.equal(sender.socket.readyState, sender.socket.OPEN)
    clearInterval(timer)
    sender.cut()
  })
})
