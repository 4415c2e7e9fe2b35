import type { ClientMessage, ServerMessage } from "../../../shared/protocol.ts"
import { protocolVersion } from "../../../shared/protocol.ts"
import { toAppError } from "../../../shared/errors.ts"
import { closeCodes, type Connection } from "./connection.ts"
import { Delivery } from "./delivery.ts"
import type { SessionLog } from "../log/sessionLog.ts"
import type { SignIn } from "./signIn.ts"

/** The pane's end of the session. Until the pane has said where it stands, nothing of a running turn is sent: it would come out of order. */
export class Attached {
  readonly connection: Connection
  readonly #signIn: SignIn
  readonly #log: SessionLog
  readonly #lastSeqAtStart: number
  #delivery: Delivery | undefined
  /** True once this connection has said where it stands. */
  #resumed = false

  constructor(connection: Connection, signIn: SignIn, log: SessionLog) {
    this.connection = connection
    this.#signIn = signIn
    this.#log = log
    this.#lastSeqAtStart = log.lastSeq
    if (log.openTurn().length === 0) this.#delivery = new Delivery(connection, log, log.lastSeq)
  }

  /** What the connection missed before its first `resume`; undefined for every other message. */
  hear(message: ClientMessage): readonly ServerMessage[] | undefined {
    if (message.type !== "resume") {
      this.#delivery ??= new Delivery(this.connection, this.#log, this.#lastSeqAtStart)
      return undefined
    }
    const missed = this.#resumed ? undefined : this.#log.after(message.afterSeq)
    this.#resumed = true
    this.#delivery?.stop()
    this.#delivery = new Delivery(this.connection, this.#log, message.afterSeq)
    return missed
  }

  async renew(ticket: string): Promise<void> {
    try {
      await this.#signIn.renew(ticket)
      await this.connection.send({ v: protocolVersion, type: "renewed", signedInForMs: this.#signIn.forMs })
    } catch (error) {
      this.connection.close(closeCodes.signedOut, toAppError(error).code)
    }
  }

  /** The log has grown. */
  wake(): void {
    this.#delivery?.wake()
  }

  end(): void {
    this.#signIn.stop()
    this.#delivery?.stop()
  }
}
