import { createParser } from "eventsource-parser"
import { protocolVersion, type ClientMessage } from "../../shared/protocol.ts"
import { PaneMessages } from "./paneMessages.ts"
import type { Unversioned } from "./paneSocket.ts"

/** A pane's end of an event stream: messages come as server-sent events and go as posts. */
export class PaneEvents extends PaneMessages {
  readonly #address: string
  readonly #token: string
  readonly #leave = new AbortController()
  connectionId = ""

  private constructor(address: string, token: string) {
    super()
    this.#address = address
    this.#token = token
  }

  /** `address` is the chat's: `http://…/api/chat/<session id>`. Resolves after connection_established. */
  static async open(address: string, token: string): Promise<PaneEvents> {
    const pane = new PaneEvents(address, token)
    const response = await fetch(`${address}/events`, {
      headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
      signal: pane.#leave.signal,
    })
    if (response.status !== 200 || !response.body) throw new Error(`The stream was refused with ${response.status}.`)
    void pane.#read(response.body).catch((error: unknown) => pane.end(1006, String(error)))
    await pane.next("connection_established")
    return pane
  }

  /** Posts to this address, or to another server's; returns the status. */
  async send(message: Unversioned<ClientMessage>, address = this.#address): Promise<number> {
    const response = await fetch(`${address}/messages?connection=${this.connectionId}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      body: JSON.stringify({ v: protocolVersion, ...message }),
    })
    await response.arrayBuffer()
    return response.status
  }

  cut(): void {
    this.#leave.abort()
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === "open") this.connectionId = (JSON.parse(data) as { connectionId: string }).connectionId
        else if (event === "close") {
          const { code, reason } = JSON.parse(data) as { code: number; reason: string }
          this.end(code, reason)
        } else this.take(data)
      },
    })
    const decoder = new TextDecoder()
    for await (const part of body) parser.feed(decoder.decode(part, { stream: true }))
    this.end(1005, "")
  }
}
