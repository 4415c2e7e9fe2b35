import { AppError } from "../../shared/errors.ts"
import { unlessAborted } from "../async/unlessAborted.ts"
import { WorkerProcess, type ProcessKind } from "./workerProcess.ts"

export interface WarmOptions extends ProcessKind {
  /** Processes at work at once; whoever comes then waits in line. */
  readonly atOnce: number
  /** Processes that stay when there is no work for them. */
  readonly warm: number
}

/**
 * Processes that work for one owner after another. What an owner's bytes break is the process that reads them, so one serves
 * again only when its work says that it is fit to: after an error, and for whoever leaves early, it ends and another one starts.
 */
export class WarmProcesses {
  readonly #options: WarmOptions
  readonly #idle: WorkerProcess[] = []
  readonly #atWork = new Set<WorkerProcess>()
  /** Those who wait until one at work has ended. */
  readonly #line: (() => void)[] = []
  #entered = 0
  #closed = false

  constructor(options: WarmOptions) {
    this.#options = options
  }

  /** Starts processes ahead, so that nobody waits for a start. */
  warm(): void {
    while (!this.#closed && this.#idle.length + this.#atWork.size < this.#options.warm) this.#rest(this.#start())
  }

  /** Parts of some work with a process that has started. @throws AppError cancelled, server_stopping, and what the work throws. */
  async *use<Part>(
    work: (process: WorkerProcess) => AsyncGenerator<Part, { readonly fit: boolean }>,
    signal: AbortSignal,
  ): AsyncGenerator<Part> {
    await this.#enter(signal)
    let process: WorkerProcess | undefined
    let fit = false
    try {
      process = await this.#ready(signal)
      fit = (yield* work(process)).fit
    } finally {
      if (process) await this.#leave(process, fit)
      this.#makeRoom()
    }
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#idle.splice(0), ...this.#atWork].map((process) => process.kill(stopping())))
  }

  #start(): WorkerProcess {
    if (this.#closed) throw stopping()
    return new WorkerProcess(this.#options)
  }

  async #enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw this.#options.faults.cancelled()
    if (this.#entered < this.#options.atOnce) {
      this.#entered++
      return
    }
    let enter: (() => void) | undefined
    const entered = new Promise<void>((resolve) => this.#line.push((enter = resolve)))
    try {
      await unlessAborted(entered, signal, this.#options.faults.cancelled)
    } catch (error) {
      const place = this.#line.findIndex((other) => other === enter)
      if (place >= 0) this.#line.splice(place, 1)
      // Whoever is no longer in the line was let in while leaving.
      else this.#makeRoom()
      throw error
    }
  }

  #makeRoom(): void {
    const next = this.#line.shift()
    if (next) next()
    else this.#entered--
  }

  /** A start may fail for want of memory, say, which is no fault of whoever needs the process: another one is tried. */
  async #ready(signal: AbortSignal): Promise<WorkerProcess> {
    try {
      return await this.#readyOnce(signal)
    } catch (error) {
      if (signal.aborted || this.#closed) throw error
      return await this.#readyOnce(signal)
    }
  }

  async #readyOnce(signal: AbortSignal): Promise<WorkerProcess> {
    const process = this.#takeIdle() ?? this.#start()
    this.#atWork.add(process)
    process.holdServer(true)
    try {
      await unlessAborted(process.ready, signal, this.#options.faults.cancelled)
      return process
    } catch (error) {
      this.#atWork.delete(process)
      if (!process.dead) this.#rest(process)
      throw error
    }
  }

  /** One that has ended meanwhile is none. */
  #takeIdle(): WorkerProcess | undefined {
    for (;;) {
      const process = this.#idle.shift()
      if (!process?.dead) return process
    }
  }

  async #leave(process: WorkerProcess, fit: boolean): Promise<void> {
    this.#atWork.delete(process)
    const stays = fit && !process.dead && !this.#closed && this.#idle.length < this.#options.warm
    if (stays) {
      this.#rest(process)
      return
    }
    await process.kill(usedUp())
    const others = this.#idle.length + this.#atWork.size
    if (!fit && !this.#closed && others < this.#options.warm) this.#rest(this.#start())
  }

  #rest(process: WorkerProcess): void {
    process.holdServer(false)
    this.#idle.push(process)
  }
}

const stopping = (): AppError =>
  new AppError("server_stopping", "The server is stopping; please try again in a moment.")

const usedUp = (): AppError => new AppError("internal", "The process was ended after its work.")
