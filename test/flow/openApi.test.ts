import assert from "node:assert/strict"
import { Validator } from "@seriousme/openapi-schema-validator"
import { openApiDocument, problemCodes } from "../../server/http/openapi/openApi.ts"
import type { RouteDescription } from "../../server/http/routing/route.ts"
import { allRoutes } from "../../server/http/routes/allRoutes.ts"
import { versionedJson } from "../../server/http/guards/version.ts"
import { errorStatus } from "../../shared/errors.ts"
import { documentedReplies } from "../support/documentedReplies.ts"
import { block, blockHash, cells, outline, question, sheetContent, texts } from "../support/goodBodies.ts"
import { PaneEvents } from "../support/paneEvents.ts"
import type { Answer } from "../support/rawCall.ts"
import { problemWays } from "./openApiProblems.ts"
import { call, openApiStage, type Call, type OpenApiStage } from "./openApiStage.ts"

type Success = Omit<Call, "server">

/** How each operation is called so that it succeeds. */
const successes: Record<string, (stage: OpenApiStage) => Promise<Success> | Success> = {
  chat: () => ({ path: "/api/chat", body: question("Data") }),
  readHistory: ({ chat }) => ({ path: `/api/chat/history?sessionId=${chat}` }),
  clearHistory: ({ chat }) => ({ path: `/api/chat/history?sessionId=${chat}` }),
  createSession: () => ({ path: "/api/conversations/sessions", body: { title: "Q3", workbookId: "w1" } }),
  listSessions: () => ({ path: "/api/conversations/sessions?q=q3&workbookId=w1&limit=1" }),
  readSession: ({ chat }) => ({ path: `/api/conversations/sessions/${chat}/history` }),
  renameSession: ({ chat }) => ({ path: `/api/conversations/sessions/${chat}`, body: { title: "Other" } }),
  deleteSession: async ({ server }) => ({ path: `/api/conversations/sessions/${await server.createSession("ann")}` }),
  profileRange: () => ({ path: "/api/analysis/range", body: cells("Data") }),
  putWorkbook: () => ({ path: "/api/workbooks/w1", body: outline }),
  putSheet: () => ({ path: "/api/workbooks/w1/sheets/s1", body: sheetContent }),
  putBlock: () => ({ path: `/api/workbooks/w1/blocks/${blockHash}`, body: block }),
  readWorkbook: () => ({ path: "/api/workbooks/w1" }),
  uploadFile: ({ newForm }) => ({ path: "/api/files/upload", body: newForm() }),
  listFiles: () => ({ path: "/api/files" }),
  readFile: async ({ uploadedFile }) => ({ path: `/api/files/${await uploadedFile()}` }),
  deleteFile: async ({ uploadedFile }) => ({ path: `/api/files/${await uploadedFile()}` }),
  searchKnowledge: () => ({ path: "/api/knowledge/search", body: { query: "Qty" } }),
  listCollections: () => ({ path: "/api/knowledge/collections" }),
  createCollection: () => ({ path: "/api/knowledge/collections", body: { name: "Manuals" } }),
  deleteCollection: async ({ collectionPath }) => ({ path: await collectionPath() }),
  addDocuments: async ({ collectionPath }) => ({ path: `${await collectionPath()}/documents`, body: texts }),
  searchCollection: async ({ collectionPath }) => ({
    path: `${await collectionPath()}/search`,
    body: { query: "bikes" },
  }),
  collectionStats: async ({ collectionPath }) => ({ path: `${await collectionPath()}/stats` }),
  reindexCollection: async ({ collectionPath }) => ({ path: `${await collectionPath()}/reindex` }),
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

describe("the described interface", () => {
  const document = openApiDocument(allRoutes)
  const whatIsWrong = documentedReplies(document)
  const called = new Set<string>()
  let stage: OpenApiStage
  before(async () => {
    stage = await openApiStage()
  })
  after(() => stage.close())

  function accept(operation: RouteDescription, answer: Answer, expected: string): void {
    assert.equal(whatIsWrong(operation, answer), undefined)
    called.add(`${operation.id} ${expected}`)
  }

  it("is described by a valid OpenAPI 3.1 document, which the server gives", async () => {
    assert.deepEqual(await new Validator().validate(structuredClone(document)), { valid: true })
    assert.deepEqual(
      (await stage.server.request("GET", "/api/openapi.json")).body,
      JSON.parse(JSON.stringify(document)),
    )
    const inProduction = (await stage.entra.request("GET", "/api/openapi.json")).body as { paths: object }
    assert.equal("/auth/local/token" in inProduction.paths, false)
  })

  for (const operation of allRoutes) {
    const { id, reply } = operation
    const success = successes[id]
    if (success)
      it(`${id} replies as described`, async () => {
        const answer = await call(operation, { server: stage.server, user: "ann", ...(await success(stage)) })
        assert.equal(answer.status, reply.status)
        accept(operation, answer, "success")
      })
    if (success && reply.json && operation.path.startsWith("/api/") && id !== "readDescription")
      it(`${id} replies under the name of its version when asked for it`, async () => {
        const headers = { accept: versionedJson }
        const answer = await call(operation, { server: stage.server, user: "ann", headers, ...(await success(stage)) })
        assert.equal(answer.type, `${versionedJson}; charset=utf-8`)
        accept(operation, answer, "success")
      })
  }

  it("openEvents and postMessage reply as described", async () => {
    const { server, chat } = stage
    const pane = await PaneEvents.open(`${server.url}/api/chat/${chat}`, await server.token("ann"))
    const [open, post] = ["openEvents", "postMessage"].map((id) => allRoutes.find((operation) => operation.id === id)!)
    accept(open!, { status: 200, type: "text/event-stream", body: "" }, "success")
    const path = `/api/chat/${chat}/messages?connection=${pane.connectionId}`
    accept(post!, await call(post!, { server, path, user: "ann", body: { v: 1, type: "heartbeat" } }), "success")
    pane.cut()
  })

  for (const operation of allRoutes)
    for (const code of problemCodes(operation)) {
      const way = problemWays[code]
      // Nobody foresees it.
      if (code === "internal") continue
      it(`${operation.id} ends with ${code} as described`, async () => {
        assert.ok(way)
        const answer = await way(stage, operation)
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
