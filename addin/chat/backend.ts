import type { HistoryMessage, Session, Settings } from "../../shared/conversation.ts"
import type { AppError } from "../../shared/errors.ts"
import type { ClientMessage, ServerMessage } from "../../shared/protocol.ts"

export type ConnectionStatus =
  | { readonly kind: "connecting" }
  | { readonly kind: "connected" }
  /** Waits to try again; `error` says why the last attempt failed when that is known. */
  | { readonly kind: "reconnecting"; readonly error: AppError | null }
  /** Trying again by itself would not help: signed out, no access, another protocol version. */
  | { readonly kind: "failed"; readonly error: AppError }

export interface ConnectionListener {
  onStatus(status: ConnectionStatus): void
  onMessage(message: ServerMessage): void
}

/** The live link of one chat session. Survives lost connections until it is closed. */
export interface Connection {
  /** A `user_message` is kept and sent again after a reconnect until the server has taken it, a `stop` until there is a link; anything else is dropped while there is none. */
  send(message: ClientMessage): void
  /** Forgets a question that the server has not taken yet; true when there was one. */
  withdraw(messageId: string): boolean
  /** Tries again at once: after a failure, or when the device is back online. */
  retry(): void
  close(): void
}

/** The server as the chat needs it. Every call throws AppError. */
export interface Backend {
  settings(): Promise<Settings>
  createSession(): Promise<Session>
  history(sessionId: string): Promise<readonly HistoryMessage[]>
  connect(sessionId: string, listener: ConnectionListener): Connection
}
