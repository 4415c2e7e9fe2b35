import type { ClientMessage, ServerMessage } from "../../../shared/protocol.ts"
import { protocolVersion } from "../../../shared/protocol.ts"
import { toAppError } from "../../../shared/errors.ts"
import { closeCodes, type Connection } from "./connection.ts"
import { Delivery } from "./delivery.ts"
import type { SessionLog } from "../log/sessionLog.ts"
import type { SignIn } from "./signIn.ts"

/** The pane that is connected to a session. Until it has said which message it has last, nothing of a running turn is sent: the order would be wrong. */
export class ConnectedPane {
  readonly connection: Connection
  readonly #signIn: SignIn
  readonly #log: SessionLog
  readonly #lastSeqAtStart: number
  #delivery: Delivery | undefined
  /** True once this connection has said which message it has last. */
  #resumed = false

  constructor(connection: Connection, signIn: SignIn, log: SessionLog) {
    this.connection = connection
    this.#signIn = signIn
    this.#log = log
    this.#lastSeqAtStart = log.lastSeq
    if (log.openTurn().length === 0) this.#delivery = new Delivery(connection, log, log.lastSeq)
  }

  /** What the connection missed before its first `resume`; undefined for every other message. */
  receive(message: ClientMessage): readonly ServerMessage[] | undefined {
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

  /** To be called when the log has grown. */
  wake(): void {
    this.#delivery?.wake()
  }

  end(): void {
    this.#signIn.stop()
    this.#delivery?.stop()
  }
}
