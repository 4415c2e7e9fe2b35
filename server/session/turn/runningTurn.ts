import { randomUUID } from "node:crypto"
import { AppError } from "../../../shared/errors.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import type { Emit } from "../log/turnMessage.ts"
import { RemoteWorkbook } from "./remoteWorkbook.ts"

/** A turn that runs in this process: it can be stopped, and the pane's messages reach it. */
export class RunningTurn {
  readonly requestId = randomUUID()
  readonly messageId: string
  /** Resolves when the turn has ended, however it ended. */
  ended: Promise<unknown> = Promise.resolve()
  readonly #controller = new AbortController()
  #workbook: RemoteWorkbook | undefined

  constructor(messageId: string) {
    this.messageId = messageId
  }

  /** Its reason is the AppError that the turn was stopped with. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  stop(reason: AppError): void {
    this.#controller.abort(reason)
  }

  /** The workbook in the pane, which is asked for cells by messages of this turn. */
  openWorkbook(emit: Emit): RemoteWorkbook {
    this.#workbook = new RemoteWorkbook((request) => emit({ type: "read_range", ...request }), this.signal)
    return this.#workbook
  }

  receive(message: ClientMessage): void {
    switch (message.type) {
      case "stop":
        if (message.requestId === undefined || message.requestId === this.requestId)
          this.stop(new AppError("cancelled", "The answer was stopped."))
        return
      case "resume":
        return this.#workbook?.askAgain()
      case "range_content":
      case "range_failed":
        return this.#workbook?.receive(message)
      default:
        return // no other message is for a turn
    }
  }
}
