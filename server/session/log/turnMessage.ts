import type { ServerMessage } from "../../../shared/protocol.ts"

type OfTurn<M> = M extends { requestId: string; seq: number } ? Omit<M, "v" | "seq" | "requestId"> : never

/** A message of a turn before the session gives it its number and its turn. */
export type TurnMessage = OfTurn<ServerMessage> | FailedTurn

interface FailedTurn {
  readonly type: "error"
  readonly code: Extract<ServerMessage, { type: "error" }>["code"]
  readonly message: string
  readonly retryable: boolean
}

/** Says it; nobody waits for a pane. */
export type Emit = (message: TurnMessage) => void
