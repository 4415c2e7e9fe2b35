import { spawn } from "node:child_process"
import { once } from "node:events"
import { programFile, programOptions } from "./program.ts"

export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** SIGKILL by default: at once, like a crash. Resolves with the exit code when it has ended. */
  kill(signal?: NodeJS.Signals): Promise<number | null>
}

/** The server as its own process on a free port, plain http, local sign-in; resolves when it listens. */
export async function startServerProcess(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    [...programOptions, "--no-warnings=ExperimentalWarning", "--liftoff-only", programFile("server/main")],
    {
      env: {
        PATH: process.env["PATH"],
        TZ: process.env["TZ"],
        HOST: "127.0.0.1",
        PORT: "0",
        TLS: "off",
        RATE_LIMIT: "off",
        LOG_LEVEL: "silent",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  )
  const ended = once(child, "exit")
  const endWithUs = (): void => void child.kill("SIGKILL")
  process.once("exit", endWithUs)
  let said = ""
  let complained = ""
  child.stderr.on("data", (part) => (complained += String(part)))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (part) => {
      said += String(part)
      const found = /Task pane\s+(\S+)\/taskpane\.html/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once("exit", (code) => reject(new Error(`The server ended with ${String(code)}: ${said}${complained}`)))
  })
  return {
    url,
    pid: child.pid ?? 0,
    kill: async (signal = "SIGKILL") => {
      process.off("exit", endWithUs)
      child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}
