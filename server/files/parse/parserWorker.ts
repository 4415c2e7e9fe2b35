import { buffer } from "node:stream/consumers"
import { AppError } from "../../../shared/errors.ts"
import { guardProcess, secondsFor } from "./guardProcess.ts"
import { partsAhead, type FromParser, type ToParser } from "./parserMessages.ts"
import { parseFile } from "./parseFile.ts"
import { damaged } from "./unreadable.ts"

let room = partsAhead
let roomAgain: (() => void) | undefined

// Ctrl+C in a terminal is meant for the server, which ends its processes itself.
process.on("SIGINT", () => undefined)
process.on("disconnect", () => process.exit())
process.on("message", (message) => {
  // The program at the other end is ours, and the types say what it sends.
  const told = message as ToParser
  if (told.kind === "start") void run(told.fileName)
  else {
    room++
    roomAgain?.()
  }
})

const tell = (message: FromParser): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve())
  })

async function run(fileName: string): Promise<void> {
  try {
    const bytes = await buffer(process.stdin)
    guardProcess(secondsFor(bytes.length))
    for await (const part of parseFile(bytes, fileName)) {
      while (room === 0) await new Promise<void>((resolve) => (roomAgain = resolve))
      room--
      await tell({ kind: "part", part })
    }
    await tell({ kind: "end" })
  } catch (thrown) {
    const { code, message } = thrown instanceof AppError ? thrown : damaged(thrown)
    await tell({ kind: "failed", code, message })
  }
  process.exit()
}
