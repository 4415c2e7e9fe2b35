import { createParser } from "eventsource-parser"
import { z } from "zod"
import { toAppError, type AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import { clientMessageSchema, protocolVersion, type ClientMessage, type ServerMessage } from "../../shared/protocol.ts"
import type { AuthorizedFetch } from "./authorizedFetch.ts"
import { closeReason } from "./closeReason.ts"
import type { Socket, SocketEvents, Transport } from "./transport.ts"

const opened = z.object({ connectionId: z.string() })
const closed = z.object({ code: z.number() })

const postTimeoutMs = 60_000

/** The same messages without WebSockets, for networks that block or hold them: server-sent events down, one POST after the other up. */
export const eventTransport = (
  sessionId: string,
  call: AuthorizedFetch,
  signIn: () => Promise<unknown>,
): Transport => ({
  prepare: async () => {
    await signIn()
    return (events) => new EventSocket(`/api/chat/${encodeURIComponent(sessionId)}`, call, events)
  },
})

class EventSocket implements Socket {
  readonly #path: string
  readonly #call: AuthorizedFetch
  readonly #events: SocketEvents
  readonly #ended = new AbortController()
  #connectionId: string | undefined
  /** Messages leave in the order in which they were given. */
  #sent: Promise<void> = Promise.resolve()

  constructor(path: string, call: AuthorizedFetch, events: SocketEvents) {
    this.#path = path
    this.#call = call
    this.#events = events
    this.#read().then(
      () => this.#end(),
      (error: unknown) => this.#end(toAppError(error)),
    )
  }

  send(text: string): void {
    const connectionId = this.#connectionId
    if (connectionId === undefined) return
    this.#sent = this.#sent.then(() => this.#post(connectionId, text))
  }

  close(): void {
    this.#ended.abort()
  }

  #end(reason?: AppError): void {
    if (this.#ended.signal.aborted) return
    this.#ended.abort()
    this.#events.onClose(reason)
  }

  async #read(): Promise<void> {
    const { signal } = this.#ended
    const { body } = await this.#call(`${this.#path}/events`, { method: "GET", accept: "text/event-stream", signal })
    if (!body) return
    const parser = createParser({
      maxBufferSize: 2 * limits.messageBytes,
      onError: (error) => {
        if (error.type === "max-buffer-size-exceeded") this.#end()
      },
      onEvent: ({ event, data }) => {
        if (signal.aborted) return
        if (event === "open") this.#connectionId = opened.parse(JSON.parse(data)).connectionId
        else if (event === "close") this.#end(closeReason(closed.parse(JSON.parse(data)).code))
        else this.#events.onText(data)
      },
    })
    const reader = body.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read().catch(broken)
      if (done || signal.aborted) return
      parser.feed(decoder.decode(value, { stream: true }))
    }
  }

  async #post(connectionId: string, text: string): Promise<void> {
    if (this.#ended.signal.aborted) return
    try {
      await this.#call(`${this.#path}/messages?connection=${encodeURIComponent(connectionId)}`, {
        method: "POST",
        body: text,
        signal: AbortSignal.timeout(postTimeoutMs),
      })
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code === "message_too_large" && this.#explainSize(text, error)) return
      // What was not taken is sent again after the reconnect.
      this.#end(error)
    }
  }

  /** A proxy with a body limit would refuse this message every time, so it fails instead of being retried. */
  #explainSize(text: string, { code, message: sentence }: AppError): boolean {
    const message = clientMessageSchema.parse(JSON.parse(text))
    const v = protocolVersion
    if (message.type === "range_content") {
      const failed: ClientMessage = { v, type: "range_failed", readId: message.readId, code, message: sentence }
      this.send(JSON.stringify(failed))
      return true
    }
    if (message.type !== "user_message") return false
    const { messageId } = message
    const refused: ServerMessage = { v, type: "error", messageId, code, message: sentence, retryable: false }
    this.#events.onText(JSON.stringify(refused))
    return true
  }
}

/** A broken stream is treated like a closed one: resuming repairs both. */
const broken = (): { done: true; value: undefined } => ({ done: true, value: undefined })
