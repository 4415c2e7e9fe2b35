import { WebSocket } from "ws"
import { limits } from "../../shared/limits.ts"
import { parseServerMessage, protocolVersion, type ClientMessage, type ServerMessage } from "../../shared/protocol.ts"

type Unversioned<M> = M extends unknown ? Omit<M, "v"> : never
type MessageOf<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>

/** The upgrade was refused with this answer. */
export class UpgradeRefused extends Error {
  readonly status: number
  readonly body: string

  constructor(status: number, body: string) {
    super(`refused with ${status}`)
    this.status = status
    this.body = body
  }
}

/** A pane's end of the socket: keeps what arrives, checked against the protocol, and waits for what is to come. */
export class PaneSocket {
  readonly socket: WebSocket
  readonly messages: ServerMessage[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #waiting = new Set<() => void>()

  private constructor(address: string, headers: Record<string, string>, autoPong: boolean) {
    this.socket = new WebSocket(address, { headers, autoPong, maxPayload: limits.messageBytes })
    this.socket.on("message", (data: Buffer) => {
      const parsed = parseServerMessage(data.toString("utf8"))
      if (!parsed.ok) throw new Error(`The server sent something outside the protocol: ${parsed.reason}`)
      this.messages.push(parsed.message)
      for (const check of this.#waiting) check()
    })
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }))
    })
  }

  /** Resolves after connection_established. @throws UpgradeRefused. */
  static async open(address: string, headers: Record<string, string> = {}, autoPong = true): Promise<PaneSocket> {
    const pane = new PaneSocket(address, headers, autoPong)
    await new Promise<void>((resolve, reject) => {
      pane.socket.on("open", resolve)
      pane.socket.on("error", reject)
      pane.socket.on("unexpected-response", (_request, response) => {
        let body = ""
        response.on("data", (chunk) => (body += String(chunk)))
        response.on("end", () => reject(new UpgradeRefused(response.statusCode ?? 0, body)))
      })
    })
    await pane.next("connection_established")
    return pane
  }

  send(message: Unversioned<ClientMessage>): void {
    this.sendText(JSON.stringify({ v: protocolVersion, ...message }))
  }

  sendText(text: string): void {
    this.socket.send(text)
  }

  ask(
    messageId: string,
    content: string,
    selection?: Extract<ClientMessage, { type: "user_message" }>["selection"],
  ): void {
    this.send({ type: "user_message", messageId, content, ...(selection && { selection }) })
  }

  of<T extends ServerMessage["type"]>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type)
  }

  /** The first (or `count`-th) message of a type, as soon as it is there. */
  async next<T extends ServerMessage["type"]>(type: T, count = 1): Promise<MessageOf<T>> {
    for (;;) {
      const found = this.of(type)[count - 1]
      if (found) return found
      await this.arrival()
    }
  }

  /** Resolves when another message of any type has come. */
  arrival(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        this.#waiting.delete(settle)
        resolve()
      }
      this.#waiting.add(settle)
      void this.closed.then(({ code }) => reject(new Error(`The socket closed (${code}) before the message came.`)))
    })
  }

  /** Drops the connection as a lost network does. */
  cut(): void {
    this.socket.terminate()
  }
}
