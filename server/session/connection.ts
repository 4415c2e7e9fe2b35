import type { RawData, WebSocket } from "ws"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import { parseClientMessage, protocolVersion, type ClientMessage, type ServerMessage } from "../../shared/protocol.ts"

export interface ConnectionListener {
  onMessage(message: ClientMessage): void
  onClose(): void
}

/** Close codes of our own (RFC 6455 leaves 4000 to 4999 to applications). */
export const closeCodes = { goingAway: 1001, takenOver: 4001 } as const

/** Bytes waiting in the socket above which a sender is made to wait for the pane. */
const highWaterBytes = 1024 * 1024

/** Bytes waiting in the socket that no honest pane lets grow: it asks for more and reads nothing. */
const mostWaitingBytes = 2 * limits.messageBytes

/** One socket: parses what comes, refuses what it cannot read without ending the session, and notices a dead peer. */
export class Connection {
  readonly #socket: WebSocket
  readonly #heartbeatMs: number
  readonly #timer: NodeJS.Timeout
  #lastHeard = performance.now()

  constructor(socket: WebSocket, listener: ConnectionListener, heartbeatMs: number = limits.heartbeatMs) {
    this.#socket = socket
    this.#heartbeatMs = heartbeatMs
    this.#timer = setInterval(() => this.#beat(), heartbeatMs)
    const heard = (): void => {
      this.#lastHeard = performance.now()
    }
    socket.on("message", (data, isBinary) => {
      heard()
      this.#receive(data, isBinary, listener)
    })
    socket.on("pong", heard)
    socket.on("close", () => {
      clearInterval(this.#timer)
      listener.onClose()
    })
    // ws closes the socket itself after a protocol error of the peer; `close` follows and does the rest.
    socket.on("error", heard)
  }

  /** Resolves at once while the pane keeps up, else when this message has left or the socket has gone. */
  send(message: ServerMessage): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve()
    const text = JSON.stringify(message)
    if (this.#socket.bufferedAmount < highWaterBytes) {
      this.#socket.send(text)
      return Promise.resolve()
    }
    if (this.#socket.bufferedAmount > mostWaitingBytes) {
      this.#socket.terminate()
      return Promise.resolve()
    }
    // The error of a socket that closes meanwhile is no failure of the turn: the message is kept for the next one.
    return new Promise((resolve) => this.#socket.send(text, () => resolve()))
  }

  /** Refuses a message, or with nothing refused says why the session closes. */
  refuse(error: AppError, messageId?: string): void {
    const { code, message, retryable } = error
    void this.send({ v: protocolVersion, type: "error", ...(messageId && { messageId }), code, message, retryable })
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
    // A peer that does not answer the close must not keep the socket.
    setTimeout(() => this.#socket.terminate(), 2000).unref()
  }

  #receive(data: RawData, isBinary: boolean, listener: ConnectionListener): void {
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
    if (isBinary) return this.refuse(new AppError("invalid_request", "Messages must be text."))
    if (bytes.length > limits.messageBytes) {
      const sentence = `The message is larger than ${limits.messageBytes / 1024 / 1024} MB; send the address of the cells instead.`
      return this.refuse(new AppError("message_too_large", sentence), refusedId(bytes))
    }
    const parsed = parseClientMessage(bytes.toString("utf8"))
    if (parsed.ok) listener.onMessage(parsed.message)
    else this.refuse(new AppError(parsed.code, parsed.reason), refusedId(bytes))
  }

  // The ping is answered by the browser itself, also in a tab whose timers sleep; the message is for the pane's own watch.
  #beat(): void {
    if (performance.now() - this.#lastHeard > this.#heartbeatMs * 2) return this.#socket.terminate()
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
    void this.send({ v: protocolVersion, type: "heartbeat", serverTime: new Date().toISOString() })
  }
}

/** The id of a question that could not be read, if it stands near the start: then the pane knows which one was refused. */
const refusedId = (bytes: Buffer): string | undefined =>
  /"messageId"\s*:\s*"([^"\\]{1,64})"/.exec(bytes.toString("utf8", 0, 2000))?.[1]
