import assert from "node:assert/strict"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import type { LanguageModel } from "../../server/models/languageModel.ts"
import { describeError } from "../../server/telemetry/log.ts"
import { AppError } from "../../shared/errors.ts"
import { databaseThatIsDown } from "../support/databaseThatIsDown.ts"
import { recordingLog } from "../support/recordingLog.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { noAnalyzer, sharedDatabase, startTestServer } from "../support/startTestServer.ts"
import { preparedMap, syncWorkbook } from "../support/syncedWorkbook.ts"
import { untilEnded, upload } from "../support/uploads.ts"

const secret = "XYZZY"

/** Throws what quotes its prompt, as vendors do. */
const quotingModel = (error: () => Error): LanguageModel => ({
  name: "quoting",
  // eslint-disable-next-line require-yield -- it fails before it says anything
  async *stream() {
    throw error()
  },
})

const content = {
  worksheet: secret,
  address: "A1:B3",
  values: [
    [secret, "Qty"],
    [secret, 1],
    [`=${secret}`, 2],
  ],
}
const selection = { worksheet: secret, address: "A1:B3", rowCount: 3, columnCount: 2, content }

describe("the log", () => {
  const log = recordingLog()
  const assertSilent = (): void => {
    assert.ok(log.events.length > 0)
    assert.equal(JSON.stringify(log.events).includes(secret), false, JSON.stringify(log.events))
  }

  it("holds nothing of cells, questions, titles, tokens and addresses, whatever goes wrong", async () => {
    const model = quotingModel(() => new AppError("model_unavailable", secret, { cause: new Error(secret) }))
    const analyzer = sharedAnalyzer()
    const server = await startTestServer({}, { database: await sharedDatabase(), analyzer, model, log })
    const user = secret
    const post = (path: string, body: unknown, headers = {}) => server.request("POST", path, { user, body, headers })
    await post("/api/conversations/sessions", { title: secret })
    await post("/api/chat", { message: `Total ${secret}?`, selection })
    await post("/api/chat", { message: secret, selection: secret })
    await post("/api/chat", `{"message": ${secret}`)
    await post("/api/analysis/range", content)
    await post("/api/analysis/range", { ...content, values: secret })
    await post("/api/chat", secret, { "content-type": `text/${secret}` })
    await post(`/api/${secret}?${secret}`, {}, { "user-agent": secret, referer: secret, traceparent: secret })
    await server.request("GET", "/api/settings", { headers: { accept: secret, "x-request-id": secret } })
    await server.request("GET", `/api/conversations/sessions/${secret}/history`, {
      token: `${secret}.${secret}.${secret}`,
    })
    const pane = await server.connect(user, await server.createSession(user))
    pane.ask(secret, `Total ${secret}?`, selection)
    await pane.next("assistant_response_complete")
    await server.close()
    assertSilent()
    const events = new Set(log.events.map(({ event }) => event))
    for (const event of ["request", "request refused", "turn ended"]) assert.ok(events.has(event), event)
  })

  it("names a turn and a request by their ids, and a caller's trace when it is one", async () => {
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    const server = await startTestServer({}, { database: await sharedDatabase(), analyzer: noAnalyzer, log })
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` }
    const reply = await server.request("POST", "/api/chat", { user: "ann", body: { message: "Hi" }, headers })
    const { requestId } = reply.body["metadata"] as { requestId: string }
    await server.close()
    assert.ok(log.events.some((event) => event.event === "turn ended" && event["requestId"] === requestId))
    const request = log.events.find((event) => event["traceId"] === trace)
    assert.deepEqual(
      [request?.["requestId"], request?.["method"], request?.["route"], request?.["status"]],
      [reply.headers.get("x-request-id"), "POST", "/api/chat", 200],
    )
  })

  it("holds nothing of synced workbooks, uploaded files, their names, searches and SQL, and neither do the metrics", async () => {
    const database = await openPgliteDatabase(undefined)
    await migrate(database)
    const sql = (text: string) => ({ toolCalls: [{ name: "query_workbook", arguments: { sql: text } }] })
    const model = scriptedModel([
      sql(`select ${secret} from ${secret} where Nothing = '${secret}'`),
      sql(`select "${secret}" from "${secret}" where "${secret}" = '${secret}'`),
      { toolCalls: [{ name: "search_workbook", arguments: { query: secret } }] },
      { chunks: [secret] },
    ])
    const analyzer = sharedAnalyzer()
    const server = await startTestServer({}, { database, analyzer, model, log })
    const user = secret
    await syncWorkbook(server, user, secret, [{ name: secret, values: content.values }], `${secret}.xlsx`)
    await preparedMap(server, user, secret)
    const { body } = await upload(server, user, `${secret}.csv`, `${secret},Qty\n${secret},1\n`)
    await untilEnded(server, user, body["fileId"])
    await upload(server, user, `${secret}.xlsx`, `PK\u0003\u0004${secret}`)
    await server.request("PUT", `/api/workbooks/${secret}`, {
      user,
      body: { name: secret, sheets: [{ name: secret }] },
    })
    await server.request("PUT", `/api/workbooks/${secret}/blocks/${secret}`, { user, body: secret })
    const pane = await server.connect(user, await server.createSession(user))
    pane.send({ type: "user_message", messageId: "m1", content: secret, workbook: { id: secret } })
    await pane.next("assistant_response_complete")
    assert.equal(pane.of("tool_finished").length, 3)
    const metrics = String((await server.request("GET", "/metrics")).body["text"])
    await server.request("DELETE", `/api/workbooks/${secret}`, { user })
    await server.close()
    await database.close()
    assertSilent()
    assert.ok(log.events.some(({ event }) => event === "file read"))
    assert.equal(metrics.includes(secret), false)
    assert.match(metrics, /job_duration_seconds_count\{job="prepare_workbook",outcome="done"\} \d/)
  })

  it("holds nothing of what we did not foresee", async () => {
    const broken = () => Promise.reject(new Error(`${secret}\n    at ${secret}`, { cause: new TypeError(secret) }))
    const database = { ...databaseThatIsDown, asOwner: broken }
    const model = quotingModel(() => new TypeError(`${secret}\n  at ${secret}`))
    const server = await startTestServer({}, { database, analyzer: noAnalyzer, model, log })
    const failed = await server.request("GET", "/api/conversations/sessions", { user: secret })
    assert.deepEqual([failed.status, failed.body["code"]], [500, "internal"])
    assert.equal(JSON.stringify(failed.body).includes(secret), false)
    await server.close()
    assertSilent()
    const { error } = log.events.find(({ event }) => event === "request failed") as { error?: { at: string[] } }
    assert.match(error?.at[0] ?? "", /silentLog\.test/)
  })
})

describe("describeError", () => {
  it("gives names, codes and places, and no message", () => {
    const { name, code, at } = describeError(
      Object.assign(new RangeError(`${secret}\n    at ${secret}`), { code: "E1" }),
    )
    assert.deepEqual([name, code], ["RangeError", "E1"])
    assert.match(String((at as string[])[0]), /silentLog\.test/)
    assert.equal(JSON.stringify(at).includes(secret), false)
    assert.deepEqual(describeError(secret), { thrown: "string" })
    const empty = new Error()
    assert.match(String((describeError(empty)["at"] as string[])[0]), /silentLog\.test/)
  })
})
