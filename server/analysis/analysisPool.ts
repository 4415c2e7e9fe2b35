import { availableParallelism } from "node:os"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import { programBeside } from "../processes/programBeside.ts"
import { AnalysisProcess } from "./analysisProcess.ts"

export interface PoolOptions {
  /** Processes; by default one for each core, at most four. */
  readonly workers?: number
  /** Milliseconds a single call may take. */
  readonly limitMs?: number
  /** For tests of processes that hang or crash. */
  readonly program?: URL
}

/** Workbooks whose process is remembered; one that was not asked about for so long may go to any. */
const homesAtMost = 10_000

/** The worker processes, which start at once. One that has ended is replaced when it is needed. */
export class AnalysisPool {
  readonly #program: URL
  readonly #limitMs: number
  readonly #processes: AnalysisProcess[]
  /** The process of each workbook, the least recently asked first. */
  readonly #homes = new Map<string, AnalysisProcess>()
  #closed = false

  constructor(options: PoolOptions = {}) {
    this.#limitMs = options.limitMs ?? limits.analysisMs
    this.#program = options.program ?? programBeside(import.meta.url, "analysisProgram")
    const size = Math.max(1, Math.min(4, options.workers ?? availableParallelism()))
    this.#processes = Array.from({ length: size }, () => new AnalysisProcess(this.#program, this.#limitMs))
  }

  /** The process with the least to do. @throws AppError server_stopping. */
  pick(): AnalysisProcess {
    if (this.#closed) throw new AppError("server_stopping", "The server is stopping; please ask again in a moment.")
    this.#processes.forEach((process, i) => {
      if (process.dead) this.#processes[i] = new AnalysisProcess(this.#program, this.#limitMs)
    })
    const [first, ...rest] = this.#processes
    if (!first) throw new AppError("internal", "There is no analysis worker.")
    return rest.reduce((least, process) => (process.load < least.load ? process : least), first)
  }

  /** The process that holds a workbook: the same one for as long as it lives. @throws AppError server_stopping. */
  homeOf(home: string): AnalysisProcess {
    const known = this.#homes.get(home)
    const process = known && !known.dead && !this.#closed ? known : this.pick()
    this.#homes.delete(home)
    this.#homes.set(home, process)
    for (const oldest of this.#homes.keys()) {
      if (this.#homes.size <= homesAtMost) break
      this.#homes.delete(oldest)
    }
    return process
  }

  /** The workbook is gone: it has no process any more. Gives those that may hold something of it. */
  leaveHome(home: string): readonly AnalysisProcess[] {
    this.#homes.delete(home)
    return this.#processes.filter((process) => !process.dead)
  }

  /** Calls that the processes have not answered yet. */
  get queueLength(): number {
    return this.#processes.reduce((calls, process) => calls + process.calls, 0)
  }

  /** Resolves when every process is warm; nobody has to wait for it. */
  async ready(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.ready))
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#processes.map((process) => process.close()))
  }
}
