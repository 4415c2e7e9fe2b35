import type { AppError } from "../../shared/errors.ts"

/** An open line to the server, whatever carries it. */
export interface Socket {
  /** Does nothing while the line is not open. */
  send(text: string): void
  close(): void
}

export interface SocketEvents {
  readonly onText: (text: string) => unknown
  /** Closed by the peer or by a failure, also one to open; with the reason where the other side, or the device, gave one. */
  readonly onClose: (reason?: AppError) => unknown
}

/** A way to carry the messages of one chat session. */
export interface Transport {
  /** Gets what opening takes (a ticket, a token), which may need the person. @throws AppError; retryable ones are tried again. */
  prepare(): Promise<(events: SocketEvents) => Socket>
}
