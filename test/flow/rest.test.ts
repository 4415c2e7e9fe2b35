import assert from "node:assert/strict"
import { steppedModel } from "../support/steppedModel.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { scriptedModel } from "../support/scriptedModel.ts"

describe("the REST interface", () => {
  let server: TestServer
  before(async () => {
    const model = scriptedModel([{ chunks: ["Good ", "day."] }])
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
  })
  after(() => server.close())

  it("tells everybody how it is and what the pane must know", async () => {
    const health = await server.request("GET", "/health")
    assert.equal(health.status, 200)
    const { uptimeSeconds, ...rest } = health.body
    assert.equal(typeof uptimeSeconds, "number")
    assert.deepEqual(rest, { status: "ok", version: "0.2.0", authMode: "local", answeredBy: "model" })
    assert.deepEqual((await server.request("GET", "/api/settings")).body, {
      authMode: "local",
      answeredBy: "model",
      model: "scripted",
      embeddedBy: null,
      cellsPerQuestion: 2_000_000,
      entra: null,
    })
  })

  it("creates and lists sessions for their owner alone", async () => {
    const made = await server.request("POST", "/api/conversations/sessions", { user: "liz", body: { title: " Q3 " } })
    assert.equal(made.status, 201)
    assert.equal(made.body["title"], "Q3")
    const mine = await server.request("GET", "/api/conversations/sessions", { user: "liz" })
    assert.deepEqual(mine.body, { sessions: [made.body], nextCursor: null })
    assert.deepEqual((await server.request("GET", "/api/conversations/sessions", { user: "max" })).body, {
      sessions: [],
      nextCursor: null,
    })
  })

  it("hides another owner's session like one that does not exist", async () => {
    const sessionId = await server.createSession("liz")
    const path = (id: string): string => `/api/conversations/sessions/${id}/history`
    const foreign = await server.request("GET", path(sessionId), { user: "max" })
    const missing = await server.request("GET", path("00000000-0000-4000-8000-000000000000"), { user: "max" })
    assert.equal(foreign.status, 404)
    assert.deepEqual({ ...foreign.body, requestId: null }, { ...missing.body, requestId: null })
    const chat = await server.request("POST", "/api/chat", { user: "max", body: { message: "Hi", sessionId } })
    assert.equal(chat.status, 404)
  })

  it("answers a script's question and keeps it in the session", async () => {
    const reply = await server.request("POST", "/api/chat", { user: "ned", body: { message: "Good morning" } })
    assert.equal(reply.status, 200)
    assert.equal(reply.body["response"], "Good day.")
    const metadata = reply.body["metadata"] as Record<string, unknown>
    assert.equal(metadata["answeredBy"], "model")
    assert.equal(metadata["model"], "scripted")
    assert.equal(metadata["intent"], "general")
    assert.deepEqual(metadata["sources"], [])
    const history = await server.request(
      "GET",
      `/api/conversations/sessions/${String(metadata["sessionId"])}/history`,
      { user: "ned" },
    )
    assert.equal((history.body["messages"] as unknown[]).length, 2)
  })

  it("takes `content` for `message`", async () => {
    const reply = await server.request("POST", "/api/chat", { user: "ned", body: { content: "Good morning" } })
    assert.equal(reply.body["response"], "Good day.")
  })

  it("keeps text that PostgreSQL's own types refuse", async () => {
    const message = "NUL \u0000, half \ud83d, quote ' and \\u0000"
    const reply = await server.request("POST", "/api/chat", { user: "ola", body: { message } })
    assert.equal(reply.status, 200)
    const { sessionId } = reply.body["metadata"] as { sessionId: string }
    const history = await server.request("GET", `/api/conversations/sessions/${sessionId}/history`, { user: "ola" })
    assert.equal((history.body["messages"] as { content: string }[])[0]?.content, message)
  })

  const problems: [
    string,
    string,
    string,
    { user?: string; token?: string; body?: unknown; headers?: Record<string, string> },
    number,
    string,
  ][] = [
    ["a request without a token", "GET", "/api/conversations/sessions", {}, 401, "unauthenticated"],
    ["a bad token", "GET", "/api/conversations/sessions", { token: "a.b.c" }, 401, "unauthenticated"],
    [
      "basic authentication",
      "GET",
      "/api/conversations/sessions",
      { headers: { authorization: "Basic YTpi" } },
      401,
      "unauthenticated",
    ],
    ["an unknown address of the interface", "GET", "/api/nothing", { user: "ann" }, 404, "not_found"],
    ["an unknown page", "GET", "/nothing.html", {}, 404, "not_found"],
    ["a path that climbs out", "GET", "/assets/..%2f..%2fpackage.json", {}, 404, "not_found"],
    [
      "a path that cannot be decoded",
      "GET",
      "/api/conversations/sessions/%ff/history",
      { user: "ann" },
      400,
      "invalid_request",
    ],
    ["a body that is no JSON", "POST", "/api/chat", { user: "ann", body: "{no" }, 400, "invalid_request"],
    ["a question without words", "POST", "/api/chat", { user: "ann", body: { message: "  " } }, 400, "invalid_request"],
    ["no question", "POST", "/api/chat", { user: "ann", body: {} }, 400, "invalid_request"],
    [
      "a question of 8,001 characters",
      "POST",
      "/api/chat",
      { user: "ann", body: { message: "a".repeat(8001) } },
      400,
      "invalid_request",
    ],
    [
      "an address without cells",
      "POST",
      "/api/chat",
      {
        user: "ann",
        body: { message: "Sum?", selection: { worksheet: "S", address: "A1:B2", rowCount: 2, columnCount: 2 } },
      },
      400,
      "invalid_request",
    ],
    [
      "an id that is none",
      "POST",
      "/api/chat",
      { user: "ann", body: { message: "Hi", sessionId: "' or 1=1 --" } },
      404,
      "not_found",
    ],
    ["an id with NUL", "GET", "/api/conversations/sessions/%00/history", { user: "ann" }, 404, "not_found"],
    ["a user without a name", "POST", "/auth/local/token", { body: { user: " " } }, 400, "invalid_request"],
    [
      "a user with control characters",
      "POST",
      "/auth/local/token",
      { body: { user: "a\u0000b" } },
      400,
      "invalid_request",
    ],
    ["a ticket without signing in", "POST", "/api/ws-ticket", {}, 401, "unauthenticated"],
    ["another host's name", "GET", "/health", { headers: { host: "evil.example.com" } }, 403, "forbidden"],
  ]
  for (const [name, method, path, options, status, code] of problems)
    it(`answers ${name} with ${status} ${code}`, async () => {
      const reply = options.headers?.["host"]
        ? await withHost(server.url, options.headers["host"])
        : await server.request(method, path, options)
      assert.equal(reply.status, status)
      assert.equal(reply.body["code"], code)
      assert.equal(reply.body["status"], status)
      assert.equal(reply.body["type"], "about:blank")
      assert.equal(typeof reply.body["detail"], "string")
    })

  it("refuses a body over 32 MB", async () => {
    const body = { message: "Hi", filler: "x".repeat(33 * 1024 * 1024) }
    const reply = await server.request("POST", "/api/chat", { user: "ann", body })
    assert.deepEqual([reply.status, reply.body["code"]], [413, "message_too_large"])
  })

  it("says nothing of what it runs on, and forbids everything to a reply that is no page", async () => {
    const { headers } = await server.request("GET", "/api/settings")
    assert.equal(headers.get("x-powered-by"), null)
    assert.equal(headers.get("x-content-type-options"), "nosniff")
    assert.equal(headers.get("content-security-policy"), "default-src 'none';frame-ancestors 'none'")
    assert.equal(headers.get("strict-transport-security"), null)
    assert.match(headers.get("x-request-id") ?? "", /^[\da-f-]{36}$/)
  })

  it("publishes the local issuer's public key and nothing of the private one", async () => {
    const { body } = await server.request("GET", "/auth/local/jwks.json")
    assert.deepEqual(Object.keys((body["keys"] as object[])[0] ?? {}), ["kid", "kty", "alg", "use", "n", "e"])
  })

  it("refuses a second question of a session while one is answered", async () => {
    const model = steppedModel()
    const busy = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
    try {
      const sessionId = await busy.createSession("pam")
      const first = busy.request("POST", "/api/chat", { user: "pam", body: { message: "One", sessionId } })
      await model.asked(1)
      const second = await busy.request("POST", "/api/chat", { user: "pam", body: { message: "Two", sessionId } })
      assert.deepEqual([second.status, second.body["code"]], [409, "turn_running"])
      await model.say("Done.")
      await model.finish()
      assert.equal((await first).body["response"], "Done.")
    } finally {
      await busy.close()
    }
  })
})

/** fetch does not let a program choose the Host header. */
async function withHost(url: string, host: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const { request } = await import("node:http")
  return new Promise((resolve, reject) => {
    request(`${url}/health`, { headers: { host } }, (response) => {
      let text = ""
      response.on("data", (chunk) => (text += String(chunk)))
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }),
      )
    })
      .on("error", reject)
      .end()
  })
}
