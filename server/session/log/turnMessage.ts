import type { ServerMessage } from "../../../shared/protocol.ts"

type OfTurn<M> = M extends { requestId: string; seq: number } ? Omit<M, "v" | "seq" | "requestId"> : never

/** A message of a turn before the log gives it its number. */
export type TurnMessage = OfTurn<ServerMessage> | FailedTurn

interface FailedTurn {
  readonly type: "error"
  readonly code: Extract<ServerMessage, { type: "error" }>["code"]
  readonly message: string
  readonly retryable: boolean
}

/** Sends a message of a turn; does not wait for the pane. */
export type Emit = (message: TurnMessage) => void
