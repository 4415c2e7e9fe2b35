import { randomUUID } from "node:crypto"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import type { RangeContent, WorkbookReader } from "../../../shared/workbook.ts"

type Reply = Extract<ClientMessage, { type: "range_content" | "range_failed" }>
type Request = { readonly readId: string; readonly worksheet: string; readonly address: string }

/** The user's workbook at the other end of the socket, for one turn. */
export class RemoteWorkbook implements WorkbookReader {
  readonly #ask: (request: Request) => void
  readonly #signal: AbortSignal
  readonly #timeoutMs: number
  readonly #waiting = new Map<string, { readonly request: Request; readonly settle: (reply: Reply) => void }>()

  constructor(ask: (request: Request) => void, signal: AbortSignal, timeoutMs: number = limits.readRangeMs) {
    this.#ask = ask
    this.#signal = signal
    this.#timeoutMs = timeoutMs
  }

  async readRange(worksheet: string, address: string): Promise<RangeContent> {
    this.#signal.throwIfAborted()
    const readId = randomUUID()
    let giveUp: (() => void) | undefined
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<RangeContent>((resolve, reject) => {
        giveUp = () => reject(this.#signal.reason instanceof Error ? this.#signal.reason : new Error("aborted"))
        this.#signal.addEventListener("abort", giveUp)
        const late = new AppError(
          "pane_unavailable",
          "The pane did not send the cells in time; keep it open and ask again.",
        )
        timer = setTimeout(() => reject(late), this.#timeoutMs)
        const request = { readId, worksheet, address }
        const settle = (reply: Reply): void => {
          if (reply.type === "range_content") resolve(reply.content)
          else reject(new AppError(reply.code, reply.message))
        }
        this.#waiting.set(readId, { request, settle })
        this.#ask(request)
      })
    } finally {
      clearTimeout(timer)
      if (giveUp) this.#signal.removeEventListener("abort", giveUp)
      this.#waiting.delete(readId)
    }
  }

  /** A reply without an open request is ignored: a resumed pane may answer twice. */
  receive(reply: Reply): void {
    this.#waiting.get(reply.readId)?.settle(reply)
  }

  /** For a pane that had the request but whose reply was lost with its connection. */
  askAgain(): void {
    for (const { request } of this.#waiting.values()) this.#ask(request)
  }
}
