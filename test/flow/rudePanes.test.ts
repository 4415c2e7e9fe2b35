import assert from "node:assert/strict"
import { request as httpRequest } from "node:http"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import { ticketsIn } from "../../server/auth/tickets.ts"
import type { Database } from "../../server/database/database.ts"
import type { LanguageModel } from "../../server/models/languageModel.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import type { PaneSocket } from "../support/paneSocket.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const owner = (userId: string) => ({ tenantId: "local", userId })

describe("a sign-in that ends while the socket is open", () => {
  const cache = memoryCache()
  const tickets = ticketsIn(cache)
  let server: TestServer
  before(async () => {
    const model = scriptedModel([{ chunks: ["Yes."] }])
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), cache, model })
  })
  after(async () => {
    await server.close()
    await cache.close()
  })

  /** A ticket from a sign-in that ends so many milliseconds from now. */
  const ticketFor = async (user: string, endsInMs: number): Promise<string> =>
    (await tickets.issue({ owner: owner(user), endsAt: Date.now() + endsInMs })).ticket

  it("says when it ends, and closes the socket then", async () => {
    const ticket = await ticketFor("ann", 3000)
    const pane = await server.connect("ann", await server.createSession("ann"), { ticket })
    const { signedInForMs } = await pane.next("connection_established")
    assert.ok(signedInForMs > 0 && signedInForMs <= 3000, String(signedInForMs))
    assert.deepEqual(await pane.closed, { code: 4003, reason: "unauthenticated" })
  })

  it("goes on with a fresh ticket", async () => {
    const ticket = await ticketFor("bea", 3000)
    const pane = await server.connect("bea", await server.createSession("bea"), { ticket })
    pane.send({ type: "renew", ticket: await ticketFor("bea", 3_600_000) })
    const renewed = await pane.next("renewed")
    assert.ok(renewed.signedInForMs > 3_500_000, String(renewed.signedInForMs))
    await new Promise((resolve) => setTimeout(resolve, 3100))
    pane.ask("m1", "Still there?")
    assert.equal((await pane.next("assistant_response_complete")).ended, "complete")
  })

  it("is not renewed by a made-up ticket, a spent one, somebody else's or another session's", async () => {
    const spent = await ticketFor("cat", 60_000)
    const sessionId = await server.createSession("cat")
    await server.connect("cat", sessionId, { ticket: spent })
    const elsewhere = await tickets.issue({ owner: owner("cat"), endsAt: Date.now() + 60_000 }, "another-session")
    for (const ticket of ["made-up", spent, await ticketFor("dan", 60_000), elsewhere.ticket]) {
      const pane = await server.connect("cat", sessionId)
      pane.send({ type: "renew", ticket })
      assert.equal((await pane.closed).code, 4003)
    }
  })

  it("may end in a year: no timer overflows", async () => {
    const ticket = await ticketFor("eve", 400 * 24 * 3_600_000)
    const pane = await server.connect("eve", await server.createSession("eve"), { ticket })
    pane.ask("m1", "Still there?")
    await pane.next("assistant_response_complete")
  })
})

describe("rude panes", () => {
  it("that open one line after the other are refused at the 33rd, whichever way it comes, and nobody else is", async () => {
    const database = await sharedDatabase()
    let delayMs = 0
    const slow: Database = {
      ...database,
      asOwner: async (owner, work) => {
        await new Promise((resolve) => setTimeout(resolve, delayMs))
        return database.asOwner(owner, work)
      },
    }
    const server = await startTestServer({}, { analyzer: noAnalyzer, database: slow })
    try {
      const token = await server.token("ann")
      const newSession = async (): Promise<string> =>
        String((await server.request("POST", "/api/conversations/sessions", { token })).body["sessionId"])
      const connect = async (sessionId: string): Promise<PaneSocket> => {
        const { body } = await server.request("POST", "/api/ws-ticket", { token })
        return server.connect("ann", sessionId, { ticket: String(body["ticket"]) })
      }
      const sessionId = await newSession()
      // Who hangs up before the stream has begun is not counted for ever.
      delayMs = 200
      const headers = { authorization: `Bearer ${token}` }
      for (let count = 0; count < 32; count++) {
        const hasty = httpRequest(`${server.url}/api/chat/${sessionId}/events`, { headers })
        hasty.on("error", () => undefined)
        hasty.end()
        setTimeout(() => hasty.destroy(), 100)
      }
      await new Promise((resolve) => setTimeout(resolve, 3100))
      delayMs = 0
      const panes: PaneSocket[] = []
      for (let count = 0; count < 32; count++) panes.push(await connect(await newSession()))
      await assert.rejects(connect(sessionId), { status: 429 })
      const refused = await server.request("GET", `/api/chat/${sessionId}/events`, { token })
      assert.deepEqual([refused.status, refused.body["code"]], [429, "rate_limited"])
      await server.connect("bob", await server.createSession("bob"))

      panes[0]?.socket.close()
      await panes[0]?.closed
      await connect(sessionId)
    } finally {
      await server.close()
    }
  })

  it("that send too many messages are refused, then cut off, and nobody else is", async () => {
    const model = scriptedModel([{ chunks: ["Yes."] }])
    const server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
    try {
      const rude = await server.connect("ann", await server.createSession("ann"))
      const other = await server.connect("bob", await server.createSession("bob"))
      for (let count = 0; count < 6000; count++) rude.send({ type: "heartbeat" })
      assert.equal((await rude.closed).code, 1008)
      assert.equal(rude.of("error")[0]?.code, "rate_limited")
      other.ask("m1", "Still there?")
      assert.equal((await other.next("assistant_response_complete")).ended, "complete")
    } finally {
      await server.close()
    }
  })

  it("that read nothing hold up no answer, and get everything when they read again", async () => {
    const content = "x".repeat(1000)
    const chunks = 50
    const model: LanguageModel = {
      name: "long",
      async *stream() {
        for (let index = 0; index < chunks; index++) {
          yield { kind: "text", text: `${index} ${content}` }
          await new Promise((resolve) => setImmediate(resolve))
        }
        yield { kind: "done", reason: "stop", usage: null }
      },
    }
    const server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
    try {
      const sessionId = await server.createSession("ann")
      const slow = await server.connect("ann", sessionId)
      slow.ask("m1", "Tell me everything")
      await slow.next("assistant_response_start")
      slow.socket.pause()
      // The answer is complete and stored although the pane has not read it.
      for (;;) {
        const { body } = await server.request("GET", `/api/conversations/sessions/${sessionId}/history`, {
          user: "ann",
        })
        if ((body["messages"] as unknown[]).length === 2) break
      }
      slow.socket.resume()
      await slow.next("assistant_response_complete")
      assert.deepEqual(
        slow.of("assistant_response_chunk").map(({ chunkIndex }) => chunkIndex),
        Array.from({ length: chunks }, (_, index) => index),
      )
    } finally {
      await server.close()
    }
  })

  it("that open ten thousand sockets without a ticket are all refused, and a good one gets in", async () => {
    const model = scriptedModel([{ chunks: ["Yes."] }])
    const server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
    try {
      const sessionId = await server.createSession("ann")
      const statuses = new Map<number, number>()
      const attempt = (): Promise<void> =>
        new Promise((resolve, reject) => {
          const headers = {
            connection: "Upgrade",
            upgrade: "websocket",
            "sec-websocket-version": "13",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
          }
          const request = httpRequest(`${server.url}/ws/chat/${sessionId}`, { headers, agent: false })
          request.on("response", (response) => {
            const status = response.statusCode ?? 0
            statuses.set(status, (statuses.get(status) ?? 0) + 1)
            response.resume().on("end", resolve)
          })
          request.on("upgrade", () => reject(new Error("a socket without a ticket was opened")))
          request.on("error", reject)
          request.end()
        })
      for (let batch = 0; batch < 50; batch++) await Promise.all(Array.from({ length: 200 }, attempt))
      assert.deepEqual([...statuses], [[401, 10_000]])
      const pane = await server.connect("ann", sessionId)
      pane.ask("m1", "Still there?")
      await pane.next("assistant_response_complete")
    } finally {
      await server.close()
    }
  })
})
