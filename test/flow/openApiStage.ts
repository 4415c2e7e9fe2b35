import type { RouteDescription } from "../../server/http/routing/route.ts"
import { memoryCache } from "../../server/cache/memoryCache.ts"
import { breakableCache } from "../support/breakableCache.ts"
import { databaseThatIsDown } from "../support/databaseThatIsDown.ts"
import { entraWithoutKeys } from "../support/entraWithoutKeys.ts"
import { failingAnalyzer } from "../support/failingAnalyzer.ts"
import { formWith, texts } from "../support/goodBodies.ts"
import type { Answer } from "../support/rawCall.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { steppedModel } from "../support/steppedModel.ts"

export interface Call {
  readonly server: TestServer
  readonly path: string
  readonly body?: unknown
  readonly user?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A server in each state that a reply can come from. */
export interface OpenApiStage {
  /** Has all it needs. */
  readonly server: TestServer
  readonly noStorage: TestServer
  /** Has had too many requests from everybody. */
  readonly flooded: TestServer
  /** As in production, with sign-in by Microsoft Entra, whose keys cannot be read. */
  readonly entra: TestServer
  /** Answers a question in `busyChat` all the time. */
  readonly busy: TestServer
  readonly stopping: TestServer
  /** A chat of ann with one answer on `server`. */
  readonly chat: string
  readonly busyChat: string
  /** A form with a file that nobody has uploaded yet. */
  readonly newForm: () => string
  /** The id of a new file of ann. */
  readonly uploadedFile: () => Promise<string>
  /** The path of a new collection of ann with one document. */
  readonly collectionPath: () => Promise<string>
  readonly close: () => Promise<void>
}

export async function openApiStage(): Promise<OpenApiStage> {
  const model = steppedModel()
  const lastModel = steppedModel()
  const database = await sharedDatabase()
  const parts = { database, analyzer: noAnalyzer }
  const analyzer = failingAnalyzer(sharedAnalyzer())
  const server = await startTestServer({}, { database, analyzer, model: scriptedModel([{ chunks: ["Good day."] }]) })
  const cache = breakableCache()
  const noStorage = await startTestServer({}, { ...parts, database: databaseThatIsDown, cache })
  cache.broken = true
  const full = { ...memoryCache(), count: () => Promise.resolve({ count: 10_000, endsInMs: 30_000 }) }
  const flooded = await startTestServer({ questionsPerMinute: 10 }, { ...parts, cache: full })
  const entra = await startTestServer({ auth: entraWithoutKeys, metricsToken: "a-long-enough-token" }, parts)
  const chat = await server.createSession("ann")
  await server.request("POST", "/api/chat", { user: "ann", body: { message: "Hello", sessionId: chat } })

  const busy = await startTestServer({}, { ...parts, model })
  const busyChat = await busy.createSession("ann")
  void busy.request("POST", "/api/chat", { user: "ann", body: { message: "One", sessionId: busyChat } })
  await model.asked(1)

  const stopping = await startTestServer({}, { ...parts, model: lastModel, stopGraceMs: 60_000 })
  void stopping.request("POST", "/api/chat", { user: "ann", body: { message: "One" } })
  await lastModel.asked(1)
  const stopped = stopping.close()

  let forms = 0
  const newForm = (): string => formWith(`Region,Sales\nNorth,${++forms}\n`)
  return {
    ...{ server, noStorage, flooded, entra, busy, stopping, chat, busyChat, newForm },
    uploadedFile: async () => {
      const headers = { "content-type": "multipart/form-data; boundary=cut" }
      const { body } = await server.request("POST", "/api/files/upload", { user: "ann", body: newForm(), headers })
      return String(body["fileId"])
    },
    collectionPath: async () => {
      const { body } = await server.request("POST", "/api/knowledge/collections", { user: "ann", body: { name: "C" } })
      const path = `/api/knowledge/collections/${String(body["collectionId"])}`
      await server.request("POST", `${path}/documents`, { user: "ann", body: texts })
      return path
    },
    close: async () => {
      await model.finish()
      await lastModel.finish()
      await stopped
      for (const each of [server, noStorage, flooded, entra, busy]) await each.close()
    },
  }
}

/** Sends what the operation takes and reads what it replies: a body of JSON whole, any other as text. */
export async function call(
  { method, body }: RouteDescription,
  { server: at, path, ...options }: Call,
): Promise<Answer> {
  const headers = {
    ...(body?.as === "form" && { "content-type": "multipart/form-data; boundary=cut" }),
    ...options.headers,
  }
  const reply = await at.request(method.toUpperCase(), path, { ...options, headers })
  const type = reply.headers.get("content-type")
  return { status: reply.status, type, body: type?.includes("json") ? reply.body : reply.body["text"] }
}
