import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import { programBeside } from "../../processes/programBeside.ts"
import { WarmProcesses } from "../../processes/warmProcesses.ts"
import type { ProcessEnd, WorkerProcess } from "../../processes/workerProcess.ts"
import type { FileParser, ParsedPart } from "./fileParser.ts"
import { heapMb, type ParseCall, type ParseResult } from "./readerLimits.ts"
import { unreadable } from "./book/unreadable.ts"

export interface ReaderOptions {
  /** Milliseconds to wait for a process altogether, while the machine may be busy with others. */
  readonly limitMs?: number
  /** For tests of processes that hang or crash. */
  readonly program?: URL
}

/** The processes that read uploaded files. */
export interface FileReaders {
  readonly parse: FileParser
  /** Starts them ahead. */
  readonly warm: () => void
  readonly close: () => Promise<void>
}

/** Readers at work, as many as files are read at once, and how many of them stay: a large file costs more than its reader's start. */
const readers = { atOnce: 3, warm: 2 } as const

/** Parts under way that nobody has taken yet. */
const partsAhead = 4

/** What a hostile file breaks is its process, which then reads no other one. */
export function openFileReaders({ limitMs = 300_000, program }: ReaderOptions = {}): FileReaders {
  const processes = new WarmProcesses({
    program: program ?? programBeside(import.meta.url, "parserProgram"),
    heapMb,
    faults: { ended, late, cancelled },
    ...readers,
  })
  async function* read(
    process: WorkerProcess,
    bytes: Uint8Array | AsyncIterable<Uint8Array>,
    fileName: string,
    signal: AbortSignal,
  ): AsyncGenerator<ParsedPart, ParseResult> {
    const call: ParseCall = { fileName }
    const options = { input: checkedInput(bytes), ahead: partsAhead, limitMs }
    // The program at the other end is ours.
    return yield* process.stream(call, options, signal) as AsyncGenerator<ParsedPart, ParseResult>
  }
  return {
    parse: (bytes, fileName, signal) => processes.use((process) => read(process, bytes, fileName, signal), signal),
    warm: () => processes.warm(),
    close: () => processes.close(),
  }
}

/** @throws AppError message_too_large, and what the source throws. */
async function* checkedInput(bytes: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
    size += piece.length
    if (size > limits.uploadBytes)
      throw new AppError(
        "message_too_large",
        `The file is larger than ${limits.uploadBytes / 1024 / 1024} MB; upload a smaller one.`,
      )
    yield piece
  }
}

/** A process that ends without a word was ended by its guard or by the file. */
function ended(reason: ProcessEnd, cause: Error): AppError {
  if (reason === "time") return late()
  if (reason === "start")
    return new AppError("internal", "The file could not be read, because its reader did not start; please try again.", {
      cause,
    })
  return unreadable(
    "Reading the file takes far more memory than its size allows; save it again in Excel, or split it, and upload that.",
    cause,
  )
}

const late = (): AppError =>
  new AppError("timeout", "Reading the file took too long; save it again in Excel, or split it, and upload that.", {
    // The same file would take as long again.
    retryable: false,
  })

const cancelled = (): AppError => new AppError("cancelled", "Reading the file was stopped.")
