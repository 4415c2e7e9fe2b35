import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { recordingLog } from "../support/recordingLog.ts"
import { canStartRedis } from "../support/services.ts"
import { freePort, startRedis, type StartedRedis } from "../support/startRedis.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { steppedModel, type SteppedModel } from "../support/steppedModel.ts"

/** Resolves when `/ready` answers with this status, and returns what it says is missing. */
async function readiness(server: TestServer, status: number): Promise<unknown> {
  for (;;) {
    const reply = await server.request("GET", "/ready")
    if (reply.status === status) return reply.body["missing"]
    await wait(50)
  }
}

describe("a Redis that is away", () => {
  let port: number
  let redis: StartedRedis | undefined
  let model: SteppedModel
  let server: TestServer
  let log: ReturnType<typeof recordingLog>
  const servers: TestServer[] = []

  const open = async (changes: { questionsPerMinute?: number } = {}): Promise<TestServer> => {
    const database = await sharedDatabase()
    const config = { redisUrl: `redis://127.0.0.1:${port}`, ...changes }
    const opened = await startTestServer(config, { analyzer: noAnalyzer, database, model, log })
    servers.push(opened)
    return opened
  }
  beforeEach(async () => {
    port = await freePort()
    model = steppedModel()
    log = recordingLog()
  })
  /** Resolves when the only server has found its Redis again, and has begun to bring it what it missed. */
  const found = async (): Promise<void> => {
    while (!log.events.some(({ event }) => event === "shared cache is back")) await wait(20)
  }
  afterEach(async () => {
    for (const opened of servers.splice(0)) await opened.close()
    await redis?.kill()
    redis = undefined
  })

  it("does not keep the server from starting, nor panes from their answers; /ready says what is missing", async () => {
    server = await open({ questionsPerMinute: 1 })
    assert.deepEqual(await readiness(server, 503), ["cache"])
    assert.equal((await server.request("GET", "/health")).status, 200)
    const sessionId = await server.createSession("ann")
    const pane = await server.connect("ann", sessionId)
    pane.ask("m1", "What?")
    await model.say("Forty-")
    await pane.next("assistant_response_chunk")
    pane.cut()
    const again = await server.connect("ann", sessionId)
    again.send({ type: "resume", afterSeq: 0 })
    await model.say("two.")
    await model.finish()
    await again.next("assistant_response_complete")
    assert.equal(again.text(), "Forty-two.")
    again.ask("m2", "And now?")
    assert.equal((await again.next("error")).code, "rate_limited")
    await assert.rejects(server.connect("ann", sessionId, { ticket: "x".repeat(43) }), /refused with 401/)
  })

  const itWithRedis = canStartRedis() ? it : it.skip

  itWithRedis("may come while an answer streams: another server then has all of it", async () => {
    server = await open()
    const sessionId = await server.createSession("bea")
    const pane = await server.connect("bea", sessionId)
    pane.ask("m1", "Count")
    await model.say("one ")
    await pane.next("assistant_response_chunk")
    redis = await startRedis(port)
    await found()
    assert.equal(await readiness(server, 200), undefined)
    await model.say("two ")
    await pane.next("assistant_response_chunk", 2)
    const other = await (await open()).connect("bea", sessionId)
    other.send({ type: "resume", afterSeq: 0 })
    await model.say("three")
    await model.finish()
    await other.next("assistant_response_complete")
    assert.equal(other.text(), "one two three")
  })

  itWithRedis("may go while an answer streams, and come back empty", async () => {
    redis = await startRedis(port)
    server = await open()
    await readiness(server, 200)
    const sessionId = await server.createSession("cat")
    const pane = await server.connect("cat", sessionId)
    pane.ask("m1", "Count")
    await model.say("one ")
    await pane.next("assistant_response_chunk")
    await redis.kill()
    await model.say("two ")
    await pane.next("assistant_response_chunk", 2)
    pane.cut()
    const again = await server.connect("cat", sessionId)
    again.send({ type: "resume", afterSeq: 0 })
    await again.next("assistant_response_chunk", 2)
    redis = await startRedis(port)
    await found()
    await model.say("three")
    await model.finish()
    await again.next("assistant_response_complete")
    assert.equal(again.text(), "one two three")
    const other = await (await open()).connect("cat", sessionId)
    other.send({ type: "resume", afterSeq: 0 })
    await other.next("assistant_response_complete")
    assert.equal(other.text(), "one two three")
  })

  itWithRedis("may go while an answer streams to a pane at another server, which gets all of it later", async () => {
    redis = await startRedis(port)
    server = await open()
    const other = await open()
    await Promise.all([readiness(server, 200), readiness(other, 200)])
    const sessionId = await server.createSession("dan")
    const pane = await server.connect("dan", sessionId)
    pane.ask("m1", "Count")
    await model.say("one ")
    await pane.next("assistant_response_chunk")
    const moved = await other.connect("dan", sessionId)
    moved.send({ type: "resume", afterSeq: 0 })
    await moved.next("assistant_response_chunk")
    await redis.kill()
    await model.say("two ")
    // Long enough for the other server to look after a turn whose process may have died.
    await wait(5000)
    await model.say("three")
    await model.finish()
    redis = await startRedis(port)
    await moved.next("assistant_response_complete")
    assert.equal(moved.text(), "one two three")
    assert.deepEqual(moved.of("error"), [])
  })
})
