import { fork, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { CellValue } from "../../../shared/cell.ts"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import { unlessAborted } from "../../async/unlessAborted.ts"
import type { ChatRequest } from "./chatRequest.ts"
import type { ChatRequestPiece } from "./chatRequestProgram.ts"
import { parseChatRequest } from "./parseChatRequest.ts"

/** Parsed and checked in about five milliseconds. */
const bytesAtOnce = 256 * 1024

/** Megabytes of JavaScript objects: 32 MB of JSON become about 500. */
const memoryMb = 1024

/**
 * The question in the bytes of a body, with its cells. A large one is parsed in a process of its own and comes back in pieces,
 * so that nobody else's answer halts meanwhile; the signal ends it. @throws AppError invalid_request, range_too_large, timeout, cancelled.
 */
export async function readChatRequest(body: unknown, signal: AbortSignal): Promise<ChatRequest> {
  if (!Buffer.isBuffer(body)) throw new AppError("invalid_request", "The body must be the JSON of a question.")
  if (body.length <= bytesAtOnce) return parseChatRequest(body)
  // A thread would do, but the loader that runs TypeScript while developing does not reach into threads.
  const reader = fork(program(), {
    serialization: "advanced",
    execArgv: [...process.execArgv, `--max-old-space-size=${memoryMb}`],
    // What a crash prints could quote cells.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  })
  // An error may also come when nobody waits for an answer any more, and without a listener would end the server.
  reader.on("error", () => undefined)
  try {
    let message: Uint8Array | null = body
    const reading = collect(() => {
      const piece = ask(reader, message)
      message = null
      return piece
    })
    return await unlessAborted(reading, signal, () => new AppError("cancelled", "The request was given up."))
  } finally {
    reader.kill("SIGKILL")
  }
}

/** Sends one message and waits for its answer. */
function ask(reader: ChildProcess, message: Uint8Array | null): Promise<ChatRequestPiece> {
  return new Promise((resolve, reject) => {
    const fail = (error: AppError): void => {
      settle()
      reject(error)
    }
    const answered = (piece: unknown): void => {
      settle()
      // The program at the other end is ours, and the types say what it sends.
      resolve(piece as ChatRequestPiece)
    }
    const broken = (cause?: unknown): void =>
      fail(new AppError("range_too_large", "The cells are too many to be read; send fewer.", { cause }))
    const ended = (): void => broken()
    const timer = setTimeout(
      () => fail(new AppError("timeout", "The cells could not be read in time; send fewer.")),
      limits.analysisMs,
    )
    const settle = (): void => {
      clearTimeout(timer)
      reader.off("message", answered).off("error", broken).off("exit", ended)
    }
    reader.on("message", answered).on("error", broken).on("exit", ended)
    reader.send(message as object)
  })
}

async function collect(next: () => Promise<ChatRequestPiece>): Promise<ChatRequest> {
  const first = await next()
  if (first.kind !== "request") throw refusal(first)
  const { request } = first
  const content = request.selection?.content
  const values: (readonly CellValue[])[] = []
  const formulas: (readonly CellValue[])[] = []
  const numberFormats: (readonly string[])[] = []
  for (let piece = await next(); piece.kind === "rows"; piece = await next()) {
    values.push(...piece.rows.values)
    formulas.push(...(piece.rows.formulas ?? []))
    numberFormats.push(...(piece.rows.numberFormats ?? []))
  }
  if (!request.selection || !content) return request
  const whole = {
    ...content,
    values,
    formulas: content.formulas && formulas,
    numberFormats: content.numberFormats && numberFormats,
  }
  return { ...request, selection: { ...request.selection, content: whole } }
}

const refusal = (piece: ChatRequestPiece): AppError =>
  piece.kind === "refused"
    ? new AppError(piece.code, piece.message)
    : new AppError("internal", "The question could not be read. Please try again.")

/** The program beside this file: JavaScript once compiled, TypeScript under tsx. */
const program = (): string =>
  fileURLToPath(
    new URL(import.meta.url.endsWith(".ts") ? "./chatRequestProgram.ts" : "./chatRequestProgram.js", import.meta.url),
  )
