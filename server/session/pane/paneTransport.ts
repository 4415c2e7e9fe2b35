import type { Response } from "express"
import type { WebSocket } from "ws"
import type { Transport } from "../../telemetry/metrics.ts"

/** One way to a pane, whatever carries it. */
export interface PaneTransport {
  readonly transport: Transport
  readonly open: boolean
  /** Bytes handed over that have not left yet. */
  readonly waitingBytes: number
  /** `left` is called when the text has left, or the line has gone. */
  write(text: string, left?: () => void): void
  /** Takes no more messages until `resume`, where one connection carries them all. */
  pause(): void
  resume(): void
  /** Makes the peer show that it lives, where the line can do that by itself. */
  ping(): void
  close(code: number, reason: string): void
  /** Without a goodbye. */
  cut(): void
}

export const webSocketTransport = (socket: WebSocket): PaneTransport => ({
  transport: "socket",
  get open() {
    return socket.readyState === socket.OPEN
  },
  get waitingBytes() {
    return socket.bufferedAmount
  },
  write: (text, left) => socket.send(text, left && (() => left())),
  pause: () => socket.pause(),
  resume: () => socket.resume(),
  ping: () => socket.ping(),
  close: (code, reason) => {
    socket.close(code, reason)
    // A peer that does not answer the close must not keep the socket.
    setTimeout(() => socket.terminate(), 2000).unref()
  },
  cut: () => socket.terminate(),
})

/** Server-sent events (WHATWG HTML, 9.2): the code and the reason of a close come as a last event, because http has none. */
export const eventStreamTransport = (response: Response): PaneTransport => ({
  transport: "events",
  get open() {
    return !response.writableEnded && !response.destroyed
  },
  get waitingBytes() {
    return response.writableLength
  },
  write: (text, left) => void response.write(`data: ${text}\n\n`, left && (() => left())),
  // Each message is a request of its own, which is answered when the message has been read.
  pause: () => undefined,
  resume: () => undefined,
  ping: () => void response.write(":\n\n"),
  close: (code, reason) => {
    response.end(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
    setTimeout(() => response.destroy(), 2000).unref()
  },
  cut: () => void response.destroy(),
})
