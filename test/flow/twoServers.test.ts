import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import type { Cache } from "../../server/cache/cache.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { sessionKey } from "../../server/session/log/sessionBus.ts"
import { PaneEvents } from "../support/paneEvents.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { steppedModel, type SteppedModel } from "../support/steppedModel.ts"

describe("a chat over two servers that share a cache and a database", () => {
  let cache: Cache
  let model: SteppedModel
  let modelOfTwo: SteppedModel
  let one: TestServer
  let two: TestServer
  beforeEach(async () => {
    cache = memoryCache()
    model = steppedModel()
    modelOfTwo = steppedModel()
    const database = await sharedDatabase()
    one = await startTestServer({}, { analyzer: noAnalyzer, database, cache, model })
    two = await startTestServer({}, { analyzer: noAnalyzer, database, cache, model: modelOfTwo })
  })
  afterEach(async () => {
    await one.close()
    await two.close()
    await cache.close()
  })

  it("lets a pane whose line is cut go on at the other server, every message once and in order", async () => {
    const sessionId = await one.createSession("ann")
    const first = await one.connect("ann", sessionId)
    first.ask("m1", "Count")
    await model.say("one ")
    const seen = (await first.next("assistant_response_chunk")).seq
    first.cut()
    await model.say("two ")
    const second = await two.connect("ann", sessionId)
    const [greeting] = second.of("connection_established")
    assert.equal(greeting?.requestId, first.of("assistant_response_start")[0]?.requestId)
    await model.say("three ")
    second.send({ type: "resume", afterSeq: seen })
    await model.say("four")
    await model.finish()
    const complete = await second.next("assistant_response_complete")
    assert.equal(complete.requestId, greeting?.requestId)
    assert.equal(first.text() + second.text(), "one two three four")
    const numbers = second.messages.flatMap((message) => ("seq" in message && message.seq ? [message.seq] : []))
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => seen + 1 + index),
    )
  })

  it("stops a turn that runs on the other server", async () => {
    const sessionId = await one.createSession("bea")
    const first = await one.connect("bea", sessionId)
    first.ask("m1", "Tell a long story")
    await model.say("Once ")
    await first.next("assistant_response_chunk")
    const second = await two.connect("bea", sessionId)
    second.send({ type: "resume", afterSeq: 0 })
    second.send({ type: "stop" })
    assert.equal((await second.next("assistant_response_complete")).ended, "stopped")
  })

  it("takes the next question while the turn that was stopped on the other server winds up", async () => {
    const sessionId = await one.createSession("hal")
    const first = await one.connect("hal", sessionId)
    first.ask("m1", "Tell a long story")
    await model.say("Once ")
    await first.next("assistant_response_chunk")
    const second = await two.connect("hal", sessionId)
    second.send({ type: "resume", afterSeq: 0 })
    second.send({ type: "stop" })
    second.ask("m2", "Something else")
    await Promise.all([modelOfTwo.say("Gladly."), modelOfTwo.finish()])
    assert.equal((await second.next("assistant_response_complete", 2)).ended, "complete")
    assert.equal(second.text(), "Once Gladly.")
    assert.deepEqual(second.of("error"), [])
  })

  it("does not refuse a question that comes again while the other server is about to answer it", async () => {
    const sessionId = await one.createSession("ida")
    const key = sessionKey({ tenantId: "local", userId: "ida" }, sessionId)
    await cache.hold(`turn ${key}`, "another server", 10_000)
    const pane = await two.connect("ida", sessionId)
    pane.ask("m1", "Hello")
    await wait(200)
    const start = {
      v: 1,
      seq: 1,
      requestId: "r1",
      type: "assistant_response_start",
      messageId: "m1",
      intent: "analysis",
    }
    await cache.append(`log ${key}`, [{ seq: 1, text: JSON.stringify(start) }], 60_000)
    assert.equal((await pane.next("assistant_response_start")).requestId, "r1")
    assert.deepEqual(pane.of("error"), [])
  })

  it("tells a pane that the other server's pane has taken its chat over", async () => {
    const sessionId = await one.createSession("cat")
    const first = await one.connect("cat", sessionId)
    await two.connect("cat", sessionId)
    assert.deepEqual(await first.closed, { code: 4001, reason: "opened elsewhere" })
    assert.equal(first.of("error")[0]?.code, "cancelled")
  })

  it("closes a chat that is deleted through the other server, and ends its turn", async () => {
    const sessionId = await one.createSession("deb")
    const pane = await one.connect("deb", sessionId)
    pane.ask("m1", "Tell a long story")
    await model.say("Once ")
    await pane.next("assistant_response_chunk")
    await two.request("DELETE", `/api/conversations/sessions/${sessionId}`, { user: "deb" })
    assert.deepEqual(await pane.closed, { code: 4004, reason: "not_found" })
    assert.equal(pane.of("error")[0]?.message, "This chat was deleted; start a new one.")
  })

  it("runs one turn at a time, and none twice", async () => {
    const sessionId = await one.createSession("dan")
    const first = await one.connect("dan", sessionId)
    first.ask("m1", "First")
    await model.say("One.")
    await first.next("assistant_response_chunk")
    const second = await two.connect("dan", sessionId)
    second.send({ type: "resume", afterSeq: 0 })
    second.ask("m2", "Second")
    const refusal = await second.next("error")
    assert.deepEqual([refusal.code, refusal.messageId], ["turn_running", "m2"])
    await model.finish()
    await second.next("assistant_response_complete")
    second.ask("m1", "First")
    second.ask("m3", "Third")
    await second.next("assistant_response_start", 2)
    assert.deepEqual(
      second.of("assistant_response_start").map(({ messageId }) => messageId),
      ["m1", "m3"],
    )
  })

  it("says that the answer is lost when the server that gave it is gone", async () => {
    const sessionId = await one.createSession("eve")
    const key = `["local","eve"] ${sessionId}`
    const said = (seq: number, body: object) => ({ seq, text: JSON.stringify({ v: 1, seq, requestId: "r1", ...body }) })
    await cache.append(
      `log ${key}`,
      [
        said(1, { type: "assistant_response_start", messageId: "m1", intent: "general" }),
        said(2, { type: "assistant_response_chunk", content: "Half an ", chunkIndex: 0 }),
      ],
      60_000,
    )
    await cache.hold(`turn ${key}`, "a server that died", 100)
    const pane = await two.connect("eve", sessionId)
    assert.equal(pane.of("connection_established")[0]?.requestId, "r1")
    pane.send({ type: "resume", afterSeq: 0 })
    const error = await pane.next("error")
    assert.deepEqual([error.code, error.requestId, error.seq, error.retryable], ["server_stopping", "r1", 3, true])
    assert.equal(pane.text(), "Half an ")
    pane.ask("m2", "Again")
    assert.equal((await pane.next("assistant_response_start", 2)).seq, 4)
    const { body } = await two.request("GET", `/api/conversations/sessions/${sessionId}/history`, { user: "eve" })
    const [lost] = (body["messages"] as { role: string; content: string; error: { code: string } | null }[]).filter(
      ({ role }) => role === "assistant",
    )
    assert.deepEqual([lost?.content, lost?.error?.code], ["Half an ", "server_stopping"])
  })

  it("takes posts at one server for an event stream at the other", async () => {
    const sessionId = await one.createSession("fay")
    const token = await one.token("fay")
    const pane = await PaneEvents.open(`${one.url}/api/chat/${sessionId}`, token)
    pane.cut()
    const there = await PaneEvents.open(`${one.url}/api/chat/${sessionId}`, token)
    // The token is the first server's; the second one takes its own.
    const elsewhere = await fetch(`${two.url}/api/chat/${sessionId}/messages?connection=${there.connectionId}`, {
      method: "POST",
      headers: { authorization: `Bearer ${await two.token("fay")}`, "content-type": "application/json" },
      body: JSON.stringify({ v: 1, type: "user_message", messageId: "m1", content: "Hello" }),
    })
    assert.equal(elsewhere.status, 202)
    await model.say("Hello.")
    await model.finish()
    await there.next("assistant_response_complete")
    assert.equal(there.text(), "Hello.")
    there.cut()
  })
})

describe("cells for a turn on another server", () => {
  it("reach it, and are asked for again when the line broke before the reply", async () => {
    const cache = memoryCache()
    const database = await sharedDatabase()
    const analyzer = sharedAnalyzer()
    const one = await startTestServer({}, { analyzer, database, cache })
    const two = await startTestServer({}, { analyzer: noAnalyzer, database, cache })
    try {
      const sessionId = await one.createSession("gus")
      const first = await one.connect("gus", sessionId)
      first.ask("m1", "What is the total?", { worksheet: "S", address: "A1:A4", rowCount: 4, columnCount: 1 })
      const { seq } = await first.next("read_range")
      first.cut()
      const second = await two.connect("gus", sessionId)
      second.send({ type: "resume", afterSeq: seq })
      const { readId } = await second.next("read_range")
      const values = [["Amount"], [1], [2], [39]]
      second.send({ type: "range_content", readId, content: { worksheet: "S", address: "A1:A4", values } })
      await second.next("assistant_response_complete")
      assert.match(second.text(), /42/)
    } finally {
      await one.close()
      await two.close()
      await cache.close()
    }
  })
})
