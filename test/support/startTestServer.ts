import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import type { WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"
import type { Config } from "../../server/config/config.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import type { Replacements } from "../../server/compose/replacements.ts"
import { startServer } from "../../server/compose/startServer.ts"
import { AppError } from "../../shared/errors.ts"
import { PaneSocket } from "./paneSocket.ts"
import { sharedAnalyzer } from "./sharedAnalyzer.ts"

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export interface TestServer {
  readonly url: string
  token(user: string): Promise<string>
  /** As `user` when one is given, else without signing in. */
  request(
    method: string,
    path: string,
    options?: { user?: string; token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Reply>
  createSession(user: string): Promise<string>
  ticket(user: string): Promise<string>
  /** A pane's socket after its connection_established. */
  connect(
    user: string,
    sessionId: string,
    options?: { ticket?: string; headers?: Record<string, string> },
  ): Promise<PaneSocket>
  close(): Promise<void>
}

const withoutAnalyzer = (): Promise<never> => Promise.reject(new AppError("internal", "This test has no analyzer."))

/** For tests without ranges: no worker has to start for them. */
export const noAnalyzer: WorkerAnalyzer = {
  open: withoutAnalyzer,
  openJson: withoutAnalyzer,
  workbooks: {
    layout: withoutAnalyzer,
    openTable: withoutAnalyzer,
    query: withoutAnalyzer,
    chunks: () => ({ [Symbol.asyncIterator]: () => ({ next: withoutAnalyzer }) }),
    forget: () => undefined,
  },
  queueLength: 0,
  ready: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

let shared: Promise<Database> | undefined

/** One embedded PostgreSQL in memory with our tables, for every test of a run: it takes seconds to start. Owners keep tests apart. */
export function sharedDatabase(): Promise<Database> {
  shared ??= openPgliteDatabase(undefined).then(async (database) => {
    await migrate(database)
    return database
  })
  return shared
}

/** A free port, plain http, local sign-in, no model, no limits and no logs; `changes` replace any of it. */
export const testConfig = (dataDir: string, changes: Partial<Config>): Config => ({
  host: "127.0.0.1",
  port: 0,
  tls: { kind: "off" },
  dataDir,
  development: true,
  auth: { mode: "local" },
  allowedOrigins: [],
  model: { provider: "offline" },
  questionsPerMinute: null,
  databaseUrl: undefined,
  redisUrl: undefined,
  embedding: { provider: "built-in" },
  retentionDays: null,
  metricsToken: undefined,
  logLevel: "silent",
  ...changes,
})

/** The real server on a free port, plain http, with a data folder of its own; its analysis worker is shared. */
export async function startTestServer(
  changes: Partial<Config> = {},
  replacements: Replacements = {},
): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "excel-chat-"))
  const server = await startServer(testConfig(dataDir, changes), {
    stopGraceMs: 0,
    analyzer: sharedAnalyzer(),
    ...replacements,
  })
  const sockets: PaneSocket[] = []

  const request: TestServer["request"] = async (method, path, options = {}) => {
    const token = options.token ?? (options.user === undefined ? undefined : await test.token(options.user))
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(options.body !== undefined && { "content-type": "application/json" }),
        ...options.headers,
      },
      body:
        options.body === undefined
          ? null
          : typeof options.body === "string"
            ? options.body
            : JSON.stringify(options.body),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get("content-type") ?? "")
    const body = isJson ? z.record(z.string(), z.unknown()).parse(JSON.parse(text)) : { text }
    return { status: response.status, headers: response.headers, body }
  }
  const test: TestServer = {
    url: server.url,
    request,
    token: async (user) => String((await request("POST", "/auth/local/token", { body: { user } })).body["accessToken"]),
    createSession: async (user) =>
      String((await request("POST", "/api/conversations/sessions", { user })).body["sessionId"]),
    ticket: async (user) => String((await request("POST", "/api/ws-ticket", { user })).body["ticket"]),
    connect: async (user, sessionId, options = {}) => {
      const ticket = options.ticket ?? (await test.ticket(user))
      const address = `${server.url.replace("http", "ws")}/ws/chat/${sessionId}?ticket=${ticket}`
      const socket = await PaneSocket.open(address, options.headers)
      sockets.push(socket)
      return socket
    },
    close: async () => {
      await server.close()
      for (const socket of sockets) socket.cut()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return test
}
