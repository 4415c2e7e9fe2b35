import { fork, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"

/**
 * Starts a program in a process of its own. It knows nothing of the server's environment, where secrets are, and writes nowhere,
 * since what a library or a crash prints could quote cells. `heapMb` limits its JavaScript objects; buffers come on top.
 */
export const startChild = (program: URL, heapMb: number): ChildProcess =>
  fork(fileURLToPath(program), {
    env: {},
    // The loader among them, where TypeScript runs as it is.
    execArgv: [...process.execArgv, `--max-old-space-size=${heapMb}`],
    // Structured clones: bytes and undefined cross as they are.
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  })
