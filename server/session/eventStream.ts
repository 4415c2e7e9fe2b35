import { randomUUID } from "node:crypto"
import type { ServerResponse } from "node:http"
import { AppError } from "../../shared/errors.ts"
import type { Access, Owner } from "../auth/owner.ts"
import type { Cache } from "../cache/cache.ts"
import type { Conversations } from "../conversation/conversations.ts"
import { connectPane, type PaneParts } from "./connectPane.ts"
import { eventStreamTransport } from "./pane/paneTransport.ts"
import type { LiveSessions } from "./liveSessions.ts"
import { requireStored } from "./requireStored.ts"
import { tellSession } from "./log/sessionBus.ts"

export interface EventStreamParts extends PaneParts {
  readonly live: LiveSessions
  readonly conversations: Conversations
  readonly cache: Cache
}

/** Proxies that look at a reply before they pass it on do so for its first kilobytes. */
const padding = `:${" ".repeat(2048)}\n\n`

/**
 * Opens a stream of server-sent events: the socket's messages for a pane behind a proxy that blocks sockets.
 * @throws AppError not_found, rate_limited, server_stopping, storage_unavailable, before anything was sent.
 */
export async function openEvents(
  parts: EventStreamParts,
  access: Access,
  sessionId: string,
  response: ServerResponse,
): Promise<void> {
  await requireStored(parts.conversations, access.owner, sessionId)
  const session = await parts.live.open(access.owner, sessionId)
  parts.openPanes.requireRoom(access.owner)
  // Whose caller hangs up from now on, the end of the reply tells.
  if (response.destroyed) return
  response.setHeader("Content-Type", "text/event-stream; charset=utf-8")
  // no-transform: nothing on the way, our own compression included, may gather events before it passes them on.
  response.setHeader("Cache-Control", "no-store, no-transform")
  response.setHeader("X-Accel-Buffering", "no")
  response.flushHeaders()
  response.write(padding)
  const id = randomUUID()
  response.write(`event: open\ndata: ${JSON.stringify({ connectionId: id })}\n\n`)
  const connection = connectPane(parts, session, { access, transport: eventStreamTransport(response), id })
  response.on("close", () => connection.closed())
  response.on("error", () => connection.heard())
}

/** Where a posted message goes: the stream with this connection's id, of this chat. */
export interface PostedTo {
  readonly owner: Owner
  readonly sessionId: string
  readonly connectionId: string
}

/** Takes one message of the socket's protocol, as unparsed bytes. @throws AppError cancelled when the chat is followed elsewhere. */
export async function postMessage(
  { live, conversations, cache }: Pick<EventStreamParts, "live" | "conversations" | "cache">,
  { owner, sessionId, connectionId }: PostedTo,
  body: Buffer | undefined,
): Promise<void> {
  if (!body) throw new AppError("invalid_request", "The body must be one message.")
  const session = await live.find(owner, sessionId)
  const connection = session?.connection(connectionId)
  // The reply makes the pane wait until a large message has been read.
  if (connection) await connection.receive(body)
  else if (session?.hasPane) throw new AppError("cancelled", "This chat was opened in another place and goes on there.")
  else {
    await requireStored(conversations, owner, sessionId)
    // The stream may be open in another process; when it is not, the pane hears no heartbeat and comes back.
    await tellSession(cache, owner, sessionId, { kind: "posted", connectionId, text: body.toString() })
  }
}
