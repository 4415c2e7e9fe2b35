import { z } from "zod"
import { limits } from "../../../shared/limits.ts"
import { clientMessageSchema } from "../../../shared/protocol.ts"
import type { Tickets } from "../../auth/tickets.ts"
import { openEvents, postMessage, type EventStreamParts } from "../../session/eventStream.ts"
import { cellsBody, jsonBody } from "../routing/bodies.ts"
import { signedIn } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface FollowingParts extends EventStreamParts {
  readonly tickets: Tickets
}

const route = routesNeeding<FollowingParts>()

const ticketRequest = z.object({ sessionId: z.string().max(64).optional() }).default({})
const ticketSchema = z.object({ ticket: z.string(), expiresInSeconds: z.number().int() })
const postQuery = z.object({ connection: z.uuid() })

/** How a pane or a program follows a chat: tickets for the socket, and server-sent events where sockets are blocked. */
export const followingRoutes = [
  route({
    id: "buyTicket",
    tag: "Following",
    method: "post",
    path: "/api/ws-ticket",
    summary: "Get a ticket that opens one socket, once",
    description: "For `wss://…/ws/chat/{sessionId}?ticket=…`, where a browser cannot send a token.",
    ...signedIn,
    body: jsonBody("TicketRequest", ticketRequest, { optional: true }),
    reply: { status: 200, description: "The ticket.", json: { name: "Ticket", schema: ticketSchema } },
    problems: ["storage_unavailable"],
    handle: ({ tickets }, { access, body }) => tickets.issue(access, body.sessionId),
  }),
  route({
    id: "openEvents",
    tag: "Following",
    method: "get",
    path: "/api/chat/{sessionId}/events",
    summary: "Follow a chat over server-sent events, where sockets are blocked",
    description:
      "The first event is `open` with the id of the connection; every other one is a message of the socket's protocol.",
    ...signedIn,
    reply: { status: 200, description: "A stream that stays open.", text: "text/event-stream" },
    problems: ["not_found", "server_stopping", "storage_unavailable"],
    respond: (parts, { access, params: { sessionId } }, { response }) => openEvents(parts, access, sessionId, response),
  }),
  route({
    id: "postMessage",
    tag: "Following",
    method: "post",
    path: "/api/chat/{sessionId}/messages",
    summary: "Send one message of the socket's protocol to a chat that is followed over events",
    ...signedIn,
    query: postQuery,
    body: cellsBody("ClientMessage", clientMessageSchema, { maxBytes: limits.messageBytes * 2, large: "questions" }),
    reply: { status: 202, description: "Passed on; what comes of it comes over the events." },
    problems: ["cancelled", "storage_unavailable"],
    handle: (parts, { owner, params: { sessionId }, query, body }) =>
      postMessage(parts, { owner, sessionId, connectionId: query.connection }, body),
  }),
]
