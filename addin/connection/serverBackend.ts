import type { Backend } from "../chat/backend.ts"
import { ChatSocket, type Socket, type SocketEvents } from "./chatSocket.ts"
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
      open: (ticket, events) => browserSocket(socketUrl(window.location, sessionId, ticket), events),
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

function browserSocket(url: string, events: SocketEvents): Socket {
  const socket = new WebSocket(url)
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") events.onText(data)
  }
  // A socket without a network notices nothing for minutes; the browser knows at once.
  const offline = (): void => {
    close()
    events.onClose()
  }
  const close = (): void => {
    window.removeEventListener("offline", offline)
    socket.close()
  }
  window.addEventListener("offline", offline)
  socket.onclose = () => {
    window.removeEventListener("offline", offline)
    events.onClose()
  }
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close,
  }
}
