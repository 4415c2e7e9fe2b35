import type { RouteDescription } from "../../server/http/routing/route.ts"
import type { ErrorCode } from "../../shared/errors.ts"
import { looksLikeAToken } from "../support/entraWithoutKeys.ts"
import { blockHash, cells, formWith, goodBody, question } from "../support/goodBodies.ts"
import { PaneEvents } from "../support/paneEvents.ts"
import { rawCall, type Answer } from "../support/rawCall.ts"
import { call, type OpenApiStage } from "./openApiStage.ts"

type Way = (stage: OpenApiStage, operation: RouteDescription) => Promise<Answer>

const noChat = "00000000-0000-4000-8000-000000000000"

/** The path of an operation with parameters that are good. */
const pathOf = ({ id, path }: RouteDescription, session: string): string => {
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

const sheetNamed =
  (code: string): Way =>
  (stage, operation) =>
    call(operation, {
      server: stage.server,
      user: "ann",
      path: operation.path,
      body: operation.id === "chat" ? question(code) : cells(code),
    })

/** How each problem is brought about. */
export const problemWays: Partial<Record<ErrorCode, Way>> = {
  unauthenticated: (stage, operation) => call(operation, { server: stage.entra, path: pathOf(operation, stage.chat) }),
  sign_in_unavailable: (stage, operation) =>
    call(operation, { server: stage.entra, path: pathOf(operation, stage.chat), token: looksLikeAToken }),
  forbidden: (stage, operation) =>
    operation.id === "metrics"
      ? call(operation, { server: stage.server, path: "/metrics", headers: { "x-forwarded-for": "10.0.0.7" } })
      : rawCall(stage.server, operation, pathOf(operation, stage.chat), { host: "evil.example.com" }),
  not_acceptable: (stage, operation) =>
    call(operation, {
      server: stage.server,
      user: "ann",
      path: pathOf(operation, stage.chat),
      body: goodBody(operation),
      headers: { accept: "application/vnd.excel-chat.v2+json" },
    }),
  unsupported_media_type: (stage, operation) =>
    call(operation, {
      server: stage.server,
      user: "ann",
      path: pathOf(operation, stage.chat),
      body: "{}",
      headers: { "content-type": "text/plain" },
    }),
  message_too_large: async (stage, operation) =>
    rawCall(stage.server, operation, pathOf(operation, stage.chat), {
      authorization: `Bearer ${await stage.server.token("ann")}`,
      "content-type": "application/json",
      "content-length": String(1024 ** 3),
    }),
  invalid_request: (stage, operation) => {
    const queries: Readonly<Record<string, string>> = {
      listSessions: "?limit=0",
      readHistory: "?sessionId=a&sessionId=b",
      postMessage: "?connection=1",
    }
    const [address = ""] = pathOf(operation, stage.chat).split("?")
    const path = address + (queries[operation.id] ?? "")
    return call(operation, { server: stage.server, user: "ann", path, ...(operation.body && { body: "{no" }) })
  },
  not_found: (stage, operation) =>
    operation.id === "readHistory"
      ? call(operation, { server: stage.server, user: "ann", path: `/api/chat/history?sessionId=${noChat}` })
      : call(operation, {
          server: stage.server,
          user: "ann",
          path: pathOf(operation, noChat),
          body: operation.id === "chat" ? { message: "Hi", sessionId: noChat } : goodBody(operation),
        }),
  rate_limited: (stage, operation) =>
    call(operation, { server: stage.flooded, path: pathOf(operation, stage.chat), body: goodBody(operation) }),
  storage_unavailable: async (stage, operation) =>
    call(operation, {
      server: stage.noStorage,
      user: "ann",
      path: pathOf(operation, stage.chat),
      body: goodBody(operation),
    }),
  turn_running: (stage, operation) =>
    call(operation, {
      server: stage.busy,
      user: "ann",
      path: pathOf(operation, stage.chat),
      body: { message: "Two", sessionId: stage.busyChat },
    }),
  server_stopping: (stage, operation) =>
    operation.id === "profileRange"
      ? sheetNamed("server_stopping")(stage, operation)
      : call(operation, {
          server: stage.stopping,
          user: "ann",
          path: pathOf(operation, stage.chat),
          body: goodBody(operation),
        }),
  cancelled: async (stage, operation) => {
    const pane = await PaneEvents.open(`${stage.server.url}/api/chat/${stage.chat}`, await stage.server.token("ann"))
    const answer = await call(operation, {
      server: stage.server,
      user: "ann",
      path: pathOf(operation, stage.chat),
      body: {},
    })
    pane.cut()
    return answer
  },
  timeout: sheetNamed("timeout"),
  range_too_large: sheetNamed("range_too_large"),
  range_empty: sheetNamed("range_empty"),
  unreadable_file: (stage, operation) =>
    call(operation, {
      server: stage.server,
      user: "ann",
      path: operation.path,
      body: formWith("PK\u0003\u0004 and no more"),
    }),
}
