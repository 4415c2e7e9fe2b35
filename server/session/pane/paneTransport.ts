import type { ServerResponse } from "node:http"
import type { WebSocket } from "ws"
import type { Transport } from "../../telemetry/metrics.ts"

/** Carries messages to a pane, whether by a socket or by events. */
export interface PaneTransport {
  readonly transport: Transport
  readonly open: boolean
  /** Bytes written that are not sent yet. */
  readonly bufferedBytes: number
  /** `onSent` is called when the text is sent, or the transport is closed. */
  write(text: string, onSent?: () => void): void
  /** Takes no more messages until `resume`, where one connection carries them all. */
  pause(): void
  resume(): void
  /** Makes the peer show that it lives, where the transport has a means of its own. */
  ping(): void
  close(code: number, reason: string): void
  /** Closes at once, without code or reason. */
  terminate(): void
}

export const webSocketTransport = (socket: WebSocket): PaneTransport => ({
  transport: "socket",
  get open() {
    return socket.readyState === socket.OPEN
  },
  get bufferedBytes() {
    return socket.bufferedAmount
  },
  write: (text, onSent) => socket.send(text, onSent && (() => onSent())),
  pause: () => socket.pause(),
  resume: () => socket.resume(),
  ping: () => socket.ping(),
  close: (code, reason) => {
    socket.close(code, reason)
    // A peer that does not answer the close must not keep the socket.
    setTimeout(() => socket.terminate(), 2000).unref()
  },
  terminate: () => socket.terminate(),
})

/** Server-sent events (WHATWG HTML, 9.2): the code and the reason of a close come as a last event, because http has none. */
export const eventStreamTransport = (response: ServerResponse): PaneTransport => ({
  transport: "events",
  get open() {
    return !response.writableEnded && !response.destroyed
  },
  get bufferedBytes() {
    return response.writableLength
  },
  write: (text, onSent) => void response.write(`data: ${text}\n\n`, onSent && (() => onSent())),
  // Each message is a request of its own, which is answered when the message has been read.
  pause: () => undefined,
  resume: () => undefined,
  ping: () => void response.write(":\n\n"),
  close: (code, reason) => {
    response.end(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
    setTimeout(() => response.destroy(), 2000).unref()
  },
  terminate: () => void response.destroy(),
})
