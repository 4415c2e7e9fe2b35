import assert from "node:assert/strict"
import { connect } from "node:net"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { scriptedModel } from "../support/scriptedModel.ts"

const markup = `<img src=x onerror=alert(1)>'; drop table messages; -- \u202e\u0000 half \ud83d "quoted" \\u0000 {{7*7}} \${7*7}`
/** Half a character cannot be written into an address. */
const inUrl = encodeURIComponent(markup.replace("\ud83d", ""))
const sessions = "/api/conversations/sessions"

describe("bad requests", () => {
  let server: TestServer
  before(async () => {
    const model = scriptedModel([{ chunks: ["Good day."] }])
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
  })
  after(() => server.close())

  /** Sends these very bytes, and returns everything that comes back until the connection ends. */
  function send(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => socket.write(text))
      let reply = ""
      socket.on("data", (chunk) => (reply += chunk.toString()))
      socket.on("error", reject)
      socket.on("close", () => resolve(reply))
    })
  }

  function assertProblem(reply: string, status: number, code: string): void {
    const [head = "", body = ""] = reply.split("\r\n\r\n")
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `))
    assert.match(head, /content-type: application\/problem\+json/i)
    const problem = JSON.parse(body) as Record<string, unknown>
    assert.deepEqual([problem["status"], problem["code"]], [status, code])
  }

  it("get problems that no cache on the way keeps, and so does who asks how the server is", async () => {
    for (const path of [
      "/nothing",
      "/api/nothing",
      "/playground/nothing.js",
      "/health",
      "/health/detailed",
      "/ready",
    ]) {
      const { headers } = await server.request("GET", path)
      assert.deepEqual([path, headers.get("cache-control")], [path, "no-store"])
    }
  })

  const unreadable: [string, string, number, string][] = [
    ["what is not HTTP", "HELLO\r\n\r\n", 400, "invalid_request"],
    [
      "headers of 100 kB",
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(100_000)}\r\n\r\n`,
      431,
      "headers_too_large",
    ],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
      400,
      "invalid_request",
    ],
    [
      "a length and chunks (request smuggling)",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
      400,
      "invalid_request",
    ],
    ["a header with a line break", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n", 400, "invalid_request"],
    ["no host", "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "invalid_request"],
  ]
  for (const [name, text, status, code] of unreadable)
    it(`refuses ${name} with ${status} ${code}`, async () => assertProblem(await send(text), status, code))

  const addresses: [string, string, number, string][] = [
    ["GET", "/api/%", 404, "not_found"],
    ["GET", `${sessions}/%E0%A4%A/history`, 400, "invalid_request"],
    ["GET", "/%ff", 404, "not_found"],
    ["GET", "//evil.example.com/", 404, "not_found"],
    ["GET", `/${"a".repeat(8000)}`, 404, "not_found"],
    ["GET", "/api/../package.json", 404, "not_found"],
    ["GET", "/__proto__", 404, "not_found"],
    ["GET", `${sessions}?q=${inUrl}`, 200, ""],
    ["GET", `${sessions}?__proto__[limit]=1&constructor.prototype=2`, 200, ""],
    ["GET", `${sessions}?limit=1&limit=2`, 400, "invalid_request"],
    ["GET", `${sessions}?limit=1e3`, 400, "invalid_request"],
    ["GET", `${sessions}?limit=-1`, 400, "invalid_request"],
    ["GET", `${sessions}?cursor=2026-01-01'--`, 400, "invalid_request"],
    ["GET", `${sessions}/${inUrl}/history`, 404, "not_found"],
    ["DELETE", `${sessions}/..%2f..%2fetc`, 404, "not_found"],
    ["GET", `/api/chat/history?sessionId=${encodeURIComponent("' or ''='")}`, 404, "not_found"],
  ]
  for (const [method, path, status, code] of addresses)
    it(`answers ${method} ${path.slice(0, 80)} with ${status}`, async () => {
      const reply = await server.request(method, path, { user: "ann" })
      assert.deepEqual([reply.status, reply.body["code"] ?? ""], [status, code])
    })

  const methods: [string, string, string][] = [
    ["PUT", "/api/chat", "POST"],
    ["GET", "/api/chat", "POST"],
    ["PATCH", "/api/chat/history", "GET, DELETE, HEAD"],
    ["POST", `${sessions}/x`, "PATCH, DELETE"],
    ["DELETE", sessions, "POST, GET, HEAD"],
    ["POST", "/health", "GET, HEAD"],
    ["DELETE", "/metrics", "GET, HEAD"],
  ]
  for (const [method, path, allow] of methods)
    it(`answers ${method} ${path} with 405 and what it takes`, async () => {
      const reply = await server.request(method, path, { user: "ann" })
      assert.deepEqual(
        [reply.status, reply.body["code"], reply.headers.get("allow")],
        [405, "method_not_allowed", allow],
      )
    })

  const deep = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000)
  const bodies: [string, string, string, number, string][] = [
    ["100,000 nested arrays as a title", sessions, `{"title":${deep("[", "]")}}`, 400, "message_too_large"],
    [
      "20,000 nested arrays as a title",
      sessions,
      `{"title":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
      400,
      "invalid_request",
    ],
    ["20,000 nested arrays beside the title", sessions, `{"x":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, 201, ""],
    [
      "100,000 nested arrays in a question",
      "/api/chat",
      `{"message":"Hi","selection":${deep("[", "]")}}`,
      400,
      "invalid_request",
    ],
    [
      "1,000,000 nested arrays in a question",
      "/api/chat",
      `{"message":"Hi","x":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`,
      200,
      "",
    ],
    [
      "100,000 nested objects that do not end",
      "/api/chat",
      `{"message":"Hi","x":${'{"a":'.repeat(100_000)}`,
      400,
      "invalid_request",
    ],
    [
      "a prototype",
      sessions,
      '{"__proto__":{"title":"Polluted"},"constructor":{"prototype":{"title":"Polluted"}}}',
      201,
      "",
    ],
    ["a prototype in a question", "/api/chat", '{"message":"Hi","__proto__":{"sessionId":"x"}}', 200, ""],
    ["a text for an object", sessions, '"title"', 400, "invalid_request"],
    ["a list for an object", sessions, '[{"title":"a"}]', 400, "invalid_request"],
    ["null", "/api/chat", "null", 400, "invalid_request"],
    ["nothing", "/api/chat", "", 400, "invalid_request"],
    ["a number for a question", "/api/chat", '{"message":1}', 400, "invalid_request"],
    ["bytes that are no UTF-8", "/api/chat", '{"message":"\ud83d"}', 200, ""],
  ]
  for (const [name, path, body, status, code] of bodies)
    it(`answers ${name} with ${status}`, async () => {
      const reply = await server.request("POST", path, { user: "ann", body })
      const expected = code === "message_too_large" ? 413 : status
      assert.deepEqual([reply.status, reply.body["code"] ?? ""], [expected, code], JSON.stringify(reply.body))
      assert.equal(({} as { title?: string }).title, undefined)
    })

  it("takes the last of a repeated name, as JSON.parse does", async () => {
    const reply = await server.request("POST", sessions, { user: "dup", body: '{"title":"First","title":"Last"}' })
    assert.equal(reply.body["title"], "Last")
  })

  it("keeps markup, SQL, NUL and half a character as they are", async () => {
    const title = "<b>'; drop table sessions; -- \\u0000 ${7*7}"
    const made = await server.request("POST", sessions, { user: "mia", body: { title } })
    assert.deepEqual([made.status, made.body["title"]], [201, title])
    const sessionId = String(made.body["sessionId"])
    const asked = await server.request("POST", "/api/chat", { user: "mia", body: { message: markup, sessionId } })
    assert.equal(asked.status, 200)
    const history = await server.request("GET", `${sessions}/${sessionId}/history`, { user: "mia" })
    assert.equal((history.body["messages"] as { content: string }[])[0]?.content, markup)
    const renamed = await server.request("PATCH", `${sessions}/${sessionId}`, {
      user: "mia",
      body: { title: `${title}!` },
    })
    assert.deepEqual([renamed.status, renamed.body["title"]], [200, `${title}!`])
    const list = await server.request("GET", sessions, { user: "mia" })
    assert.equal((list.body["sessions"] as { title: string }[])[0]?.title, `${title}!`)
    assert.equal((await server.request("DELETE", `${sessions}/${sessionId}`, { user: "mia" })).status, 204)
  })

  it("refuses bodies that are no JSON with 415, whatever is in them", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/xml",
      "application/json5",
      "json",
    ]) {
      for (const path of ["/api/chat", "/api/analysis/range", sessions, "/auth/local/token"]) {
        const headers = { "content-type": type }
        const reply = await server.request("POST", path, { user: "ann", body: '{"user":"ann"}', headers })
        assert.deepEqual([reply.status, reply.body["code"]], [415, "unsupported_media_type"])
      }
    }
    const headers = { "content-type": "application/json; charset=latin1" }
    assert.equal((await server.request("POST", sessions, { user: "ann", body: "{}", headers })).status, 415)
    const encoded = { "content-encoding": "compress" }
    assert.equal((await server.request("POST", sessions, { user: "ann", body: "{}", headers: encoded })).status, 415)
  })

  it("refuses a small body that unpacks to a large one", async () => {
    const { gzipSync } = await import("node:zlib")
    const bomb = gzipSync(Buffer.from(`{"title":"${"a".repeat(50_000_000)}"}`))
    const token = await server.token("ann")
    for (const path of [sessions, "/api/chat"]) {
      const response = await fetch(server.url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "content-encoding": "gzip" },
        body: bomb,
      })
      assert.equal(response.status, 413)
    }
  })

  it("is well afterwards", async () => {
    assert.equal((await server.request("GET", "/ready")).status, 200)
  })
})
