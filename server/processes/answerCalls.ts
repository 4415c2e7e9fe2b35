import { toAppError, type AppError } from "../../shared/errors.ts"
import { readyId, type FromProcess, type ToProcess } from "./processMessages.ts"

/** What a program does when it is called. The reply is a promise's value, or the items of a generator and what it returns. */
export type Perform<Call> = (
  call: Call,
  input: AsyncIterable<Uint8Array>,
) => Promise<unknown> | AsyncGenerator<unknown, unknown>

/** Makes this process, which must have been started by a `WorkerProcess`, answer its calls; `explain` words what a call throws. */
export function answerCalls<Call>(perform: Perform<Call>, explain: (thrown: unknown) => AppError = toAppError): void {
  const underWay = new Map<number, CallUnderWay>()
  // Ctrl+C in a terminal is meant for the server, which ends its processes itself; they end with it.
  process.on("SIGINT", () => undefined)
  process.on("disconnect", () => process.exit())
  process.on("message", (message) => {
    // The server at the other end is ours, and the types say what it sends.
    const told = message as ToProcess
    if (!("call" in told)) {
      underWay.get(told.id)?.hear(told)
      return
    }
    const call = new CallUnderWay()
    underWay.set(told.id, call)
    void answer(told.id, perform(told.call as Call, call.input()), call, explain).finally(() =>
      underWay.delete(told.id),
    )
  })
  void tell({ id: readyId, ok: true, result: null })
}

async function answer(
  id: number,
  reply: Promise<unknown> | AsyncGenerator<unknown, unknown>,
  call: CallUnderWay,
  explain: (thrown: unknown) => AppError,
): Promise<void> {
  try {
    const result = reply instanceof Promise ? await reply : await sendParts(id, reply, call)
    await tell({ id, ok: true, result })
  } catch (thrown) {
    const { code, message } = explain(thrown)
    const cause = code === "internal" && thrown instanceof Error ? thrown.stack : undefined
    await tell({ id, ok: false, code, message, cause })
  }
}

/** Makes no part before it may be sent. */
async function sendParts(id: number, parts: AsyncGenerator<unknown, unknown>, call: CallUnderWay): Promise<unknown> {
  for (;;) {
    await call.room()
    const next = await parts.next()
    if (next.done) return next.value
    call.sent()
    await tell({ id, part: next.value })
  }
}

const tell = (message: FromProcess): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve())
  })

/** What still comes for a call: more of its input, and room for its reply. */
class CallUnderWay {
  readonly #input: (Uint8Array | null)[] = []
  #room = 0
  #wake: (() => void) | undefined

  hear(told: Exclude<ToProcess, { call: unknown }>): void {
    if ("more" in told) this.#room += told.more
    else this.#input.push(told.input)
    this.#wake?.()
  }

  async *input(): AsyncGenerator<Uint8Array> {
    for (;;) {
      while (this.#input.length === 0) await this.#news()
      const next = this.#input.shift()
      if (!next) return
      yield next
    }
  }

  async room(): Promise<void> {
    while (this.#room === 0) await this.#news()
  }

  sent(): void {
    this.#room--
  }

  #news(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }
}
