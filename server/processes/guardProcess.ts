import { Worker } from "node:worker_threads"

export interface ProcessLimits {
  /** Bytes that this process may hold, buffers and native memory included. */
  readonly bytes: number
  /** Seconds of processor time from now on, however busy the machine is. */
  readonly seconds?: number
}

/** The signals that a guarded process ends by, from which whoever started it reads the reason. */
export const endedBy = { time: "SIGTERM", memory: "SIGKILL" } as const

/** Work under way, by its number, or 0. */
const atWork = new Int32Array(new SharedArrayBuffer(4))
const allowed = new Float64Array(new SharedArrayBuffer(16))

// A thread of its own sees a loop that never ends, too. Plain JavaScript, so that it needs no loader. Without work it sleeps.
const program = `
const { workerData: { atWork, allowed, endedBy } } = require("node:worker_threads")
const worked = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6 }
for (;;) {
  Atomics.wait(atWork, 0, 0)
  const work = Atomics.load(atWork, 0)
  const start = worked()
  while (work !== 0 && Atomics.load(atWork, 0) === work) {
    if (process.memoryUsage.rss() > allowed[0]) process.kill(process.pid, endedBy.memory)
    if (worked() - start > allowed[1]) process.kill(process.pid, endedBy.time)
    Atomics.wait(atWork, 0, work, 20)
  }
}
`

let thread: Worker | undefined
let lastWork = 0

/** Ends this process at once when the work that begins now goes beyond its limits. Gives the way to say that it has ended. */
export function guardProcess({ bytes, seconds = Infinity }: ProcessLimits): () => void {
  thread ??= new Worker(program, { eval: true, execArgv: [], workerData: { atWork, allowed, endedBy } })
  thread.unref()
  const work = ++lastWork
  allowed[0] = bytes
  allowed[1] = seconds
  tell(work)
  return () => {
    if (Atomics.load(atWork, 0) === work) tell(0)
  }
}

function tell(work: number): void {
  Atomics.store(atWork, 0, work)
  Atomics.notify(atWork, 0)
}
