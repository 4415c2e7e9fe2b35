import type { HistoryMessage, NewSession, Session, SessionList, Settings } from "../../shared/conversation.ts"
import type { AppError } from "../../shared/errors.ts"
import type { ClientMessage, ServerMessage } from "../../shared/protocol.ts"

export type ConnectionStatus =
  | { readonly kind: "connecting" }
  /** `signInEnds`: why the sign-in could not be renewed; the connection ends with it. */
  | { readonly kind: "connected"; readonly signInEnds: AppError | null }
  /** Waits to try again for the `attempt`-th time, from 1; `error` says why the last attempt failed when that is known. */
  | { readonly kind: "reconnecting"; readonly attempt: number; readonly error: AppError | null }
  /** Retrying would not help: signed out, no access, another protocol version. */
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
  /** Tries again at once: after a failure, when the device is back online, or to renew a sign-in that ends. */
  retry(): void
  close(): void
}

/** Which chats to list: those of a workbook whose title or messages hold the text, last used first, from a cursor on. */
export interface ChatQuery {
  readonly workbookId: string
  readonly text: string
  readonly cursor: string | null
}

/** The server as the chat needs it. Every call throws AppError. */
export interface Backend {
  settings(): Promise<Settings>
  createSession(about: NewSession): Promise<Session>
  history(sessionId: string): Promise<readonly HistoryMessage[]>
  listChats(query: ChatQuery): Promise<SessionList>
  renameChat(sessionId: string, title: string): Promise<Session>
  deleteChat(sessionId: string): Promise<void>
  connect(sessionId: string, listener: ConnectionListener): Connection
}
