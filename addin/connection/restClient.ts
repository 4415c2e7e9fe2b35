import { z } from "zod"
import {
  historySchema,
  sessionListSchema,
  sessionSchema,
  settingsSchema,
  type HistoryMessage,
  type NewSession,
  type Session,
  type SessionList,
  type Settings,
} from "../../shared/conversation.ts"
import { fileListSchema, fileSchema, fileSummarySchema } from "../../shared/files.ts"
import { workbookMapSchema } from "../../shared/workbookMap.ts"
import type { ChatQuery } from "../chat/backend.ts"
import type { Library } from "../chat/library.ts"
import { authorizedFetch, openFetch, type AuthorizedFetch, type Token } from "./authorizedFetch.ts"
import { readReply } from "./readReply.ts"
import { uploadFile } from "./uploadFile.ts"

export interface RestClient extends Library {
  readonly settings: () => Promise<Settings>
  readonly createSession: (about: NewSession) => Promise<Session>
  readonly history: (sessionId: string) => Promise<readonly HistoryMessage[]>
  readonly listSessions: (query: ChatQuery) => Promise<SessionList>
  readonly renameSession: (sessionId: string, title: string) => Promise<Session>
  readonly deleteSession: (sessionId: string) => Promise<void>
  /** A single-use ticket that opens one socket of this session, or renews the sign-in behind an open one. */
  readonly ticket: (sessionId: string) => Promise<string>
  /** Obtains a token that lasts long enough, which may need the person. */
  readonly signIn: () => Promise<unknown>
  /** Any other call with the token. */
  readonly call: AuthorizedFetch
}

const requestTimeoutMs = 15_000

/** The server's REST interface on the pane's own origin. Every call throws AppError. */
export function restClient(
  token: Token & { getLasting(): Promise<string> },
  fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis),
): RestClient {
  const authorized = authorizedFetch(token, fetch)

  const send = (call: AuthorizedFetch, method: string, path: string, body?: unknown): Promise<Response> =>
    call(path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    })
  const ask = async <T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> =>
    readReply(schema, await send(authorized, method, path, body))

  return {
    settings: async () => readReply(settingsSchema, await send(openFetch(fetch), "GET", "/api/settings")),
    createSession: (about) => ask(sessionSchema, "POST", sessions, about),
    history: async (sessionId) => (await ask(historySchema, "GET", `${pathOf(sessionId)}/history`)).messages,
    listSessions: ({ workbookId, text, cursor }) =>
      ask(
        sessionListSchema,
        "GET",
        `${sessions}?${new URLSearchParams({
          workbookId,
          limit: String(pageSize),
          ...(text !== "" && { q: text }),
          ...(cursor !== null && { cursor }),
        }).toString()}`,
      ),
    renameSession: (sessionId, title) => ask(sessionSchema, "PATCH", pathOf(sessionId), { title }),
    deleteSession: async (sessionId) => {
      await send(authorized, "DELETE", pathOf(sessionId))
    },
    ticket: async (sessionId) => (await ask(ticketSchema, "POST", "/api/ws-ticket", { sessionId })).ticket,
    workbookMap: (workbookId) => ask(workbookMapSchema, "GET", `/api/workbooks/${encodeURIComponent(workbookId)}`),
    files: async () => (await ask(fileListSchema, "GET", files)).files,
    file: (fileId) => ask(fileSchema, "GET", fileOf(fileId)),
    uploadFile: async (file, options) =>
      readReply(uploadedSchema, new Response(await uploadFile(token, file, options))),
    deleteFile: async (fileId) => {
      await send(authorized, "DELETE", fileOf(fileId))
    },
    signIn: () => token.getLasting(),
    call: authorized,
  }
}

const sessions = "/api/conversations/sessions"
const pathOf = (sessionId: string): string => `${sessions}/${encodeURIComponent(sessionId)}`

const files = "/api/files"
const fileOf = (fileId: string): string => `${files}/${encodeURIComponent(fileId)}`
const uploadedSchema = fileSummarySchema.pick({ fileId: true, fileName: true, status: true })

/** Chats on one page of the list. */
const pageSize = 30

const ticketSchema = z.object({ ticket: z.string(), expiresInSeconds: z.number() })
