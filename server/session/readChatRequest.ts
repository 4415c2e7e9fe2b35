import { once } from "node:events"
import { Worker } from "node:worker_threads"
import type { CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { ChatRequest } from "./chatRequest.ts"
import type { ChatRequestPiece } from "./chatRequestWorker.ts"
import { parseChatRequest } from "./parseChatRequest.ts"

/** Parsed and checked in about five milliseconds. */
const bytesAtOnce = 256 * 1024

/** Megabytes of JavaScript objects: 32 MB of JSON become about 500. */
const memoryMb = 1024

/**
 * The question in the bytes of a body, with its cells. A large one is parsed in a thread and comes back in pieces, so that
 * nobody else's answer halts meanwhile. @throws AppError invalid_request, timeout.
 */
export async function readChatRequest(body: unknown): Promise<ChatRequest> {
  if (!Buffer.isBuffer(body)) throw new AppError("invalid_request", "The body must be the JSON of a question.")
  if (body.length <= bytesAtOnce) return parseChatRequest(body)
  // A copy of its own, because the bytes are handed over to the thread.
  const bytes = new Uint8Array(body)
  const worker = new Worker(workerProgram(), {
    workerData: bytes,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), limits.analysisMs)
  try {
    return await collect(async () => {
      worker.postMessage(null)
      const [piece] = (await once(worker, "message", { signal: late.signal })) as [ChatRequestPiece]
      return piece
    })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError("timeout", "The cells could not be read in time; send fewer.", { cause, retryable: false })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
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

/** The thread's program beside this file: JavaScript once compiled, TypeScript under tsx. */
const workerProgram = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./chatRequestWorker.ts" : "./chatRequestWorker.js", import.meta.url)
