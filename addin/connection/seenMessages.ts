import type { ServerMessage } from "../../shared/protocol.ts"

/** Which messages of a session have arrived, so that each is handed on once and in order, and the server forgets none too early. */
export class SeenMessages {
  lastSeq = 0
  /** The last sequence number from which missing messages were asked for. */
  #askedFrom: number | undefined
  /** Running turns and the sequence number they started at. */
  readonly #running = new Map<string, number>()

  /** `missing` when messages before this one were skipped and have not been asked for yet: it will come again after them. */
  take(message: ServerMessage): "new" | "repeated" | "missing" {
    const seq = "seq" in message ? message.seq : undefined
    if (seq === undefined) return "new"
    if (seq <= this.lastSeq) return "repeated"
    // The server may have dropped what was acknowledged before this pane was loaded, so a gap is requested only once.
    if (seq > this.lastSeq + 1 && this.#askedFrom !== this.lastSeq) return "missing"
    this.lastSeq = seq
    if (message.type === "assistant_response_start") this.#running.set(message.requestId, seq)
    if ((message.type === "assistant_response_complete" || message.type === "error") && message.requestId)
      this.#running.delete(message.requestId)
    return "new"
  }

  /** Where to resume from. */
  resumeFrom(): number {
    this.#askedFrom = this.lastSeq
    return this.lastSeq
  }

  /** Everything up to here may be forgotten. A running turn is kept whole, so that a reloaded pane can show all of it. */
  acknowledged(): number {
    return Math.min(this.lastSeq, ...[...this.#running.values()].map((seq) => seq - 1))
  }

  /** The server counts from the beginning again. */
  restart(): void {
    this.lastSeq = 0
    this.#askedFrom = undefined
    this.#running.clear()
  }
}
