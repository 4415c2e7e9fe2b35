import {
  clearHistoryQuerySchema,
  historyQuerySchema,
  historySchema,
  newSessionSchema,
  renameSessionSchema,
  sessionListSchema,
  sessionQuerySchema,
  sessionSchema,
} from "../../../shared/conversation.ts"
import type { Conversations } from "../../conversation/conversations.ts"
import type { LiveSessions } from "../../session/liveSessions.ts"
import { jsonBody } from "../routing/bodies.ts"
import { signedIn } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface ConversationParts {
  readonly conversations: Conversations
  /** Is told when a chat is gone that somebody may have open. */
  readonly live: Pick<LiveSessions, "deleted">
}

const route = routesNeeding<ConversationParts>()

const history = {
  status: 200,
  description: "Questions and answers, oldest first.",
  json: { name: "History", schema: historySchema },
} as const
const session = { name: "Session", schema: sessionSchema }

/** `/api/conversations`, and `/api/chat/history`: the same histories, for scripts that keep no list of chats. */
export const conversationRoutes = [
  route({
    id: "readHistory",
    tag: "Chats",
    method: "get",
    path: "/api/chat/history",
    summary: "Read a chat, by default the one last used",
    ...signedIn,
    query: historyQuerySchema,
    reply: history,
    problems: ["not_found", "storage_unavailable"],
    handle: async ({ conversations }, { owner, query }) => {
      const sessionId = query.sessionId ?? (await conversations.last(owner))
      return { sessionId, messages: await conversations.history(owner, sessionId) }
    },
  }),
  route({
    id: "clearHistory",
    tag: "Chats",
    method: "delete",
    path: "/api/chat/history",
    summary: "Delete everything said in a chat, and keep the chat",
    ...signedIn,
    query: clearHistoryQuerySchema,
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ conversations }, { owner, query }) => conversations.clear(owner, query.sessionId),
  }),
  route({
    id: "createSession",
    tag: "Chats",
    method: "post",
    path: "/api/conversations/sessions",
    summary: "Begin a chat",
    ...signedIn,
    body: jsonBody("NewSession", newSessionSchema, { optional: true }),
    reply: { status: 201, description: "The new chat.", json: session },
    problems: ["storage_unavailable"],
    handle: ({ conversations }, { owner, body }) => conversations.create(owner, body),
  }),
  route({
    id: "listSessions",
    tag: "Chats",
    method: "get",
    path: "/api/conversations/sessions",
    summary: "List and search one's chats, last used first",
    ...signedIn,
    query: sessionQuerySchema,
    reply: { status: 200, description: "One page of chats.", json: { name: "SessionList", schema: sessionListSchema } },
    problems: ["storage_unavailable"],
    handle: ({ conversations }, { owner, query }) => conversations.list(owner, query),
  }),
  route({
    id: "readSession",
    tag: "Chats",
    method: "get",
    path: "/api/conversations/sessions/{sessionId}/history",
    summary: "Read a chat",
    ...signedIn,
    reply: history,
    problems: ["not_found", "storage_unavailable"],
    handle: async ({ conversations }, { owner, params: { sessionId } }) => ({
      sessionId,
      messages: await conversations.history(owner, sessionId),
    }),
  }),
  route({
    id: "renameSession",
    tag: "Chats",
    method: "patch",
    path: "/api/conversations/sessions/{sessionId}",
    summary: "Rename a chat",
    ...signedIn,
    body: jsonBody("RenameSession", renameSessionSchema),
    reply: { status: 200, description: "The renamed chat.", json: session },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ conversations }, { owner, params, body }) => conversations.rename(owner, params.sessionId, body.title),
  }),
  route({
    id: "deleteSession",
    tag: "Chats",
    method: "delete",
    path: "/api/conversations/sessions/{sessionId}",
    summary: "Delete a chat and everything said in it",
    ...signedIn,
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
    handle: async ({ conversations, live }, { owner, params: { sessionId } }) => {
      await conversations.delete(owner, sessionId)
      await live.deleted(owner, sessionId)
    },
  }),
]
