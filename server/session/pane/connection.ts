import { randomUUID } from "node:crypto"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import {
  parseClientMessage,
  protocolVersion,
  type ClientMessage,
  type ServerMessage,
} from "../../../shared/protocol.ts"
import type { MessageRateLimiter } from "./messageRateLimiter.ts"
import type { PaneTransport } from "./paneTransport.ts"
import { valueCount } from "../turn/valueCount.ts"

export interface ConnectionListener {
  onMessage(message: ClientMessage): void
  onClose(): void
}

/** Close codes of our own (RFC 6455 leaves 4000 to 4999 to applications). */
export const closeCodes = { goingAway: 1001, flood: 1008, takenOver: 4001, signedOut: 4003, deleted: 4004 } as const

/** Bytes waiting in the line above which a sender is made to wait for the pane. */
const highWaterBytes = 1024 * 1024

/** Bytes waiting in the line that no honest pane lets grow: it asks for more and reads nothing. */
const mostWaitingBytes = 2 * limits.messageBytes

/** Values, formulas and formats of a block, the rows they stand in, and as much again. */
const mostValues = 12 * limits.cellsPerBlock

/** One line to a pane: parses what comes, refuses what it cannot read without ending the session, and notices a dead peer. */
export class Connection {
  readonly id: string
  readonly #line: PaneTransport
  readonly #listener: ConnectionListener
  readonly #heartbeatMs: number
  readonly #timer: NodeJS.Timeout
  readonly #gate: MessageRateLimiter
  #lastHeard = performance.now()
  #gone = false

  constructor(
    line: PaneTransport,
    listener: ConnectionListener,
    gate: MessageRateLimiter,
    heartbeatMs: number = limits.heartbeatMs,
    id: string = randomUUID(),
  ) {
    this.id = id
    this.#line = line
    this.#listener = listener
    this.#gate = gate
    this.#heartbeatMs = heartbeatMs
    this.#timer = setInterval(() => this.#beat(), heartbeatMs)
  }

  get open(): boolean {
    return this.#line.open
  }

  send(message: ServerMessage): Promise<void> {
    return this.sendText(JSON.stringify(message))
  }

  /** Resolves at once while the pane keeps up, else when this text has left or the line has gone. */
  sendText(text: string): Promise<void> {
    if (!this.#line.open) return Promise.resolve()
    if (this.#line.waitingBytes < highWaterBytes) {
      this.#line.write(text)
      return Promise.resolve()
    }
    if (this.#line.waitingBytes > mostWaitingBytes) {
      this.#line.cut()
      return Promise.resolve()
    }
    return new Promise((resolve) => this.#line.write(text, resolve))
  }

  /** Refuses a message, or with nothing refused says why the session closes. */
  refuse(error: AppError, messageId?: string): void {
    const { code, message, retryable } = error
    void this.send({ v: protocolVersion, type: "error", ...(messageId && { messageId }), code, message, retryable })
  }

  close(code: number, reason: string): void {
    this.#line.close(code, reason)
  }

  /** The peer showed that it lives. */
  heard(): void {
    this.#lastHeard = performance.now()
  }

  /** The line has gone. */
  closed(): void {
    if (this.#gone) return
    this.#gone = true
    clearInterval(this.#timer)
    this.#listener.onClose()
  }

  receive(bytes: Buffer, isBinary = false): void {
    this.heard()
    const entry = this.#gate.take(bytes.length)
    if (entry === "flood") return this.#line.close(closeCodes.flood, "too many messages")
    if (entry === "refused")
      return this.refuse(
        new AppError("rate_limited", "Messages come too fast; please wait a second."),
        refusedId(bytes),
      )
    if (isBinary) return this.refuse(new AppError("invalid_request", "Messages must be text."))
    if (bytes.length > limits.messageBytes) {
      const sentence = `The message is larger than ${limits.messageBytes / 1024 / 1024} MB; send the address of the cells instead.`
      return this.refuse(new AppError("message_too_large", sentence), refusedId(bytes))
    }
    if (valueCount(bytes) > mostValues)
      return this.refuse(
        new AppError("message_too_large", "The message holds too many values; send fewer cells at once."),
        refusedId(bytes),
      )
    const parsed = parseClientMessage(bytes.toString("utf8"))
    if (parsed.ok) this.#listener.onMessage(parsed.message)
    else this.refuse(new AppError(parsed.code, parsed.reason), refusedId(bytes))
  }

  // The ping is answered by the browser itself, also in a tab whose timers sleep; the message is for the pane's own watch.
  #beat(): void {
    if (performance.now() - this.#lastHeard > this.#heartbeatMs * 2) return this.#line.cut()
    if (this.#line.open) this.#line.ping()
    void this.send({ v: protocolVersion, type: "heartbeat", serverTime: new Date().toISOString() })
  }
}

/** The id of a question that could not be read, if it stands near the start: then the pane knows which one was refused. */
const refusedId = (bytes: Buffer): string | undefined =>
  /"messageId"\s*:\s*"([^"\\]{1,64})"/.exec(bytes.toString("utf8", 0, 2000))?.[1]
