import assert from "node:assert/strict"
import { Validator } from "@seriousme/openapi-schema-validator"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { openApiDocument, problemCodes } from "../../server/http/openapi/openApi.ts"
import type { RouteDescription } from "../../server/http/routing/route.ts"
import { allRoutes } from "../../server/http/routes/allRoutes.ts"
import { versionedJson } from "../../server/http/guards/version.ts"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import { errorStatus, type ErrorCode } from "../../shared/errors.ts"
import { breakableCache } from "../support/breakableCache.ts"
import { databaseThatIsDown } from "../support/databaseThatIsDown.ts"
import { documentedReplies } from "../support/documentedReplies.ts"
import { entraWithoutKeys, looksLikeAToken } from "../support/entraWithoutKeys.ts"
import { failingAnalyzer } from "../support/failingAnalyzer.ts"
import {
  block,
  blockHash,
  cells,
  formWith,
  goodBody,
  outline,
  question,
  sheetContent,
  texts,
} from "../support/goodBodies.ts"
import { PaneEvents } from "../support/paneEvents.ts"
import { rawCall, type Answer } from "../support/rawCall.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { steppedModel } from "../support/steppedModel.ts"

interface Call {
  readonly server: TestServer
  readonly path: string
  readonly body?: unknown
  readonly user?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

const noChat = "00000000-0000-4000-8000-000000000000"

describe("the described interface", () => {
  const document = openApiDocument(allRoutes)
  const whatIsWrong = documentedReplies(document)
  const called = new Set<string>()
  const model = steppedModel()
  const lastModel = steppedModel()
  let server: TestServer
  let noStorage: TestServer
  let flooded: TestServer
  let entra: TestServer
  let busy: TestServer
  let stopping: TestServer
  let stopped: Promise<void>
  let chat: string
  let busyChat: string

  before(async () => {
    const database = await sharedDatabase()
    const parts = { database, analyzer: noAnalyzer }
    const analyzer = failingAnalyzer(sharedAnalyzer())
    server = await startTestServer({}, { database, analyzer, model: scriptedModel([{ chunks: ["Good day."] }]) })
    const cache = breakableCache()
    noStorage = await startTestServer({}, { ...parts, database: databaseThatIsDown, cache })
    cache.broken = true
    const full = { ...memoryCache(), count: () => Promise.resolve({ count: 10_000, endsInMs: 30_000 }) }
    flooded = await startTestServer({ questionsPerMinute: 10 }, { ...parts, cache: full })
    entra = await startTestServer({ auth: entraWithoutKeys, metricsToken: "a-long-enough-token" }, parts)
    chat = await server.createSession("ann")
    await server.request("POST", "/api/chat", { user: "ann", body: { message: "Hello", sessionId: chat } })

    busy = await startTestServer({}, { ...parts, model })
    busyChat = await busy.createSession("ann")
    void busy.request("POST", "/api/chat", { user: "ann", body: { message: "One", sessionId: busyChat } })
    await model.asked(1)

    stopping = await startTestServer({}, { ...parts, model: lastModel, stopGraceMs: 60_000 })
    void stopping.request("POST", "/api/chat", { user: "ann", body: { message: "One" } })
    await lastModel.asked(1)
    stopped = stopping.close()
  })
  after(async () => {
    await model.finish()
    await lastModel.finish()
    await stopped
    for (const each of [server, noStorage, flooded, entra, busy]) await each.close()
  })

  let uploads = 0
  async function uploadedFile(): Promise<string> {
    const body = formWith(`Region,Sales\nSouth,${++uploads}\n`)
    const headers = { "content-type": "multipart/form-data; boundary=cut" }
    return String((await server.request("POST", "/api/files/upload", { user: "ann", body, headers })).body["fileId"])
  }

  async function collectionPath(): Promise<string> {
    const { body } = await server.request("POST", "/api/knowledge/collections", { user: "ann", body: { name: "C" } })
    const path = `/api/knowledge/collections/${String(body["collectionId"])}`
    await server.request("POST", `${path}/documents`, { user: "ann", body: texts })
    return path
  }

  async function call({ method, body }: RouteDescription, { server: at, path, ...options }: Call): Promise<Answer> {
    const headers = {
      ...(body?.as === "form" && { "content-type": "multipart/form-data; boundary=cut" }),
      ...options.headers,
    }
    const reply = await at.request(method.toUpperCase(), path, { ...options, headers })
    const type = reply.headers.get("content-type")
    return { status: reply.status, type, body: type?.includes("json") ? reply.body : reply.body["text"] }
  }

  function accept(operation: RouteDescription, answer: Answer, expected: string): void {
    assert.equal(whatIsWrong(operation, answer), undefined)
    called.add(`${operation.id} ${expected}`)
  }

  it("is described by a valid OpenAPI 3.1 document, which the server gives", async () => {
    assert.deepEqual(await new Validator().validate(structuredClone(document)), { valid: true })
    assert.deepEqual((await server.request("GET", "/api/openapi.json")).body, JSON.parse(JSON.stringify(document)))
    const inProduction = (await entra.request("GET", "/api/openapi.json")).body as { paths: object }
    assert.equal("/auth/local/token" in inProduction.paths, false)
  })

  const successes: Record<string, () => Promise<Omit<Call, "server">> | Omit<Call, "server">> = {
    chat: () => ({ path: "/api/chat", body: question("Data") }),
    readHistory: () => ({ path: `/api/chat/history?sessionId=${chat}` }),
    clearHistory: () => ({ path: `/api/chat/history?sessionId=${chat}` }),
    createSession: () => ({ path: "/api/conversations/sessions", body: { title: "Q3", workbookId: "w1" } }),
    listSessions: () => ({ path: "/api/conversations/sessions?q=q3&workbookId=w1&limit=1" }),
    readSession: () => ({ path: `/api/conversations/sessions/${chat}/history` }),
    renameSession: () => ({ path: `/api/conversations/sessions/${chat}`, body: { title: "Other" } }),
    deleteSession: async () => ({ path: `/api/conversations/sessions/${await server.createSession("ann")}` }),
    profileRange: () => ({ path: "/api/analysis/range", body: cells("Data") }),
    putWorkbook: () => ({ path: "/api/workbooks/w1", body: outline }),
    putSheet: () => ({ path: "/api/workbooks/w1/sheets/s1", body: sheetContent }),
    putBlock: () => ({ path: `/api/workbooks/w1/blocks/${blockHash}`, body: block }),
    readWorkbook: () => ({ path: "/api/workbooks/w1" }),
    uploadFile: () => ({ path: "/api/files/upload", body: formWith(`Region,Sales\nNorth,${++uploads}\n`) }),
    listFiles: () => ({ path: "/api/files" }),
    readFile: async () => ({ path: `/api/files/${await uploadedFile()}` }),
    deleteFile: async () => ({ path: `/api/files/${await uploadedFile()}` }),
    searchKnowledge: () => ({ path: "/api/knowledge/search", body: { query: "Qty" } }),
    listCollections: () => ({ path: "/api/knowledge/collections" }),
    createCollection: () => ({ path: "/api/knowledge/collections", body: { name: "Manuals" } }),
    deleteCollection: async () => ({ path: await collectionPath() }),
    addDocuments: async () => ({ path: `${await collectionPath()}/documents`, body: texts }),
    searchCollection: async () => ({ path: `${await collectionPath()}/search`, body: { query: "bikes" } }),
    collectionStats: async () => ({ path: `${await collectionPath()}/stats` }),
    reindexCollection: async () => ({ path: `${await collectionPath()}/reindex` }),
    deleteWorkbook: () => ({ path: "/api/workbooks/w2" }),
    buyTicket: () => ({ path: "/api/ws-ticket", body: {} }),
    readSettings: () => ({ path: "/api/settings" }),
    readDescription: () => ({ path: "/api/openapi.json" }),
    issueToken: () => ({ path: "/auth/local/token", body: { user: "ann" } }),
    readLocalKeys: () => ({ path: "/auth/local/jwks.json" }),
    health: () => ({ path: "/health" }),
    healthDetails: () => ({ path: "/health/detailed" }),
    ready: () => ({ path: "/ready" }),
    metrics: () => ({ path: "/metrics" }),
  }
  for (const operation of allRoutes) {
    const { id, reply } = operation
    const success = successes[id]
    if (success)
      it(`${id} replies as described`, async () => {
        const answer = await call(operation, { server, user: "ann", ...(await success()) })
        assert.equal(answer.status, reply.status)
        accept(operation, answer, "success")
      })
    if (success && reply.json && operation.path.startsWith("/api/") && id !== "readDescription")
      it(`${id} replies under the name of its version when asked for it`, async () => {
        const headers = { accept: versionedJson }
        const answer = await call(operation, { server, user: "ann", headers, ...(await success()) })
        assert.equal(answer.type, `${versionedJson}; charset=utf-8`)
        accept(operation, answer, "success")
      })
  }

  it("openEvents and postMessage reply as described", async () => {
    const pane = await PaneEvents.open(`${server.url}/api/chat/${chat}`, await server.token("ann"))
    const [open, post] = ["openEvents", "postMessage"].map((id) => allRoutes.find((operation) => operation.id === id)!)
    accept(open!, { status: 200, type: "text/event-stream", body: "" }, "success")
    const path = `/api/chat/${chat}/messages?connection=${pane.connectionId}`
    accept(post!, await call(post!, { server, path, user: "ann", body: { v: 1, type: "heartbeat" } }), "success")
    pane.cut()
  })

  /** The path of an operation with parameters that are good. */
  const pathOf = ({ id, path }: RouteDescription, session = chat): string => {
    const query = { clearHistory: `?sessionId=${session}`, postMessage: `?connection=${noChat}` }[id] ?? ""
    const ids = {
      sessionId: session,
      workbookId: session,
      fileId: session,
      collectionId: session,
      sheetId: "s1",
      hash: blockHash,
    }
    return Object.entries(ids).reduce((made, [name, value]) => made.replace(`{${name}}`, value), path) + query
  }
  /** How each problem is brought about. */
  const ways: Partial<Record<ErrorCode, (operation: RouteDescription) => Promise<Answer>>> = {
    unauthenticated: (operation) => call(operation, { server: entra, path: pathOf(operation) }),
    sign_in_unavailable: (operation) =>
      call(operation, { server: entra, path: pathOf(operation), token: looksLikeAToken }),
    forbidden: (operation) =>
      operation.id === "metrics"
        ? call(operation, { server, path: "/metrics", headers: { "x-forwarded-for": "10.0.0.7" } })
        : rawCall(server, operation, pathOf(operation), { host: "evil.example.com" }),
    not_acceptable: (operation) =>
      call(operation, {
        server,
        user: "ann",
        path: pathOf(operation),
        body: goodBody(operation),
        headers: { accept: "application/vnd.excel-chat.v2+json" },
      }),
    unsupported_media_type: (operation) =>
      call(operation, {
        server,
        user: "ann",
        path: pathOf(operation),
        body: "{}",
        headers: { "content-type": "text/plain" },
      }),
    message_too_large: async (operation) =>
      rawCall(server, operation, pathOf(operation), {
        authorization: `Bearer ${await server.token("ann")}`,
        "content-type": "application/json",
        "content-length": String(1024 ** 3),
      }),
    invalid_request: (operation) => {
      const queries: Readonly<Record<string, string>> = {
        listSessions: "?limit=0",
        readHistory: "?sessionId=a&sessionId=b",
        postMessage: "?connection=1",
      }
      const [address = ""] = pathOf(operation).split("?")
      const path = address + (queries[operation.id] ?? "")
      return call(operation, { server, user: "ann", path, ...(operation.body && { body: "{no" }) })
    },
    not_found: (operation) =>
      operation.id === "readHistory"
        ? call(operation, { server, user: "ann", path: `/api/chat/history?sessionId=${noChat}` })
        : call(operation, {
            server,
            user: "ann",
            path: pathOf(operation, noChat),
            body: operation.id === "chat" ? { message: "Hi", sessionId: noChat } : goodBody(operation),
          }),
    rate_limited: (operation) =>
      call(operation, { server: flooded, path: pathOf(operation), body: goodBody(operation) }),
    storage_unavailable: async (operation) =>
      call(operation, {
        server: noStorage,
        user: "ann",
        path: pathOf(operation),
        body: goodBody(operation),
      }),
    turn_running: (operation) =>
      call(operation, {
        server: busy,
        user: "ann",
        path: pathOf(operation),
        body: { message: "Two", sessionId: busyChat },
      }),
    server_stopping: (operation) =>
      operation.id === "profileRange"
        ? sheetNamed("server_stopping")(operation)
        : call(operation, { server: stopping, user: "ann", path: pathOf(operation), body: goodBody(operation) }),
    cancelled: async (operation) => {
      const pane = await PaneEvents.open(`${server.url}/api/chat/${chat}`, await server.token("ann"))
      const answer = await call(operation, { server, user: "ann", path: pathOf(operation), body: {} })
      pane.cut()
      return answer
    },
    timeout: sheetNamed("timeout"),
    range_too_large: sheetNamed("range_too_large"),
    range_empty: sheetNamed("range_empty"),
    unreadable_file: (operation) =>
      call(operation, { server, user: "ann", path: operation.path, body: formWith("PK\u0003\u0004 and no more") }),
  }

  function sheetNamed(code: string) {
    return (operation: RouteDescription): Promise<Answer> =>
      call(operation, {
        server,
        user: "ann",
        path: operation.path,
        body: operation.id === "chat" ? question(code) : cells(code),
      })
  }

  for (const operation of allRoutes)
    for (const code of problemCodes(operation)) {
      const way = ways[code]
      // Nobody foresees it.
      if (code === "internal") continue
      it(`${operation.id} ends with ${code} as described`, async () => {
        assert.ok(way)
        const answer = await way(operation)
        const { code: answered, detail } = answer.body as { code: string; detail: string }
        assert.deepEqual([answer.status, answered], [errorStatus[code], code], detail)
        accept(operation, answer, code)
      })
    }

  it("has no operation that no test has called", () => {
    const missing = allRoutes.flatMap((operation) =>
      ["success", ...problemCodes(operation).filter((code) => code !== "internal")]
        .map((outcome) => `${operation.id} ${outcome}`)
        .filter((outcome) => !called.has(outcome)),
    )
    assert.deepEqual(missing, [])
  })
})
