import type { Backend } from "../chat/backend.ts"
import { ChatSocket } from "./chatSocket.ts"
import { systemClock } from "./clock.ts"
import type { RestClient } from "./restClient.ts"

/** The server on the pane's own origin. */
export const serverBackend = (rest: RestClient): Backend => ({
  settings: rest.settings,
  createSession: rest.createSession,
  history: rest.history,
  connect: (sessionId, listener) =>
    new ChatSocket({
      ticket: rest.ticket,
      open: (ticket) => new WebSocket(socketUrl(window.location, sessionId, ticket)),
      listener,
      clock: systemClock,
      random: Math.random,
    }),
})

/** Plain `ws:` only where the pane itself came without TLS. */
export const socketUrl = (
  page: { readonly protocol: string; readonly host: string },
  sessionId: string,
  ticket: string,
): string =>
  `${page.protocol === "http:" ? "ws:" : "wss:"}//${page.host}/ws/chat/${encodeURIComponent(sessionId)}?ticket=${encodeURIComponent(ticket)}`
