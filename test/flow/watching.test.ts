import assert from "node:assert/strict"
import { breakableCache } from "../support/breakableCache.ts"
import { databaseThatIsDown } from "../support/databaseThatIsDown.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { steppedModel } from "../support/steppedModel.ts"

describe("watching a server", () => {
  const servers: TestServer[] = []
  const start = async (...[changes, parts]: Parameters<typeof startTestServer>): Promise<TestServer> => {
    const server = await startTestServer(changes, { analyzer: noAnalyzer, database: await sharedDatabase(), ...parts })
    servers.push(server)
    return server
  }
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
  })

  const metric = async (server: TestServer, headers = {}): Promise<(line: string) => number | undefined> => {
    const { body } = await server.request("GET", "/metrics", { headers })
    const lines = String(body["text"]).split("\n")
    return (name) => {
      const line = lines.find((each) => each.startsWith(`${name} `))
      return line === undefined ? undefined : Number(line.slice(name.length))
    }
  }

  it("counts requests by pattern, turns, model calls and connections", async () => {
    const server = await start({}, { model: scriptedModel([{ chunks: ["Good day."] }]) })
    const sessionId = await server.createSession("ann")
    await server.request("GET", `/api/conversations/sessions/${sessionId}/history`, { user: "ann" })
    await server.request("GET", "/api/no-such-address", { user: "ann" })
    await server.request("GET", "/wp-login.php")
    const pane = await server.connect("ann", sessionId)
    pane.ask("m1", "Hello")
    await pane.next("assistant_response_complete")
    const value = await metric(server)
    const history = "/api/conversations/sessions/{sessionId}/history"
    assert.equal(value(`http_requests_total{method="GET",route="${history}",status="200"}`), 1)
    assert.equal(value('http_requests_total{method="GET",route="other",status="404"}'), 2)
    assert.equal(value(`http_request_duration_seconds_count{method="GET",route="${history}"}`), 1)
    assert.equal(value('chat_connections{transport="socket"}'), 1)
    assert.equal(value('chat_connections{transport="events"}'), 0)
    assert.equal(value('chat_turns_total{answered_by="model",outcome="complete"}'), 1)
    assert.equal(value('chat_turn_duration_seconds_count{answered_by="model"}'), 1)
    assert.equal(value('model_call_duration_seconds_count{outcome="ok"}'), 1)
    assert.equal(value("analysis_queue_length"), 0)
    assert.notEqual(value("nodejs_eventloop_lag_seconds"), undefined)
  })

  it("counts tool calls with their names", async () => {
    const server = await start({}, { analyzer: sharedAnalyzer() })
    const content = { worksheet: "S", address: "A1:A3", values: [["Qty"], [1], [2]] }
    const selection = { worksheet: "S", address: "A1:A3", rowCount: 3, columnCount: 1, content }
    await server.request("POST", "/api/chat", { user: "ann", body: { message: "Total Qty?", selection } })
    const value = await metric(server)
    assert.equal(value('tool_call_duration_seconds_count{tool="query_range",ok="true"}'), 1)
    assert.equal(value('chat_turns_total{answered_by="offline",outcome="complete"}'), 1)
  })

  it("says nothing about people, workbooks or questions", async () => {
    const server = await start({}, { model: scriptedModel([{ chunks: ["Good day."] }]) })
    const body = { message: "MARKER in a question" }
    await server.request("POST", "/api/chat", { user: "MARKER", body })
    await server.request("GET", "/api/conversations/sessions/MARKER/history?q=MARKER", { user: "MARKER" })
    const { headers, body: read } = await server.request("GET", "/metrics")
    assert.equal(headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8")
    assert.doesNotMatch(String(read["text"]), /MARKER/)
  })

  it("is for programs on this machine, and for nobody for whom a proxy asks", async () => {
    const server = await start({ allowedOrigins: ["https://chat.example.com"] }, {})
    assert.equal((await server.request("GET", "/metrics")).status, 200)
    for (const name of ["forwarded", "via", "x-forwarded-for", "x-real-ip"]) {
      const reply = await server.request("GET", "/metrics", { headers: { [name]: "127.0.0.1" } })
      assert.deepEqual([reply.status, reply.body["code"]], [403, "forbidden"])
    }
  })

  it("needs the token where there is one, from everywhere", async () => {
    const server = await start({ metricsToken: "a-long-enough-token" }, {})
    for (const authorization of ["", "Bearer a-long-enough-toke", "Bearer a-long-enough-tokens", "Basic YTpi"]) {
      const reply = await server.request("GET", "/metrics", { headers: { authorization } })
      assert.deepEqual([reply.status, reply.body["code"]], [401, "unauthenticated"])
    }
    const value = await metric(server, { authorization: "Bearer a-long-enough-token" })
    assert.equal(value("analysis_queue_length"), 0)
  })

  it("tells what a server lacks, and what answers still", async () => {
    const cache = breakableCache()
    const server = await start({}, { database: databaseThatIsDown, cache })
    const lacksDatabase = await server.request("GET", "/ready")
    assert.deepEqual(
      [lacksDatabase.status, lacksDatabase.body["code"], lacksDatabase.body["missing"]],
      [503, "storage_unavailable", ["database"]],
    )
    cache.broken = true
    assert.deepEqual((await server.request("GET", "/ready")).body["missing"], ["database", "cache"])
    assert.equal((await server.request("GET", "/health")).status, 200)
    const { body } = await server.request("GET", "/health/detailed")
    const { database, cache: shared } = body["checks"] as Record<string, { ok: boolean }>
    assert.deepEqual([database?.ok, shared?.ok], [false, false])
  })

  it("does not wait for a database that does not answer", async () => {
    const hanging = { ...databaseThatIsDown, ready: () => new Promise<void>(() => undefined) }
    const server = await start({}, { database: hanging })
    assert.deepEqual((await server.request("GET", "/ready")).body["missing"], ["database"])
  })

  it("is ready again when what it lacked is back", async () => {
    const cache = breakableCache()
    const server = await start({}, { cache })
    assert.equal((await server.request("GET", "/ready")).status, 200)
    cache.broken = true
    assert.equal((await server.request("GET", "/ready")).status, 503)
    cache.broken = false
    assert.equal((await server.request("GET", "/ready")).status, 200)
  })

  it("tells load balancers before it ends, while a last answer is being given", async () => {
    const model = steppedModel()
    const server = await start({}, { model, stopGraceMs: 60_000 })
    const answer = server.request("POST", "/api/chat", { user: "ann", body: { message: "Hi" } })
    await model.asked(1)
    const closed = server.close()
    servers.length = 0
    const ready = await server.request("GET", "/ready")
    assert.deepEqual([ready.status, ready.body["code"]], [503, "server_stopping"])
    await model.say("Done.")
    await model.finish()
    assert.equal((await answer).body["response"], "Done.")
    await closed
  })

  it("tells operators about the model's last reply, and nothing secret", async () => {
    const server = await start({}, { model: scriptedModel([{ fail: "model_busy" }]) })
    const before = await server.request("GET", "/health/detailed")
    assert.deepEqual(before.body["model"], { name: "scripted", lastCall: null })
    await server.request("POST", "/api/chat", { user: "ann", body: { message: "Hi" } })
    const { model } = (await server.request("GET", "/health/detailed")).body as {
      model: { lastCall: { outcome: string } }
    }
    assert.equal(model.lastCall.outcome, "model_busy")
  })
})
