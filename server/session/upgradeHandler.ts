import { STATUS_CODES, type IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { WebSocketServer, type RawData } from "ws"
import { AppError, errorStatus, toAppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { Access } from "../auth/owner.ts"
import type { Conversations } from "../conversation/conversations.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { connectPane, type PaneParts } from "./connectPane.ts"
import { webSocketTransport } from "./pane/paneTransport.ts"
import type { LiveSessions } from "./liveSessions.ts"
import { requireStored } from "./requireStored.ts"

export interface UpgradeHandlerParts extends PaneParts {
  readonly live: LiveSessions
  readonly conversations: Conversations
  readonly log: Log
  readonly allowedOrigins: readonly string[]
}

export interface UpgradeHandler {
  /** For the http server's `upgrade` event. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close(): void
}

/** `/ws/chat/{sessionId}?ticket=…`: lets a pane in that has a ticket and comes from our own or an allowed origin. */
export function createUpgradeHandler(parts: UpgradeHandlerParts): UpgradeHandler {
  // Twice our own limit, so that a message that is too large gets an answer; only what is absurd ends the connection.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes * 2 })

  const admit = async (request: IncomingMessage): Promise<{ access: Access; sessionId: string }> => {
    const address = request.url ?? "/"
    const url = URL.canParse(address, "http://localhost") ? new URL(address, "http://localhost") : undefined
    const sessionId = /^\/ws\/chat\/([\w-]{1,64})$/.exec(url?.pathname ?? "")?.[1]
    if (!url || !sessionId) throw new AppError("not_found", "There is no socket at this address.")
    if (!isAllowedOrigin(request, parts.allowedOrigins))
      throw new AppError("forbidden", "This origin may not open the chat; add it to ALLOWED_ORIGINS.")
    const access = await parts.tickets.redeem(url.searchParams.get("ticket") ?? "", sessionId)
    if (!access) throw new AppError("unauthenticated", "The ticket is missing, spent or expired; get a new one.")
    await requireStored(parts.conversations, access.owner, sessionId)
    return { access, sessionId }
  }

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const { access, sessionId } = await admit(request)
    const session = await parts.live.open(access.owner, sessionId)
    parts.openPanes.requireRoom(access.owner)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = connectPane(parts, session, { access, transport: webSocketTransport(webSocket) })
      webSocket.on("message", (data, isBinary) => void connection.receive(toBuffer(data), isBinary))
      webSocket.on("pong", () => connection.heard())
      webSocket.on("close", () => connection.closed())
      // ws closes the socket itself after a protocol error of the peer; `close` follows and does the rest.
      webSocket.on("error", () => connection.heard())
    })
  }

  return {
    upgrade(request, socket, head) {
      // A peer may hang up while it is being checked.
      const ignore = (): void => undefined
      socket.on("error", ignore)
      open(request, socket, head)
        .then(() => socket.off("error", ignore))
        .catch((thrown: unknown) => {
          const error = toAppError(thrown)
          if (error.code === "internal") parts.log.error("upgrade failed", { error: describeError(thrown) })
          refuse(socket, error)
        })
    },
    close: () => sockets.close(),
  }
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

/** Browsers always send the origin of the page; programs send none, and need the ticket all the same. */
function isAllowedOrigin({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = headers
  if (origin === undefined || allowed.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

function refuse(socket: Duplex, error: AppError): void {
  const status = errorStatus[error.code]
  const title = STATUS_CODES[status] ?? "Error"
  // A peer that does not hang up must not keep the socket.
  socket.once("finish", () => socket.destroy())
  const body = JSON.stringify({ type: "about:blank", title, status, detail: error.message, code: error.code })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nConnection: close\r\n${status === 401 ? "WWW-Authenticate: Bearer\r\n" : ""}Content-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
