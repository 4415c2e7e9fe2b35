import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { AppError } from "../../shared/errors.ts"
import { endedBy } from "./guardProcess.ts"
import { Inbox } from "./inbox.ts"
import { readyId, type FromProcess, type ToProcess } from "./processMessages.ts"
import { startChild } from "./startChild.ts"

/** Why a process ended without being told to: it did not start, its guard ended it, or it crashed. */
export type ProcessEnd = "start" | "time" | "memory" | "crash"

/** What one kind of process says of its faults. */
export interface ProcessFaults {
  /** To the calls under way when it ended, and to those that come after. */
  readonly ended: (reason: ProcessEnd, cause: Error) => AppError
  /** To a call that was not answered in time, for which the process was ended. */
  readonly late: () => AppError
  readonly cancelled: () => AppError
}

export interface ProcessKind {
  readonly program: URL
  /** Megabytes of JavaScript objects. */
  readonly heapMb: number
  readonly faults: ProcessFaults
}

export interface StreamOptions {
  /** Bytes that belong to the call, sent as fast as the process takes them. */
  readonly input?: AsyncIterable<Uint8Array>
  /** Parts that may be under way before they are taken. */
  readonly ahead: number
  /** Milliseconds to wait for the process altogether. The time that the taker of the parts needs does not count. */
  readonly limitMs: number
}

/** Loading libraries takes one to three seconds on an idle core, and many processes may do it at once. */
const startMs = 120_000

/** One process that works for the server, from its start to its end. */
export class WorkerProcess {
  /** Settles when it can be called, or has failed to start. */
  readonly ready: Promise<void>
  readonly #child: ChildProcess
  readonly #faults: ProcessFaults
  /** Of the calls under way, by their ids. */
  readonly #inboxes = new Map<number, Inbox>()
  #lastId = readyId
  #started = false
  #end: AppError | undefined
  #endedBy: ProcessEnd | undefined

  constructor({ program, heapMb, faults }: ProcessKind) {
    this.#faults = faults
    this.#child = startChild(program, heapMb)
    this.#child.on("message", (told) => {
      // The program at the other end is ours, and the types say what it sends.
      const message = told as FromProcess
      this.#inboxes.get(message.id)?.put(message)
    })
    this.#child.on("error", (cause) => this.#ended("crash", cause))
    this.#child.on("exit", (code, signal) => this.#ended(reasonOf(signal), new Error(`exit ${code ?? signal ?? ""}`)))
    this.ready = this.#result(readyId, startMs).then(() => {
      this.#started = true
    })
    // Whoever calls hears of it as well.
    this.ready.catch(() => undefined)
  }

  /** True once it has ended or is being ended: it takes no more calls. */
  get dead(): boolean {
    return this.#end !== undefined
  }

  /** How it ended, when that was not our doing. */
  get end(): ProcessEnd | undefined {
    return this.#endedBy
  }

  /** Whether the server stays up for it. One that only waits for work must not hold it. */
  holdServer(holds: boolean): void {
    if (holds) {
      this.#child.ref()
      this.#child.channel?.ref()
    } else {
      this.#child.unref()
      this.#child.channel?.unref()
    }
  }

  /** The result of a call. @throws AppError of the program or of the faults. */
  async call(call: unknown, limitMs: number): Promise<unknown> {
    const id = ++this.#lastId
    const result = this.#result(id, limitMs)
    void this.#send({ id, call })
    return await result
  }

  /**
   * The parts of a reply, and then its result. Whoever leaves early leaves the process at work, and has to end it.
   * @throws AppError of the program or of the faults; what the input throws.
   */
  async *stream(call: unknown, options: StreamOptions, signal: AbortSignal): AsyncGenerator<unknown, unknown> {
    const id = ++this.#lastId
    const inbox = this.#open(id)
    const stop = (): void => inbox.fail(this.#faults.cancelled())
    signal.addEventListener("abort", stop, { once: true })
    if (signal.aborted) stop()
    try {
      void this.#send({ id, call })
      void this.#send({ id, more: options.ahead })
      if (options.input) this.#feed(id, options.input).catch((error: unknown) => inbox.fail(error))
      let left = options.limitMs
      for (;;) {
        const before = performance.now()
        const message = await this.#next(inbox, left)
        left -= performance.now() - before
        if (!("part" in message)) return resultOf(message)
        yield message.part
        void this.#send({ id, more: 1 })
      }
    } finally {
      signal.removeEventListener("abort", stop)
      this.#inboxes.delete(id)
    }
  }

  /** Ends it at once, and the calls under way with the reason. Resolves when it has ended. */
  async kill(reason: AppError): Promise<void> {
    this.#fail(reason)
    const { exitCode, signalCode, pid } = this.#child
    if (exitCode !== null || signalCode !== null || pid === undefined) return
    // Without this, a server that only waits for its end would itself end first.
    this.#child.ref()
    const ended = once(this.#child, "exit")
    this.#child.kill("SIGKILL")
    await ended
  }

  #open(id: number): Inbox {
    const inbox = new Inbox()
    if (this.#end) inbox.fail(this.#end)
    this.#inboxes.set(id, inbox)
    return inbox
  }

  async #result(id: number, limitMs: number): Promise<unknown> {
    const inbox = this.#open(id)
    try {
      const message = await this.#next(inbox, limitMs)
      if ("part" in message) throw new AppError("internal", "A process gave parts where a result was asked for.")
      return resultOf(message)
    } finally {
      this.#inboxes.delete(id)
    }
  }

  async #next(inbox: Inbox, limitMs: number): Promise<FromProcess> {
    const message = await inbox.next(limitMs)
    if (message) return message
    void this.kill(this.#faults.ended("crash", new Error("ended, because a call was not answered in time")))
    throw this.#faults.late()
  }

  async #feed(id: number, input: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const bytes of input) {
      await this.#send({ id, input: bytes })
      // The process may have its verdict before the end of the input.
      if (this.dead || !this.#inboxes.has(id)) return
    }
    await this.#send({ id, input: null })
  }

  /** Resolves when the message has left. A process that cannot take it has ended, and its end is heard elsewhere. */
  #send(message: ToProcess): Promise<void> {
    if (!this.#child.connected) return Promise.resolve()
    return new Promise((resolve) => this.#child.send(message, () => resolve()))
  }

  #ended(reason: ProcessEnd, cause: Error): void {
    if (this.#end) return
    this.#endedBy = this.#started ? reason : "start"
    this.#fail(this.#faults.ended(this.#endedBy, cause))
  }

  #fail(error: AppError): void {
    this.#end ??= error
    for (const inbox of this.#inboxes.values()) inbox.fail(this.#end)
  }
}

function resultOf(message: Extract<FromProcess, { ok: boolean }>): unknown {
  if (message.ok) return message.result
  throw new AppError(message.code, message.message, { cause: message.cause })
}

function reasonOf(signal: NodeJS.Signals | null): ProcessEnd {
  if (signal === endedBy.time) return "time"
  return signal === endedBy.memory ? "memory" : "crash"
}
