import { fork, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"
import { AppError } from "../../shared/errors.ts"
import { unlessAborted } from "../async/unlessAborted.ts"
import type { WorkerCall, WorkerReply, WorkerRequest, WorkerResults } from "./workerMessages.ts"

interface Waiting {
  readonly id: number
  readonly resolve: (reply: WorkerReply) => void
  readonly reject: (error: AppError) => void
}

/** Loading danfo and DuckDB takes one to three seconds on an idle core, and every worker does it at once. */
const startMs = 120_000

/** Calls that go through every cell of a sheet once, however large; what they find is kept. */
const wholeTables: ReadonlySet<WorkerCall["kind"]> = new Set<WorkerCall["kind"]>(["layout", "load_table"])

/** Megabytes of JavaScript objects in one worker. */
const memoryMb = 2048

/**
 * One worker process. It works on one call at a time; a call that takes longer than `limitMs` ends the process. No thread of
 * ours, because DuckDB's addon aborts the whole process when its thread is terminated in the middle of its work.
 */
export class AnalysisProcess {
  /** Settles when the worker is warm, or has failed to start. */
  readonly ready: Promise<void>
  readonly #worker: ChildProcess
  readonly #limitMs: number
  #waiting: Waiting | undefined
  #last: Promise<unknown>
  #lastId = 0
  #held = 0
  #lastHeld = 0
  #calls = 0
  #end: AppError | undefined

  constructor(program: URL, limitMs: number) {
    this.#limitMs = limitMs
    this.#worker = fork(fileURLToPath(program), {
      // Structured clones: bytes and undefined cross as they are.
      serialization: "advanced",
      execArgv: [...process.execArgv, `--max-old-space-size=${memoryMb}`],
      // What a crash prints could quote cells.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    })
    this.#worker.on("message", (reply) => {
      // The program at the other end is ours, and the types say what it sends.
      const message = reply as WorkerReply
      if (message.id === this.#waiting?.id) this.#waiting.resolve(message)
    })
    this.#worker.on("error", (cause) => this.#fail(stopped(cause)))
    this.#worker.on("exit", (code, signal) => this.#fail(stopped(new Error(`exit ${code ?? signal ?? ""}`))))
    this.ready = this.#reply(0, startMs).then(() => undefined)
    this.#last = settled(this.ready)
  }

  /** True once the worker has ended; what it held is gone. */
  get dead(): boolean {
    return this.#end !== undefined
  }

  /** What is held and calls not yet answered. */
  get load(): number {
    return this.#held + this.#calls
  }

  /** Calls not yet answered, the one at work included. */
  get calls(): number {
    return this.#calls
  }

  /** A number for something that the worker is to hold until `forget`. */
  hold(): number {
    this.#held++
    return ++this.#lastHeld
  }

  /** @throws AppError from the worker; timeout, cancelled, internal when the worker has ended. */
  async call<K extends WorkerCall["kind"]>(
    call: Extract<WorkerCall, { kind: K }>,
    signal: AbortSignal,
  ): Promise<WorkerResults[K]> {
    this.#calls++
    // Whoever gives up while waiting in line leaves no cells behind in it.
    let mine: typeof call | undefined = call
    const leave = (): void => (mine = undefined)
    signal.addEventListener("abort", leave, { once: true })
    const result = this.#last.then(() => {
      signal.removeEventListener("abort", leave)
      if (signal.aborted || !mine) throw cancelled()
      const sent = this.#send(mine)
      mine = undefined
      return sent
    })
    this.#last = settled(result)
    try {
      return (await unlessAborted(result, signal, cancelled)) as WorkerResults[K]
    } finally {
      this.#calls--
    }
  }

  /** Lets the worker drop what it holds under a number when it comes to it. A worker that ends before has dropped it too. */
  forget(held: number): void {
    this.#held--
    this.later({ kind: "close", held })
  }

  /** A call that nobody waits for. */
  later(call: WorkerCall): void {
    if (this.dead) return
    this.#last = settled(this.#last.then(() => this.#send(call)))
  }

  async close(): Promise<void> {
    this.#fail(new AppError("server_stopping", "The server is stopping; please ask again in a moment."))
    await this.#kill()
  }

  async #kill(): Promise<void> {
    const { exitCode, signalCode } = this.#worker
    if (exitCode !== null || signalCode !== null) return
    const ended = new Promise((resolve) => this.#worker.once("exit", resolve))
    this.#worker.kill("SIGKILL")
    await ended
  }

  async #send(call: WorkerCall): Promise<WorkerResults[keyof WorkerResults]> {
    const id = ++this.#lastId
    const reply = this.#reply(id, wholeTables.has(call.kind) ? 3 * this.#limitMs : this.#limitMs)
    if (!this.dead) {
      const request: WorkerRequest = { id, call }
      this.#worker.send(request, (error) => error && this.#fail(stopped(error)))
    }
    const answer = await reply
    if (answer.ok) return answer.result
    throw new AppError(answer.code, answer.message, { cause: answer.cause })
  }

  /** The answer to one request, which is the only one under way. */
  async #reply(id: number, limitMs: number): Promise<WorkerReply> {
    if (this.#end) throw this.#end
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<WorkerReply>((resolve, reject) => {
        this.#waiting = { id, resolve, reject }
        timer = setTimeout(() => {
          reject(new AppError("timeout", "The analysis took too long; select a smaller range or ask for less."))
          this.#fail(stopped())
          void this.#kill()
        }, limitMs)
      })
    } finally {
      clearTimeout(timer)
      this.#waiting = undefined
    }
  }

  #fail(error: AppError): void {
    this.#end ??= error
    this.#waiting?.reject(error)
  }
}

const stopped = (cause?: unknown): AppError =>
  new AppError(
    "internal",
    "The analysis stopped unexpectedly; please ask again, about fewer cells if it happens once more.",
    { cause },
  )

const cancelled = (): AppError => new AppError("cancelled", "The question was stopped.")

/** For waiting in line: the failure belongs to whoever made the call. */
const settled = (promise: Promise<unknown>): Promise<void> =>
  promise.then(
    () => undefined,
    () => undefined,
  )
