import { randomUUID } from "node:crypto"
import { WebSocket } from "ws"
import { acquireToken } from "../../addin/auth/acquireToken.ts"
import { Chat } from "../../addin/chat/chat.ts"
import type { Turn } from "../../addin/chat/turn.ts"
import { ChatSocket } from "../../addin/connection/chatSocket.ts"
import { systemClock } from "../../addin/connection/clock.ts"
import { eventTransport } from "../../addin/connection/eventTransport.ts"
import { restClient } from "../../addin/connection/restClient.ts"
import type { SocketEvents, Transport } from "../../addin/connection/transport.ts"
import { AppError } from "../../shared/errors.ts"

/** The pane's own chat and connection without a browser, behind something that brings it to one of several servers. */
export class NodePane {
  readonly chat: Chat
  /** The server that the next connection goes to: `http://…`. */
  server: string
  readonly #sockets = new Set<WebSocket>()
  readonly #connections: ChatSocket[] = []

  constructor(server: string, sessionId: string | null = null, line: "socket" | "events" = "socket") {
    this.server = server
    const call: typeof fetch = (path, options) => fetch(new URL(path as string, this.server), options)
    const token = acquireToken(() => [
      async () => {
        const reply = await call("/auth/local/token", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ user: "ann" }),
        }).catch((cause: unknown) => {
          throw new AppError("offline", "The server cannot be reached.", { cause })
        })
        return ((await reply.json()) as { accessToken: string }).accessToken
      },
    ])
    const rest = restClient(token, call)
    let stored = sessionId
    this.chat = new Chat({
      backend: {
        settings: rest.settings,
        createSession: rest.createSession,
        history: rest.history,
        listChats: rest.listSessions,
        renameChat: rest.renameSession,
        deleteChat: rest.deleteSession,
        connect: (id, listener) => {
          const transport =
            line === "socket" ? this.#transport(id, () => rest.ticket(id)) : eventTransport(id, rest.call, rest.signIn)
          const connection = new ChatSocket({
            ticket: () => rest.ticket(id),
            transports: { next: () => transport, works: () => undefined, fails: () => undefined },
            listener,
            clock: systemClock,
            random: () => 0,
            watchOffline: () => () => undefined,
          })
          this.#connections.push(connection)
          return connection
        },
      },
      spreadsheet: {
        readRange: () => Promise.reject(new AppError("excel_failed", "This pane has no workbook.")),
      },
      workbookId: "test",
      storedSession: { read: () => stored, write: (id) => (stored = id) },
      scope: () => Promise.resolve({ id: "test" }),
      newId: randomUUID,
    })
  }

  get turn(): Turn | undefined {
    return this.chat.view().turns.at(-1)
  }

  /** Resolves when what is shown fulfils the condition. */
  async until(condition: (pane: NodePane) => boolean): Promise<void> {
    if (condition(this)) return
    await new Promise<void>((resolve) => {
      const stop = this.chat.subscribe(() => {
        if (!condition(this)) return
        stop()
        resolve()
      })
    })
  }

  /** Opens the chat; resolves when it is connected. */
  async start(): Promise<void> {
    await this.chat.start()
    await this.until(({ chat }) => chat.view().connection.kind === "connected")
  }

  /** Drops the line as a lost network does. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
    this.cut()
  }

  #transport(sessionId: string, ticket: () => Promise<string>): Transport {
    return {
      prepare: async () => {
        const bought = await ticket()
        return (events) =>
          this.#open(`${this.server.replace("http", "ws")}/ws/chat/${sessionId}?ticket=${bought}`, events)
      },
    }
  }

  #open(address: string, events: SocketEvents): { send(text: string): void; close(): void } {
    const socket = new WebSocket(address)
    this.#sockets.add(socket)
    socket.on("message", (data: Buffer) => events.onText(data.toString("utf8")))
    socket.on("error", () => undefined) // `close` follows
    socket.on("close", () => {
      this.#sockets.delete(socket)
      events.onClose()
    })
    return { send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text), close: () => socket.close() }
  }
}
