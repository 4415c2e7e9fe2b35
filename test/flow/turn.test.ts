import assert from "node:assert/strict"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { steppedModel, type SteppedModel } from "../support/steppedModel.ts"

describe("a turn over the socket", () => {
  let server: TestServer
  let model: SteppedModel
  beforeEach(async () => {
    model = steppedModel()
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
  })
  afterEach(() => server.close())

  it("streams start, chunks and one complete with rising sequence numbers", async () => {
    const sessionId = await server.createSession("ann")
    const pane = await server.connect("ann", sessionId)
    pane.ask("m1", "Say hello")
    await model.say("Hello, ")
    await model.say("you.")
    await model.finish()
    const complete = await pane.next("assistant_response_complete")
    assert.equal(complete.answeredBy, "model")
    assert.equal(complete.model, "stepped")
    assert.equal(complete.ended, "complete")
    const [start] = pane.of("assistant_response_start")
    assert.ok(start)
    assert.equal(start.messageId, "m1")
    assert.equal(start.requestId, complete.requestId)
    assert.deepEqual(
      pane.of("assistant_response_chunk").map(({ content, chunkIndex }) => [chunkIndex, content]),
      [
        [0, "Hello, "],
        [1, "you."],
      ],
    )
    const numbers = pane.messages.flatMap((message) => ("seq" in message && message.seq ? [message.seq] : []))
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    )
  })

  it("stores question and answer, and names the session after the first question", async () => {
    const sessionId = await server.createSession("bea")
    const pane = await server.connect("bea", sessionId)
    pane.ask("m1", "  What is\nthis?  ")
    await model.say("A chat.")
    await model.finish()
    await pane.next("assistant_response_complete")
    const { body } = await server.request("GET", `/api/conversations/sessions/${sessionId}/history`, { user: "bea" })
    const messages = body["messages"] as Record<string, unknown>[]
    assert.deepEqual(
      messages.map(({ role, messageId, content }) => [role, messageId, content]),
      [
        ["user", "m1", "What is\nthis?"],
        ["assistant", "m1", "A chat."],
      ],
    )
    const list = await server.request("GET", "/api/conversations/sessions", { user: "bea" })
    assert.equal((list.body["sessions"] as { title: string }[])[0]?.title, "What is this?")
  })

  it("starts one turn for the same message sent twice, while it runs and after it", async () => {
    const pane = await server.connect("cat", await server.createSession("cat"))
    pane.ask("m1", "Hello")
    pane.ask("m1", "Hello")
    await model.say("Once.")
    await model.finish()
    await pane.next("assistant_response_complete")
    pane.ask("m1", "Hello")
    pane.ask("m2", "Again")
    await model.say("Twice.")
    await model.finish()
    await pane.next("assistant_response_complete", 2)
    assert.deepEqual(
      pane.of("assistant_response_start").map(({ messageId }) => messageId),
      ["m1", "m2"],
    )
  })

  it("refuses a second question while one is answered, and goes on with the first", async () => {
    const pane = await server.connect("dan", await server.createSession("dan"))
    pane.ask("m1", "First")
    await model.say("One ")
    pane.ask("m2", "Second")
    const refusal = await pane.next("error")
    assert.deepEqual([refusal.code, refusal.messageId, refusal.requestId], ["turn_running", "m2", undefined])
    await model.say("more.")
    await model.finish()
    await pane.next("assistant_response_complete")
    assert.equal(
      pane
        .of("assistant_response_chunk")
        .map(({ content }) => content)
        .join(""),
      "One more.",
    )
  })

  it("stops on request, keeps what was said, and answers the next question", async () => {
    const sessionId = await server.createSession("eve")
    const pane = await server.connect("eve", sessionId)
    pane.ask("m1", "Tell a long story")
    await model.say("Once upon ")
    await pane.next("assistant_response_chunk")
    pane.send({ type: "stop", requestId: pane.of("assistant_response_start")[0]!.requestId })
    const complete = await pane.next("assistant_response_complete")
    assert.equal(complete.ended, "stopped")
    assert.equal(pane.of("error").length, 0)
    pane.ask("m2", "Next")
    await model.say("Yes?")
    await model.finish()
    await pane.next("assistant_response_complete", 2)
    const { body } = await server.request("GET", `/api/conversations/sessions/${sessionId}/history`, { user: "eve" })
    const contents = (body["messages"] as { content: string }[]).map(({ content }) => content)
    assert.deepEqual(contents, ["Tell a long story", "Once upon ", "Next", "Yes?"])
  })

  it("answers a question that follows a stop at once", async () => {
    const pane = await server.connect("eva", await server.createSession("eva"))
    pane.ask("m1", "Tell a long story")
    pane.send({ type: "stop" })
    pane.ask("m2", "Next")
    await pane.next("assistant_response_complete")
    await model.say("Yes?")
    await model.finish()
    const complete = await pane.next("assistant_response_complete", 2)
    assert.equal(complete.ended, "complete")
    assert.deepEqual(
      pane.messages.flatMap((message) => ("messageId" in message ? [[message.type, message.messageId]] : [])),
      [
        ["assistant_response_start", "m1"],
        ["assistant_response_start", "m2"],
      ],
    )
  })

  it("ignores a stop for another turn, and one when nothing runs", async () => {
    const pane = await server.connect("fay", await server.createSession("fay"))
    pane.send({ type: "stop" })
    pane.ask("m1", "Go on")
    await model.say("I ")
    pane.send({ type: "stop", requestId: "another" })
    await model.say("do.")
    await model.finish()
    assert.equal((await pane.next("assistant_response_complete")).ended, "complete")
  })

  it("goes on when the socket drops, and a resumed pane gets every message once and in order", async () => {
    const sessionId = await server.createSession("gus")
    const first = await server.connect("gus", sessionId)
    first.ask("m1", "Count")
    await model.say("one ")
    const seen = (await first.next("assistant_response_chunk")).seq
    first.cut()
    await model.say("two ")
    const second = await server.connect("gus", sessionId)
    assert.equal(second.of("connection_established")[0]?.requestId, first.of("assistant_response_start")[0]?.requestId)
    // Said before the pane has told where it stands: must not come out of order.
    await model.say("three ")
    second.send({ type: "resume", afterSeq: seen })
    await model.say("four")
    await model.finish()
    await second.next("assistant_response_complete")
    assert.deepEqual(
      second.of("assistant_response_chunk").map(({ content }) => content),
      ["two ", "three ", "four"],
    )
    const numbers = second.messages.flatMap((message) => ("seq" in message && message.seq ? [message.seq] : []))
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => seen + 1 + index),
    )
  })

  it("gives a reloaded pane the whole running turn, also after acknowledgements", async () => {
    const sessionId = await server.createSession("hal")
    const first = await server.connect("hal", sessionId)
    first.ask("m1", "Count")
    await model.say("one ")
    first.send({ type: "heartbeat", seq: (await first.next("assistant_response_chunk")).seq })
    first.cut()
    const second = await server.connect("hal", sessionId)
    second.send({ type: "resume", afterSeq: 0 })
    await model.say("two")
    await model.finish()
    await second.next("assistant_response_complete")
    assert.equal(second.of("assistant_response_start").length, 1)
    assert.deepEqual(
      second.of("assistant_response_chunk").map(({ content }) => content),
      ["one ", "two"],
    )
  })

  it("lets a second pane take the session over and tells the first one", async () => {
    const sessionId = await server.createSession("ida")
    const first = await server.connect("ida", sessionId)
    const second = await server.connect("ida", sessionId)
    const told = await first.next("error")
    assert.deepEqual([told.code, told.retryable, told.messageId], ["cancelled", false, undefined])
    assert.deepEqual(await first.closed, { code: 4001, reason: "opened elsewhere" })
    second.ask("m1", "Here?")
    await model.say("Here.")
    await model.finish()
    assert.equal((await second.next("assistant_response_complete")).ended, "complete")
  })

  it("repeats a stored answer after a restart instead of answering again", async () => {
    const sessionId = await server.createSession("joe")
    const pane = await server.connect("joe", sessionId)
    pane.ask("m1", "Once")
    await model.say("Said once.")
    await model.finish()
    const before = await pane.next("assistant_response_complete")
    await server.close()
    server = await startTestServer(
      {},
      { analyzer: noAnalyzer, database: await sharedDatabase(), model: steppedModel() },
    )
    const again = await server.connect("joe", sessionId)
    again.ask("m1", "Once")
    const after = await again.next("assistant_response_complete")
    assert.equal(after.requestId, before.requestId)
    assert.deepEqual(
      again.of("assistant_response_chunk").map(({ content }) => content),
      ["Said once."],
    )
  })

  it("ends a running turn with server_stopping when the server stops, and says goodbye", async () => {
    const pane = await server.connect("kim", await server.createSession("kim"))
    pane.ask("m1", "Slowly")
    await model.say("So ")
    await pane.next("assistant_response_chunk")
    await server.close()
    const [ended] = pane.of("error")
    assert.equal(ended?.code, "server_stopping")
    assert.equal(ended.requestId, pane.of("assistant_response_start")[0]?.requestId)
    assert.equal(pane.of("assistant_response_complete").length, 0)
  })
})
