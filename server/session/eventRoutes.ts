import { randomUUID } from "node:crypto"
import { Router } from "express"
import { z } from "zod"
import { AppError } from "../../shared/errors.ts"
import { parseInput } from "../../shared/parseInput.ts"
import { accessOf } from "../auth/routes.ts"
import type { Cache } from "../cache/cache.ts"
import type { Conversations } from "../conversation/conversations.ts"
import { connectPane, type PaneParts } from "./connectPane.ts"
import { eventStreamTransport } from "./pane/paneTransport.ts"
import type { LiveSessions } from "./liveSessions.ts"
import { requireStored } from "./requireStored.ts"
import { tellSession } from "./log/sessionBus.ts"

export interface EventRouteParts extends PaneParts {
  readonly live: LiveSessions
  readonly conversations: Conversations
  readonly cache: Cache
}

/** Proxies that look at a reply before they pass it on do so for its first kilobytes. */
const padding = `:${" ".repeat(2048)}\n\n`

export const postQuery = z.object({ connection: z.uuid() })

/**
 * The socket's messages for a pane behind a proxy that blocks sockets: `GET /api/chat/{sessionId}/events` is a stream of
 * server-sent events, `POST /api/chat/{sessionId}/messages?connection=…` takes one message, as unparsed bytes.
 */
export function eventRoutes(parts: EventRouteParts): Router {
  const router = Router()
  router.get("/:sessionId/events", async (request, response) => {
    const access = accessOf(response)
    const { sessionId } = request.params
    await requireStored(parts.conversations, access.owner, sessionId)
    const session = await parts.live.open(access.owner, sessionId)
    parts.lines.requireRoom(access.owner)
    // Whose caller hangs up from now on, the end of the reply tells.
    if (response.destroyed) return
    response.set({
      "Content-Type": "text/event-stream",
      // no-transform: nothing on the way, our own compression included, may gather events before it passes them on.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    })
    response.flushHeaders()
    response.write(padding)
    const id = randomUUID()
    response.write(`event: open\ndata: ${JSON.stringify({ connectionId: id })}\n\n`)
    const connection = connectPane(parts, session, { access, transport: eventStreamTransport(response), id })
    response.on("close", () => connection.closed())
    response.on("error", () => connection.heard())
  })
  router.post("/:sessionId/messages", async (request, response) => {
    const { owner } = accessOf(response)
    const { sessionId } = request.params
    const id = parseInput(postQuery, request.query).connection
    const body: unknown = request.body
    if (!Buffer.isBuffer(body)) throw new AppError("invalid_request", "The body must be one message.")
    const session = await parts.live.find(owner, sessionId)
    const connection = session?.connection(id)
    // The reply makes the pane wait until a large message has been read.
    if (connection) await connection.receive(body)
    else if (session?.hasPane)
      throw new AppError("cancelled", "This chat was opened in another place and goes on there.")
    else {
      await requireStored(parts.conversations, owner, sessionId)
      // The stream may be open in another process; when it is not, the pane hears no heartbeat and comes back.
      await tellSession(parts.cache, owner, sessionId, { kind: "posted", connectionId: id, text: body.toString() })
    }
    response.status(202).end()
  })
  return router
}
