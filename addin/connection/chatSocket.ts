import { AppError } from "../../shared/errors.ts"
import { parseServerMessage, protocolVersion, type ClientMessage, type ServerMessage } from "../../shared/protocol.ts"
import type { Connection, ConnectionListener } from "../chat/backend.ts"
import { backoff } from "./backoff.ts"
import type { Clock } from "./clock.ts"
import { SeenMessages } from "./seenMessages.ts"

export interface Socket {
  /** Does nothing while the socket is not open. */
  send(text: string): void
  close(): void
}

export interface SocketEvents {
  readonly onText: (text: string) => unknown
  /** Closed by the peer or by a failure, also one to open. */
  readonly onClose: () => unknown
}

export interface ChatSocketOptions {
  /** @throws AppError; retryable ones are tried again by themselves. */
  readonly ticket: () => Promise<string>
  readonly open: (ticket: string, events: SocketEvents) => Socket
  readonly listener: ConnectionListener
  readonly clock: Clock
  /** 0 … 1. */
  readonly random: () => number
}

/** From the opening of the socket to the server's `connection_established`. */
const handshakeMs = 10_000

type UserMessage = Extract<ClientMessage, { type: "user_message" }>

/**
 * One chat session's socket over any number of connections: buys a ticket, resumes after the last message seen, sends
 * questions again that the server has not taken, and takes a peer for dead that was silent for two heartbeats.
 */
export class ChatSocket implements Connection {
  readonly #options: ChatSocketOptions
  readonly #seen = new SeenMessages()
  /** Questions the server has not answered with a start or a refusal yet, in the order they were asked. */
  readonly #outbox = new Map<string, UserMessage>()
  /** A stop that could not be sent yet. */
  #stop: ClientMessage | undefined
  #socket: Socket | undefined
  #established = false
  /** Counts connections, so that a late ticket or event of an earlier one is recognised. */
  #generation = 0
  #attempt = 0
  #cancelTimer = (): void => undefined
  #closed = false

  constructor(options: ChatSocketOptions) {
    this.#options = options
    options.listener.onStatus({ kind: "connecting" })
    void this.#connect()
  }

  send(message: ClientMessage): void {
    if (message.type === "user_message") this.#outbox.set(message.messageId, message)
    if (this.#established) this.#transmit(message)
    else if (message.type === "stop") this.#stop = message
  }

  withdraw(messageId: string): boolean {
    return this.#outbox.delete(messageId)
  }

  retry(): void {
    if (this.#closed || this.#established) return
    this.#attempt = 0
    this.#drop()
    this.#options.listener.onStatus({ kind: "connecting" })
    void this.#connect()
  }

  close(): void {
    this.#closed = true
    this.#drop()
  }

  #transmit(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation
    let ticket: string
    try {
      ticket = await this.#options.ticket()
    } catch (thrown) {
      if (generation !== this.#generation) return
      const error =
        thrown instanceof AppError ? thrown : new AppError("internal", "Connecting failed.", { cause: thrown })
      if (error.retryable) this.#reconnect(error)
      else this.#fail(error)
      return
    }
    if (generation !== this.#generation) return
    this.#socket = this.#options.open(ticket, {
      onText: (text) => generation === this.#generation && this.#receive(text),
      onClose: () => generation === this.#generation && this.#reconnect(null),
    })
    this.#cancelTimer = this.#options.clock.after(handshakeMs, () => this.#reconnect(null))
  }

  #receive(text: string): void {
    const parsed = parseServerMessage(text)
    if (!parsed.ok) {
      this.#fail(new AppError("unsupported_version", misfit))
      return
    }
    const { message } = parsed
    if (message.type === "connection_established") {
      this.#establish(message)
      return
    }
    this.#awaitSilence()
    if (message.type === "heartbeat") return
    if (message.type === "error" && !message.requestId && !message.messageId && !message.retryable) {
      this.#fail(new AppError(message.code, message.message))
      return
    }
    const verdict = this.#seen.take(message)
    if (verdict === "missing") this.#resume()
    if (verdict !== "new") return
    if (message.type === "assistant_response_start") this.#outbox.delete(message.messageId)
    if (message.type === "error" && message.messageId) this.#outbox.delete(message.messageId)
    this.#options.listener.onMessage(message)
  }

  #establish(message: Extract<ServerMessage, { type: "connection_established" }>): void {
    this.#established = true
    this.#attempt = 0
    this.#heartbeatMs = message.heartbeatInterval
    this.#awaitSilence()
    this.#beat(this.#generation)
    if (message.lastSeq < this.#seen.lastSeq) this.#seen.restart() // another server, or it was restarted
    this.#resume()
    if (this.#stop) this.#transmit(this.#stop)
    this.#stop = undefined
    for (const question of this.#outbox.values()) this.#transmit(question)
    this.#options.listener.onStatus({ kind: "connected" })
    this.#options.listener.onMessage(message)
  }

  #resume(): void {
    this.#transmit({ v: protocolVersion, type: "resume", afterSeq: this.#seen.resumeFrom() })
  }

  #heartbeatMs = 20_000

  #awaitSilence(): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.after(this.#heartbeatMs * 2, () => this.#reconnect(null))
  }

  #beat(generation: number): void {
    this.#options.clock.after(this.#heartbeatMs, () => {
      if (generation !== this.#generation || !this.#established) return
      this.#transmit({ v: protocolVersion, type: "heartbeat", seq: this.#seen.acknowledged() })
      this.#beat(generation)
    })
  }

  #reconnect(error: AppError | null): void {
    if (this.#closed) return
    this.#drop()
    this.#options.listener.onStatus({ kind: "reconnecting", error })
    this.#cancelTimer = this.#options.clock.after(
      backoff(this.#attempt++, this.#options.random()),
      () => void this.#connect(),
    )
  }

  #fail(error: AppError): void {
    this.#drop()
    this.#options.listener.onStatus({ kind: "failed", error })
  }

  #drop(): void {
    this.#generation++
    this.#established = false
    this.#cancelTimer()
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }
}

const misfit = "The server and this pane do not fit together. Please reload the pane."
