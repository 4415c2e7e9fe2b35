import { z } from "zod"
import {
  clearHistoryQuerySchema,
  historyQuerySchema,
  historySchema,
  newSessionSchema,
  renameSessionSchema,
  sessionListSchema,
  sessionQuerySchema,
  sessionSchema,
  settingsSchema,
} from "../../shared/conversation.ts"
import { rangeProfileSchema } from "../../shared/profile.ts"
import { clientMessageSchema } from "../../shared/protocol.ts"
import { rangeContentSchema } from "../../shared/workbook.ts"
import { ticketRequest, tokenRequest } from "../auth/routes.ts"
import { chatReplySchema, chatRequestSchema } from "../session/chatRequest.ts"
import { postQuery } from "../session/eventRoutes.ts"
import { healthDetailsSchema, healthSchema, readySchema } from "./health.ts"
import type { Operation } from "./operation.ts"

export const tokenSchema = z.object({ accessToken: z.string(), expiresInSeconds: z.number().int() })
export const keySetSchema = z.object({ keys: z.array(z.record(z.string(), z.string())) })
export const ticketSchema = z.object({ ticket: z.string(), expiresInSeconds: z.number().int() })

/** What of it there is where people sign in this way. */
export const operationsFor = (authMode: "local" | "entra"): readonly Operation[] =>
  operations.filter(({ localOnly }) => authMode === "local" || !localOnly)

/** Every way to call this server but its socket and its pages: the description is made from it, and the tests call each. */
export const operations: readonly Operation[] = [
  {
    id: "chat",
    method: "post",
    path: "/api/chat",
    summary: "Ask one question and get its whole answer",
    description:
      "For scripts: the cells come with the question. Every figure of the answer was computed here and stands in `proofs`, or it is named in `unverified`.",
    signIn: "required",
    body: { name: "ChatRequest", schema: chatRequestSchema },
    reply: {
      status: 200,
      description: "The answer, in Markdown.",
      json: { name: "ChatReply", schema: chatReplySchema },
    },
    problems: [
      "not_found",
      "turn_running",
      "range_too_large",
      "range_empty",
      "server_stopping",
      "storage_unavailable",
      "timeout",
    ],
  },
  {
    id: "readHistory",
    method: "get",
    path: "/api/chat/history",
    summary: "Read a chat, by default the one last used",
    signIn: "required",
    query: historyQuerySchema,
    reply: {
      status: 200,
      description: "Questions and answers, oldest first.",
      json: { name: "History", schema: historySchema },
    },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "clearHistory",
    method: "delete",
    path: "/api/chat/history",
    summary: "Delete everything said in a chat, and keep the chat",
    signIn: "required",
    query: clearHistoryQuerySchema,
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "createSession",
    method: "post",
    path: "/api/conversations/sessions",
    summary: "Begin a chat",
    signIn: "required",
    body: { name: "NewSession", schema: newSessionSchema, optional: true },
    reply: { status: 201, description: "The new chat.", json: { name: "Session", schema: sessionSchema } },
    problems: ["storage_unavailable"],
  },
  {
    id: "listSessions",
    method: "get",
    path: "/api/conversations/sessions",
    summary: "List and search one's chats, last used first",
    signIn: "required",
    query: sessionQuerySchema,
    reply: { status: 200, description: "One page of chats.", json: { name: "SessionList", schema: sessionListSchema } },
    problems: ["storage_unavailable"],
  },
  {
    id: "readSession",
    method: "get",
    path: "/api/conversations/sessions/{sessionId}/history",
    summary: "Read a chat",
    signIn: "required",
    reply: {
      status: 200,
      description: "Questions and answers, oldest first.",
      json: { name: "History", schema: historySchema },
    },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "renameSession",
    method: "patch",
    path: "/api/conversations/sessions/{sessionId}",
    summary: "Rename a chat",
    signIn: "required",
    body: { name: "RenameSession", schema: renameSessionSchema },
    reply: { status: 200, description: "The renamed chat.", json: { name: "Session", schema: sessionSchema } },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "deleteSession",
    method: "delete",
    path: "/api/conversations/sessions/{sessionId}",
    summary: "Delete a chat and everything said in it",
    signIn: "required",
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "profileRange",
    method: "post",
    path: "/api/analysis/range",
    summary: "Find the table in a range and profile it",
    description: "Computed without a model, and kept nowhere.",
    signIn: "required",
    body: { name: "Range", schema: rangeContentSchema },
    reply: {
      status: 200,
      description: "What the numbers say.",
      json: { name: "RangeProfile", schema: rangeProfileSchema },
    },
    problems: ["range_too_large", "range_empty", "server_stopping", "timeout"],
  },
  {
    id: "buyTicket",
    method: "post",
    path: "/api/ws-ticket",
    summary: "Get a ticket that opens one socket, once",
    description: "For `wss://…/ws/chat/{sessionId}?ticket=…`, where a browser cannot send a token.",
    signIn: "required",
    body: { name: "TicketRequest", schema: ticketRequest, optional: true },
    reply: { status: 200, description: "The ticket.", json: { name: "Ticket", schema: ticketSchema } },
    problems: ["storage_unavailable"],
  },
  {
    id: "openEvents",
    method: "get",
    path: "/api/chat/{sessionId}/events",
    summary: "Follow a chat over server-sent events, where sockets are blocked",
    description:
      "The first event is `open` with the id of the connection; every other one is a message of the socket's protocol.",
    signIn: "required",
    reply: { status: 200, description: "A stream that stays open.", text: "text/event-stream" },
    problems: ["not_found", "server_stopping", "storage_unavailable"],
  },
  {
    id: "postMessage",
    method: "post",
    path: "/api/chat/{sessionId}/messages",
    summary: "Send one message of the socket's protocol to a chat that is followed over events",
    signIn: "required",
    query: postQuery,
    body: { name: "ClientMessage", schema: clientMessageSchema },
    reply: { status: 202, description: "Passed on; what comes of it comes over the events." },
    problems: ["not_found", "server_stopping", "storage_unavailable"],
  },
  {
    id: "readSettings",
    method: "get",
    path: "/api/settings",
    summary: "What a program must know before it can sign in",
    signIn: "none",
    reply: {
      status: 200,
      description: "How to sign in, and who answers.",
      json: { name: "Settings", schema: settingsSchema },
    },
    problems: [],
  },
  {
    id: "readDescription",
    method: "get",
    path: "/api/openapi.json",
    summary: "This description",
    signIn: "none",
    reply: {
      status: 200,
      description: "OpenAPI 3.1.",
      json: { name: "OpenApi", schema: z.looseObject({ openapi: z.literal("3.1.1") }) },
    },
    problems: [],
  },
  {
    id: "issueToken",
    method: "post",
    path: "/auth/local/token",
    summary: "Sign in as anybody, for development",
    signIn: "none",
    localOnly: true,
    body: { name: "TokenRequest", schema: tokenRequest },
    reply: { status: 200, description: "A bearer token.", json: { name: "Token", schema: tokenSchema } },
    problems: [],
  },
  {
    id: "readLocalKeys",
    method: "get",
    path: "/auth/local/jwks.json",
    summary: "The public keys of the development sign-in",
    signIn: "none",
    localOnly: true,
    reply: { status: 200, description: "A JSON Web Key Set.", json: { name: "KeySet", schema: keySetSchema } },
    problems: [],
  },
  {
    id: "health",
    method: "get",
    path: "/health",
    summary: "Whether the process is alive",
    signIn: "none",
    reply: { status: 200, description: "It is.", json: { name: "Health", schema: healthSchema } },
    problems: [],
  },
  {
    id: "healthDetails",
    method: "get",
    path: "/health/detailed",
    summary: "How the server and its parts are",
    signIn: "unless_local",
    reply: {
      status: 200,
      description: "Versions, memory and parts.",
      json: { name: "HealthDetails", schema: healthDetailsSchema },
    },
    problems: [],
  },
  {
    id: "ready",
    method: "get",
    path: "/ready",
    summary: "Whether to send requests here",
    description: "Both the database and the cache must answer within a second, and the server must not be stopping.",
    signIn: "none",
    reply: { status: 200, description: "Send them.", json: { name: "Ready", schema: readySchema } },
    problems: ["storage_unavailable", "server_stopping"],
  },
  {
    id: "metrics",
    method: "get",
    path: "/metrics",
    summary: "Counts and durations for Prometheus",
    description: "With METRICS_TOKEN for who brings it, without it for programs on the server's own machine.",
    signIn: "metrics_token",
    reply: { status: 200, description: "Prometheus' text format.", text: "text/plain" },
    problems: ["unauthenticated", "forbidden"],
  },
]
