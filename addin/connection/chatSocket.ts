import { AppError } from "../../shared/errors.ts"
import { parseServerMessage, protocolVersion, type ClientMessage, type ServerMessage } from "../../shared/protocol.ts"
import type { Connection, ConnectionListener } from "../chat/backend.ts"
import { backoff } from "./backoff.ts"
import type { Clock } from "./clock.ts"
import { SeenMessages } from "./seenMessages.ts"
import { SignInRenewal } from "./signInRenewal.ts"
import type { Socket } from "./transport.ts"
import type { TransportChoice } from "./transportChoice.ts"

export interface ChatSocketOptions {
  readonly transports: Pick<TransportChoice, "next" | "works" | "fails">
  /** Bought with a fresh token, to go on after the end of the sign-in. @throws AppError. */
  readonly ticket: () => Promise<string>
  readonly listener: ConnectionListener
  readonly clock: Clock
  /** 0 … 1. */
  readonly random: () => number
  /** Calls when the device has lost its network. Returns the way to stop. */
  readonly watchOffline: (run: () => void) => () => void
}

/** From opening the connection to the server's `connection_established`. */
const handshakeMs = 10_000

/** A connection this many heartbeats old proves that the server receives us: it hangs up after two silent ones. */
const provenBeats = 3

type UserMessage = Extract<ClientMessage, { type: "user_message" }>
type Established = Extract<ServerMessage, { type: "connection_established" }>

/**
 * One chat session over any number of connections: resumes after the last message seen, sends questions again that
 * the server has not taken, renews the sign-in, and drops a peer that was silent for two heartbeats.
 */
export class ChatSocket implements Connection {
  readonly #options: ChatSocketOptions
  readonly #seen = new SeenMessages()
  readonly #renewal: SignInRenewal
  /** Questions the server has not answered with a start or a refusal yet, in the order they were asked. */
  readonly #outbox = new Map<string, UserMessage>()
  readonly #stopWatching: () => void
  /** A stop that could not be sent yet. */
  #stop: ClientMessage | undefined
  #socket: Socket | undefined
  #establishedAt: number | undefined
  /** The server has shown that it hears us. */
  #proven = false
  #signInEnds: AppError | null = null
  #heartbeatMs = 20_000
  /** Counts connections, so that a late ticket or event of an earlier one is recognised. */
  #generation = 0
  #attempt = 0
  #cancelTimer = (): void => undefined
  #closed = false

  constructor(options: ChatSocketOptions) {
    this.#options = options
    this.#renewal = new SignInRenewal({
      ticket: options.ticket,
      clock: options.clock,
      send: (ticket) => this.#transmit({ v: protocolVersion, type: "renew", ticket }),
      onRefused: (error) => this.#tellConnected(error),
    })
    this.#stopWatching = options.watchOffline(() => {
      if (this.#socket) this.#reconnect(new AppError("offline", "This device is offline."))
    })
    options.listener.onStatus({ kind: "connecting" })
    void this.#connect()
  }

  send(message: ClientMessage): void {
    if (message.type === "user_message") this.#outbox.set(message.messageId, message)
    if (this.#establishedAt !== undefined) this.#transmit(message)
    else if (message.type === "stop") this.#stop = message
  }

  withdraw(messageId: string): boolean {
    return this.#outbox.delete(messageId)
  }

  retry(): void {
    if (this.#closed) return
    if (this.#establishedAt !== undefined) {
      if (this.#signInEnds) this.#renewal.renew()
      return
    }
    this.#attempt = 0
    this.#drop()
    this.#options.listener.onStatus({ kind: "connecting" })
    void this.#connect()
  }

  close(): void {
    this.#closed = true
    this.#stopWatching()
    this.#drop()
  }

  #transmit(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message))
  }

  async #connect(): Promise<void> {
    const generation = ++this.#generation
    try {
      const open = await this.#options.transports.next().prepare()
      if (generation !== this.#generation) return
      this.#socket = open({
        onText: (text) => generation === this.#generation && this.#receive(text),
        onClose: (reason) => generation === this.#generation && this.#lose(reason),
      })
      this.#cancelTimer = this.#options.clock.after(handshakeMs, () => this.#lose())
    } catch (thrown) {
      if (generation !== this.#generation) return
      const error =
        thrown instanceof AppError ? thrown : new AppError("internal", "Connecting failed.", { cause: thrown })
      if (error.retryable) this.#reconnect(error)
      else this.#fail(error)
    }
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
    if (message.type === "error" && this.#takeError(message)) return
    this.#prove(message)
    if (message.type === "heartbeat") return
    if (message.type === "renewed") {
      this.#signedIn(message.signedInForMs)
      return
    }
    const verdict = this.#seen.take(message)
    if (verdict === "missing") this.#resume()
    if (verdict !== "new") return
    if (message.type === "assistant_response_start") this.#outbox.delete(message.messageId)
    if (message.type === "error" && message.messageId) this.#outbox.delete(message.messageId)
    this.#options.listener.onMessage(message)
  }

  /** True when the error is about the connection and not about a question. */
  #takeError({ code, message, requestId, messageId, retryable }: Extract<ServerMessage, { type: "error" }>): boolean {
    if (requestId !== undefined) return false
    // The question stays in the outbox and is sent to the next server.
    if (code === "server_stopping") {
      this.#reconnect(null)
      return true
    }
    if (messageId !== undefined || retryable) return false
    // The sign-in has ended: it may be possible to renew it silently.
    if (code === "unauthenticated" && this.#establishedAt !== undefined) this.#reconnect(null)
    else this.#fail(new AppError(code, message))
    return true
  }

  #establish(message: Established): void {
    this.#establishedAt = this.#options.clock.now()
    this.#heartbeatMs = message.heartbeatInterval
    this.#awaitSilence()
    this.#beat(this.#generation)
    if (message.lastSeq < this.#seen.lastSeq) this.#seen.restart() // another server, or it was restarted
    this.#resume()
    if (this.#stop) this.#transmit(this.#stop)
    this.#stop = undefined
    for (const question of this.#outbox.values()) this.#transmit(question)
    this.#signedIn(message.signedInForMs)
    this.#options.listener.onMessage(message)
  }

  #signedIn(forMs: number): void {
    this.#renewal.start(forMs)
    this.#tellConnected(null)
  }

  #tellConnected(signInEnds: AppError | null): void {
    this.#signInEnds = signInEnds
    this.#options.listener.onStatus({ kind: "connected", signInEnds })
  }

  /** Some networks let the server through but not us, or only the beginning. */
  #prove(message: ServerMessage): void {
    if (this.#proven || this.#establishedAt === undefined) return
    const age = this.#options.clock.now() - this.#establishedAt
    if (message.type === "heartbeat" && age < provenBeats * this.#heartbeatMs) return
    this.#proven = true
    this.#attempt = 0
    this.#options.transports.works()
  }

  #resume(): void {
    this.#transmit({ v: protocolVersion, type: "resume", afterSeq: this.#seen.resumeFrom() })
  }

  #awaitSilence(): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.after(this.#heartbeatMs * 2, () => this.#lose())
  }

  #beat(generation: number): void {
    this.#options.clock.after(this.#heartbeatMs, () => {
      if (generation !== this.#generation || this.#establishedAt === undefined) return
      this.#transmit({ v: protocolVersion, type: "heartbeat", seq: this.#seen.acknowledged() })
      this.#beat(generation)
    })
  }

  /** The connection closed. If it never worked and no reason was given, the transport is to blame. */
  #lose(reason?: AppError): void {
    if (!this.#proven && (!reason || reason.code === "internal")) this.#options.transports.fails()
    if (reason && !reason.retryable) this.#fail(reason)
    else this.#reconnect(reason ?? null)
  }

  #reconnect(error: AppError | null): void {
    if (this.#closed) return
    this.#drop()
    const wait = backoff(this.#attempt++, this.#options.random())
    this.#options.listener.onStatus({ kind: "reconnecting", attempt: this.#attempt, error })
    this.#cancelTimer = this.#options.clock.after(wait, () => void this.#connect())
  }

  #fail(error: AppError): void {
    this.#drop()
    this.#options.listener.onStatus({ kind: "failed", error })
  }

  #drop(): void {
    this.#generation++
    this.#establishedAt = undefined
    this.#proven = false
    this.#cancelTimer()
    this.#renewal.stop()
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }
}

const misfit = "The server and this pane do not fit together. Please reload the pane."
