import type { Connection } from "./connection.ts"
import type { SessionLog } from "../log/sessionLog.ts"

/**
 * Sends a session's messages over one connection, in order, each once, as fast as the pane takes them. What it has not taken
 * stays in the log and nowhere else, so a slow pane costs no memory and holds up no turn.
 */
export class Delivery {
  readonly #connection: Connection
  readonly #log: SessionLog
  #seq: number
  #busy = false
  #stopped = false

  /** Starts behind `afterSeq`. */
  constructor(connection: Connection, log: SessionLog, afterSeq: number) {
    this.#connection = connection
    this.#log = log
    this.#seq = afterSeq
    this.wake()
  }

  /** To be called when there may be more to send. */
  wake(): void {
    if (this.#busy) return
    this.#busy = true
    void this.#sendAll()
  }

  stop(): void {
    this.#stopped = true
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#stopped || !this.#connection.open ? undefined : this.#log.next(this.#seq)
      if (!next) {
        this.#busy = false
        return
      }
      this.#seq = next.seq
      await this.#connection.sendText(next.text)
    }
  }
}
