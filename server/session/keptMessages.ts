import type { ServerMessage } from "../../shared/protocol.ts"
import type { TurnMessage } from "./turnMessage.ts"
import { protocolVersion } from "../../shared/protocol.ts"

/** A session's numbered messages of the running and the last turn, kept so that a pane that comes back misses none. */
export class KeptMessages {
  lastSeq = 0
  #kept: { readonly seq: number; readonly requestId: string; readonly message: ServerMessage }[] = []

  add(requestId: string, body: TurnMessage): ServerMessage {
    const seq = ++this.lastSeq
    const message: ServerMessage = { v: protocolVersion, seq, requestId, ...body }
    this.#kept.push({ seq, requestId, message })
    return message
  }

  after(seq: number): ServerMessage[] {
    return this.#kept.filter((entry) => entry.seq > seq).map(({ message }) => message)
  }

  /** True when the turn that answers (or refused) this question is still kept. */
  hasTurnFor(messageId: string): boolean {
    return this.#kept.some(
      ({ message }) => message.type === "assistant_response_start" && message.messageId === messageId,
    )
  }

  /** A new turn begins: only the one before it is still of interest. */
  keepOnlyLastTurn(): void {
    const last = this.#kept.at(-1)?.requestId
    this.#kept = this.#kept.filter(({ requestId }) => requestId === last)
  }

  /** The pane has everything up to `seq`. A turn is forgotten whole or not at all, so that a reloaded pane sees all of it. */
  forget(seq: number, runningRequestId: string | undefined): void {
    this.#kept = this.#kept.filter((entry) => entry.seq > seq || entry.requestId === runningRequestId)
  }
}
