import { randomUUID } from "node:crypto"
import { AppError, toAppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import { protocolVersion, type ClientMessage, type ServerMessage } from "../../../shared/protocol.ts"
import { bytesAtOnce } from "../messages/bytesAtOnce.ts"
import { parseSocketMessage } from "../messages/parseSocketMessage.ts"
import type { MessageRateLimiter } from "./messageRateLimiter.ts"
import type { PaneTransport } from "./paneTransport.ts"

export interface ConnectionParts {
  readonly transport: PaneTransport
  readonly limiter: MessageRateLimiter
  /** Parses a large message where it delays no one else. @throws AppError that says what is wrong with it. */
  readonly parseLarge: (bytes: Uint8Array) => Promise<ClientMessage>
  readonly heartbeatMs?: number
  readonly id?: string | undefined
}

export interface ConnectionListener {
  onMessage(message: ClientMessage): void
  onClose(): void
}

/** Close codes of our own (RFC 6455 leaves 4000 to 4999 to applications). */
export const closeCodes = { goingAway: 1001, flood: 1008, takenOver: 4001, signedOut: 4003, deleted: 4004 } as const

/** Buffered bytes above which a sender is made to wait for the pane. */
const highWaterBytes = 1024 * 1024

/** Buffered bytes that no honest pane lets grow: it asks for more and reads nothing. */
const maxBufferedBytes = 2 * limits.messageBytes

/** Bytes of messages from a pane that wait until a large one before them has been parsed. */
const maxUnreadBytes = 2 * limits.messageBytes

/** A connection to a pane: parses messages, refuses what it cannot read without ending the session, and notices a dead peer. */
export class Connection {
  readonly id: string
  readonly #transport: PaneTransport
  readonly #listener: ConnectionListener
  readonly #heartbeatMs: number
  readonly #timer: NodeJS.Timeout
  readonly #limiter: MessageRateLimiter
  readonly #parseLarge: ConnectionParts["parseLarge"]
  /** The last of the messages that wait for a large one, or are it. */
  #reading: Promise<void> | undefined
  #unreadBytes = 0
  #lastSeenAt = performance.now()
  #closed = false

  constructor(parts: ConnectionParts, listener: ConnectionListener) {
    this.id = parts.id ?? randomUUID()
    this.#transport = parts.transport
    this.#listener = listener
    this.#limiter = parts.limiter
    this.#parseLarge = parts.parseLarge
    this.#heartbeatMs = parts.heartbeatMs ?? limits.heartbeatMs
    this.#timer = setInterval(() => this.#beat(), this.#heartbeatMs)
  }

  get open(): boolean {
    return this.#transport.open
  }

  send(message: ServerMessage): Promise<void> {
    return this.sendText(JSON.stringify(message))
  }

  /** Resolves at once while the pane keeps up, else when this text is sent or the transport is closed. */
  sendText(text: string): Promise<void> {
    if (!this.#transport.open) return Promise.resolve()
    if (this.#transport.bufferedBytes < highWaterBytes) {
      this.#transport.write(text)
      return Promise.resolve()
    }
    if (this.#transport.bufferedBytes > maxBufferedBytes) {
      this.#transport.terminate()
      return Promise.resolve()
    }
    return new Promise((resolve) => this.#transport.write(text, resolve))
  }

  /** Refuses a message, or without its id tells why the session closes. */
  refuse(error: AppError, messageId?: string): void {
    const { code, message, retryable } = error
    void this.send({ v: protocolVersion, type: "error", ...(messageId && { messageId }), code, message, retryable })
  }

  close(code: number, reason: string): void {
    this.#transport.close(code, reason)
  }

  /** The peer showed that it lives. */
  heard(): void {
    this.#lastSeenAt = performance.now()
  }

  /** The transport is closed. What it received before is still read. */
  closed(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    if (!this.#reading) this.#listener.onClose()
  }

  /** Resolves when the message was handed on or refused, which for most is at once. Each is handed on after those before it. */
  async receive(bytes: Buffer, isBinary = false): Promise<void> {
    this.heard()
    const admission = this.#limiter.take(bytes.length)
    const refusal = refusalOf(bytes, isBinary)
    if (admission === "flood") this.#transport.close(closeCodes.flood, "too many messages")
    else if (admission === "refused" || this.#unreadBytes > maxUnreadBytes) this.refuse(tooFast(), refusedId(bytes))
    else if (refusal) this.refuse(refusal, isBinary ? undefined : refusedId(bytes))
    else if (this.#reading || bytes.length > bytesAtOnce) await this.#readInOrder(bytes)
    else this.#read(bytes, () => parseSocketMessage(bytes))
  }

  async #readInOrder(bytes: Buffer): Promise<void> {
    this.#unreadBytes += bytes.length
    // The pane sends no more than what is under way already.
    this.#transport.pause()
    const reading = this.#readAfter(this.#reading, bytes)
    this.#reading = reading
    try {
      await reading
    } finally {
      this.#unreadBytes -= bytes.length
      if (this.#reading === reading) {
        this.#reading = undefined
        this.#transport.resume()
        if (this.#closed) this.#listener.onClose()
      }
    }
  }

  async #readAfter(before: Promise<void> | undefined, bytes: Buffer): Promise<void> {
    await before?.catch(() => undefined) // that message told of it
    const isLarge = bytes.length > bytesAtOnce
    this.#read(bytes, isLarge ? await settled(this.#parseLarge(bytes)) : () => parseSocketMessage(bytes))
  }

  #read(bytes: Buffer, parse: () => ClientMessage): void {
    let message: ClientMessage
    try {
      message = parse()
    } catch (error) {
      this.refuse(toAppError(error), refusedId(bytes))
      return
    }
    this.#listener.onMessage(message)
  }

  // The ping is answered by the browser itself, also in a tab whose timers sleep; the message is for the pane's own watch.
  #beat(): void {
    // A pane that was paused cannot show that it lives.
    if (this.#reading) this.heard()
    if (performance.now() - this.#lastSeenAt > this.#heartbeatMs * 2) return this.#transport.terminate()
    if (this.#transport.open) this.#transport.ping()
    void this.send({ v: protocolVersion, type: "heartbeat", serverTime: new Date().toISOString() })
  }
}

const tooFast = (): AppError => new AppError("rate_limited", "Messages come too fast; please wait a second.")

/** What shows before a message is read. */
function refusalOf(bytes: Buffer, isBinary: boolean): AppError | undefined {
  if (isBinary) return new AppError("invalid_request", "Messages must be text.")
  if (bytes.length <= limits.messageBytes) return undefined
  return new AppError(
    "message_too_large",
    `The message is larger than ${limits.messageBytes / 1024 / 1024} MB; send the address of the cells instead.`,
  )
}

/** The id of a question that could not be read, if it stands near the start: then the pane knows which one was refused. */
const refusedId = (bytes: Buffer): string | undefined =>
  /"messageId"\s*:\s*"([^"\\]{1,64})"/.exec(bytes.toString("utf8", 0, 2000))?.[1]

/** The outcome of some work, to be looked at later. */
const settled = <T>(work: Promise<T>): Promise<() => T> =>
  work.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error
    },
  )
