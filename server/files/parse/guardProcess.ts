import { Worker } from "node:worker_threads"

/** Bytes that the parsing process may hold, buffers outside of JavaScript's heap included. */
const mostMemory = 1_450 * 1024 * 1024

/** Seconds of work that a file may take: ten times what real ones do, however busy the machine is. */
export const secondsFor = (bytes: number): number => 8 + (2.5 * bytes) / (1024 * 1024)

/** How the process ends, which the server reads as the reason. */
export const endedBy = { time: "SIGTERM", memory: "SIGKILL" } as const

// A thread of its own sees a loop that never ends, too. Plain JavaScript, so that it needs no loader.
const program = `
const { workerData } = require("node:worker_threads")
const work = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6 }
const start = work()
setInterval(() => {
  if (process.memoryUsage.rss() > workerData.memory) process.kill(process.pid, workerData.endedBy.memory)
  if (work() - start > workerData.seconds) process.kill(process.pid, workerData.endedBy.time)
}, 20)
`

/** Ends this process at once when it holds more than any real file needs, or has worked for so many seconds. */
export function guardProcess(seconds: number): void {
  new Worker(program, {
    eval: true,
    execArgv: [],
    workerData: { memory: mostMemory, seconds, endedBy },
  }).unref()
}
