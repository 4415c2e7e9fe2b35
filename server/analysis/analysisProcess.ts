import { AppError } from "../../shared/errors.ts"
import { unlessAborted } from "../async/unlessAborted.ts"
import { WorkerProcess, type ProcessEnd } from "../processes/workerProcess.ts"
import { sqlTooLarge } from "./sql/sqlTooLarge.ts"
import type { WorkerCall, WorkerResults } from "./workerMessages.ts"

/** Calls that go through every cell of a sheet once, however large; what they find is kept. */
const wholeTables: ReadonlySet<WorkerCall["kind"]> = new Set<WorkerCall["kind"]>(["layout", "load_table"])

/** Megabytes of JavaScript objects in one worker. */
const heapMb = 2048

/**
 * One process of the analysis. It works on one call at a time; a call that takes longer than `limitMs` ends the process. No thread of
 * ours, because DuckDB's addon aborts the whole process when its thread is terminated in the middle of its work.
 */
export class AnalysisProcess {
  readonly #process: WorkerProcess
  readonly #limitMs: number
  #last: Promise<unknown>
  #held = 0
  #lastHeld = 0
  #calls = 0

  constructor(program: URL, limitMs: number) {
    this.#limitMs = limitMs
    this.#process = new WorkerProcess({ program, heapMb, faults: { ended, late, cancelled } })
    this.#last = settled(this.ready)
  }

  /** Settles when the process is warm, or has failed to start. */
  get ready(): Promise<void> {
    return this.#process.ready
  }

  /** True once the process has ended; what it held is gone. */
  get dead(): boolean {
    return this.#process.dead
  }

  /** What is held and calls not yet answered. */
  get load(): number {
    return this.#held + this.#calls
  }

  /** Calls not yet answered, the one at work included. */
  get calls(): number {
    return this.#calls
  }

  /** A number for something that the process is to hold until `forget`. */
  hold(): number {
    this.#held++
    return ++this.#lastHeld
  }

  /** @throws AppError of the analysis; timeout, cancelled, internal when the process has ended. */
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

  /** Lets the process drop what it holds under a number when it comes to it. One that ends before has dropped it too. */
  forget(held: number): void {
    this.#held--
    this.later({ kind: "close", held })
  }

  /** A call whose result nobody needs. */
  later(call: WorkerCall): void {
    if (this.dead) return
    this.#last = settled(this.#last.then(() => this.#send(call)))
  }

  close(): Promise<void> {
    return this.#process.kill(new AppError("server_stopping", "The server is stopping; please ask again in a moment."))
  }

  async #send(call: WorkerCall): Promise<unknown> {
    const wasDead = this.dead
    try {
      return await this.#process.call(call, wholeTables.has(call.kind) ? 3 * this.#limitMs : this.#limitMs)
    } catch (error) {
      // Only this statement was too large: the calls after it may be made again, of another process.
      if (call.kind === "sql" && !wasDead && this.#process.end === "memory") throw sqlTooLarge(error)
      throw error
    }
  }
}

const ended = (_reason: ProcessEnd, cause: Error): AppError =>
  new AppError(
    "internal",
    "The analysis stopped unexpectedly; please ask again, about fewer cells if it happens once more.",
    { cause },
  )

const late = (): AppError =>
  new AppError("timeout", "The analysis took too long; select a smaller range or ask for less.")

const cancelled = (): AppError => new AppError("cancelled", "The question was stopped.")

/** For waiting in line: the failure belongs to whoever made the call. */
const settled = (promise: Promise<unknown>): Promise<void> =>
  promise.then(
    () => undefined,
    () => undefined,
  )
