import { closeReason } from "./closeReason.ts"
import type { Socket, SocketEvents, Transport } from "./transport.ts"

/** A WebSocket, opened with a single-use ticket. */
export const webSocketTransport = (sessionId: string, ticket: () => Promise<string>): Transport => ({
  prepare: async () => {
    const url = socketUrl(window.location, sessionId, await ticket())
    return (events) => browserSocket(url, events)
  },
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
  socket.onclose = ({ code }) => events.onClose(closeReason(code))
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => socket.close(),
  }
}
