import { WebSocket } from "ws"
import { limits } from "../../shared/limits.ts"
import { protocolVersion, type ClientMessage } from "../../shared/protocol.ts"
import { PaneMessages } from "./paneMessages.ts"

export type Unversioned<M> = M extends unknown ? Omit<M, "v"> : never

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

/** A pane's end of the socket. */
export class PaneSocket extends PaneMessages {
  readonly socket: WebSocket
  readonly closed: Promise<{ code: number; reason: string }>

  private constructor(address: string, headers: Record<string, string>, autoPong: boolean) {
    super()
    this.socket = new WebSocket(address, { headers, autoPong, maxPayload: limits.messageBytes })
    this.socket.on("message", (data: Buffer) => this.take(data.toString("utf8")))
    this.socket.on("close", (code, reason) => this.end(code, String(reason)))
    this.closed = this.ended()
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

  /** Drops the connection as a lost network does. */
  cut(): void {
    this.socket.terminate()
  }
}
