import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { Readable } from "node:stream"
import { fileURLToPath } from "node:url"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { FileParser, ParsedPart } from "./fileParser.ts"
import { endedBy } from "./guardProcess.ts"
import type { FromParser, ToParser } from "./parserMessages.ts"
import { unreadable } from "./unreadable.ts"

export interface ParserOptions {
  /** Milliseconds to wait for the process altogether, while the machine may be busy with others. */
  readonly limitMs?: number
  /** The process's program, for tests of one that hangs or crashes. */
  readonly program?: URL
}

/** Megabytes of JavaScript objects; buffers come on top (guardProcess). */
const heapMb = 1_100

/** Each file in a process of its own, which ends with it: what a hostile file breaks is that process. */
export const createFileParser =
  ({ limitMs = 300_000, program = workerProgram() }: ParserOptions = {}): FileParser =>
  (bytes, fileName, signal) =>
    parse(bytes, fileName, signal, limitMs, program)

async function* parse(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  fileName: string,
  signal: AbortSignal,
  limitMs: number,
  program: URL,
): AsyncGenerator<ParsedPart> {
  if (signal.aborted) throw cancelled()
  const child = fork(fileURLToPath(program), {
    // Nothing of the server's environment, where its secrets are.
    env: {},
    execArgv: [...process.execArgv, `--max-old-space-size=${heapMb}`],
    serialization: "advanced",
    // What a library prints could quote cells.
    stdio: ["pipe", "ignore", "ignore", "ipc"],
  })
  const inbox = new Inbox(child)
  const stop = (): void => inbox.fail(cancelled())
  signal.addEventListener("abort", stop, { once: true })
  try {
    tell(child, { kind: "start", fileName })
    feed(child, bytes).catch((error: unknown) => inbox.fail(error))
    let left = limitMs
    for (;;) {
      const before = Date.now()
      const message = await inbox.next(left)
      left -= Date.now() - before
      if (message.kind === "end") return
      if (message.kind === "failed") throw new AppError(message.code, message.message)
      yield message.part
      tell(child, { kind: "taken" })
    }
  } finally {
    signal.removeEventListener("abort", stop)
    await end(child)
  }
}

/** Messages of the process, in order, and its end as an error. */
class Inbox {
  readonly #messages: FromParser[] = []
  #error: unknown
  #wake: (() => void) | undefined

  constructor(child: ChildProcess) {
    child.on("message", (message) => {
      this.#messages.push(message as FromParser) // the program at the other end is ours
      this.#wake?.()
    })
    child.on("error", (cause) => this.fail(new AppError("internal", brokenMessage, { cause })))
    child.on("exit", (code, reason) => this.fail(endOf(code, reason)))
  }

  fail(error: unknown): void {
    this.#error ??= error
    this.#wake?.()
  }

  /** @throws AppError timeout, and whatever `fail` was told once all messages before it were taken. */
  async next(waitMs: number): Promise<FromParser> {
    if (this.#messages.length === 0 && this.#error === undefined) {
      const timer = setTimeout(() => this.fail(tooLong()), Math.max(0, waitMs))
      await new Promise<void>((resolve) => (this.#wake = resolve))
      clearTimeout(timer)
    }
    const message = this.#messages.shift()
    if (message) return message
    throw this.#error
  }
}

/** Sends the file, as fast as the process takes it. @throws AppError message_too_large, and what the source throws. */
async function feed(child: ChildProcess, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
  const input = child.stdin
  if (!input) return
  // The process may have its verdict before the end of the file; its end is told otherwise.
  input.on("error", () => undefined)
  let size = 0
  for await (const part of bytes instanceof Uint8Array ? Readable.from([bytes], { objectMode: true }) : bytes) {
    const chunk = part as Uint8Array
    size += chunk.length
    if (size > limits.uploadBytes)
      throw new AppError(
        "message_too_large",
        `The file is larger than ${limits.uploadBytes / 1024 / 1024} MB; upload a smaller one.`,
      )
    if (input.destroyed) return
    if (!input.write(chunk)) await Promise.race([once(input, "drain"), once(input, "close")])
  }
  input.end()
}

function tell(child: ChildProcess, message: ToParser): void {
  if (child.connected) child.send(message, () => undefined) // one that ended says so by itself
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, "exit")
  child.kill("SIGKILL")
  await ended
}

const brokenMessage = "The file could not be read, because its reader did not start; please try again."

/** A process that ends without a word was ended by its guard or by the file. */
function endOf(code: number | null, reason: NodeJS.Signals | null): AppError {
  if (reason === endedBy.time) return tooLong()
  return unreadable(
    "Reading the file takes far more memory than its size allows; save it again in Excel, or split it, and upload that.",
    new Error(`exit ${code ?? reason ?? ""}`),
  )
}

const tooLong = (): AppError =>
  new AppError("timeout", "Reading the file took too long; save it again in Excel, or split it, and upload that.", {
    // The same file would take as long again.
    retryable: false,
  })

const cancelled = (): AppError => new AppError("cancelled", "Reading the file was stopped.")

const workerProgram = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./parserWorker.ts" : "./parserWorker.js", import.meta.url)
