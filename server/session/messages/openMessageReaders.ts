import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import { programBeside } from "../../processes/programBeside.ts"
import { WarmProcesses } from "../../processes/warmProcesses.ts"
import type { ProcessEnd, WorkerProcess } from "../../processes/workerProcess.ts"
import { bytesAtOnce } from "./bytesAtOnce.ts"
import type { ChatRequest } from "./chatRequest.ts"
import { joinPieces, type Incoming, type MessagePiece } from "./messagePieces.ts"
import type { MessageCall } from "./messageProgram.ts"
import { parseChatRequest } from "./parseChatRequest.ts"

/** Megabytes of JavaScript objects: 32 MB of JSON become about 500. */
const heapMb = 1024

/** Beside what is at work in the server itself. */
const readers = { atOnce: 4, warm: 1 } as const

/** Reads what people send. Large messages are parsed in processes, so that nobody else's answer halts meanwhile. */
export interface MessageReaders {
  /** The question in the bytes of a body, with its cells. @throws AppError invalid_request, range_too_large, timeout, cancelled. */
  readonly chatRequest: (body: unknown, signal: AbortSignal) => Promise<ChatRequest>
  /** @throws AppError invalid_request, unsupported_version, message_too_large, range_too_large, timeout. */
  readonly socketMessage: (bytes: Uint8Array) => Promise<ClientMessage>
  /** Starts a process ahead. */
  readonly warm: () => void
  readonly close: () => Promise<void>
}

/**
 * A process may read for one owner after another: JSON.parse and the schemas keep nothing of what they have read, a message can run
 * no code, and one that breaks a limit of time or memory takes its process with it.
 */
export function openMessageReaders(): MessageReaders {
  const processes = new WarmProcesses({
    program: programBeside(import.meta.url, "messageProgram"),
    heapMb,
    faults: { ended, late, cancelled },
    ...readers,
  })
  const read = <M extends Incoming>(call: MessageCall, signal: AbortSignal): Promise<M> => {
    const work = (process: WorkerProcess) =>
      // The program at the other end is ours. One part ahead: whoever takes it has had a turn of the event loop before the next.
      process.stream(call, { ahead: 1, limitMs: limits.analysisMs }, signal) as AsyncGenerator<
        MessagePiece<M>,
        { readonly fit: boolean }
      >
    return joinPieces(processes.use(work, signal))
  }
  return {
    chatRequest: async (body, signal) => {
      if (!Buffer.isBuffer(body)) throw new AppError("invalid_request", "The body must be the JSON of a question.")
      if (body.length <= bytesAtOnce) return parseChatRequest(body)
      return await read<ChatRequest>({ kind: "chat_request", bytes: body }, signal)
    },
    socketMessage: (bytes) => read<ClientMessage>({ kind: "socket_message", bytes }, neverAborted),
    warm: () => processes.warm(),
    close: () => processes.close(),
  }
}

const neverAborted = new AbortController().signal

function ended(reason: ProcessEnd, cause: Error): AppError {
  return reason === "start"
    ? new AppError("internal", "The question could not be read. Please try again.", { cause })
    : new AppError("range_too_large", "The cells are too many to be read; send fewer.", { cause })
}

const late = (): AppError => new AppError("timeout", "The cells could not be read in time; send fewer.")

const cancelled = (): AppError => new AppError("cancelled", "The request was given up.")
