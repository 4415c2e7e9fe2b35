import assert from "node:assert/strict"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const friend = "https://friend.example.com"

describe("pages of other origins", () => {
  let server: TestServer
  before(async () => {
    const parts = { analyzer: noAnalyzer, database: await sharedDatabase() }
    server = await startTestServer({ allowedOrigins: [friend], questionsPerMinute: 10 }, parts)
  })
  after(() => server.close())

  const corsHeaders = (headers: Headers): [string, string][] =>
    [...headers].filter(([name]) => name.startsWith("access-control-"))

  it("may call the interface when they are allowed to, without credentials", async () => {
    const preflight = await server.request("OPTIONS", "/api/chat", {
      headers: { origin: friend, "access-control-request-method": "POST" },
    })
    assert.equal(preflight.status, 204)
    assert.deepEqual(corsHeaders(preflight.headers), [
      ["access-control-allow-headers", "Authorization,Content-Type,Traceparent"],
      ["access-control-allow-methods", "GET,POST,PATCH,DELETE"],
      ["access-control-allow-origin", friend],
      ["access-control-expose-headers", "X-Request-Id,RateLimit,RateLimit-Policy,Retry-After"],
      ["access-control-max-age", "600"],
    ])
    const { status, headers } = await server.request("GET", "/api/conversations/sessions", {
      user: "ann",
      headers: { origin: friend },
    })
    assert.equal(status, 200)
    assert.deepEqual(corsHeaders(headers), [
      ["access-control-allow-origin", friend],
      ["access-control-expose-headers", "X-Request-Id,RateLimit,RateLimit-Policy,Retry-After"],
    ])
    assert.match(headers.get("vary") ?? "", /Origin/)
  })

  it("can read why they were refused", async () => {
    const refused = await server.request("GET", "/api/conversations/sessions", { headers: { origin: friend } })
    assert.equal(refused.status, 401)
    assert.equal(refused.headers.get("access-control-allow-origin"), friend)
  })

  const strangers = [
    "https://evil.example.com",
    "https://friend.example.com.evil.example.com",
    "http://friend.example.com",
    "https://friend.example.com:8443",
    "null",
    "*",
  ]
  for (const origin of strangers)
    it(`get no leave from here as ${origin}`, async () => {
      for (const [method, path] of [
        ["OPTIONS", "/api/chat"],
        ["GET", "/api/settings"],
      ] as const) {
        const { headers } = await server.request(method, path, {
          headers: { origin, "access-control-request-method": "POST" },
        })
        assert.deepEqual(corsHeaders(headers), [])
      }
    })
})
