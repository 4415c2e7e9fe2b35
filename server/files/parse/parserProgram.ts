import { AppError } from "../../../shared/errors.ts"
import { answerCalls } from "../../processes/answerCalls.ts"
import { guardProcess } from "../../processes/guardProcess.ts"
import { hasGrown } from "../../processes/hasGrown.ts"
import type { ParsedPart } from "./fileParser.ts"
import { parseFile } from "./parseFile.ts"
import { heldBytes, secondsFor, smallFileBytes, type ParseCall, type ParseResult } from "./readerLimits.ts"
import { damaged } from "./book/unreadable.ts"

answerCalls(read, (thrown) => (thrown instanceof AppError ? thrown : damaged(thrown)))

async function* read(
  { fileName }: ParseCall,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<ParsedPart, ParseResult> {
  const pieces: Uint8Array[] = []
  for await (const piece of input) pieces.push(piece)
  const bytes = Buffer.concat(pieces.splice(0))
  const unguard = guardProcess({ bytes: heldBytes.atMost, seconds: secondsFor(bytes.length) })
  try {
    const { isWhole, leavesTraces } = yield* parseFile(bytes, fileName)
    const isSmall = bytes.length <= smallFileBytes && !hasGrown(heldBytes.grown)
    return { fit: isWhole && !leavesTraces && isSmall }
  } finally {
    unguard()
  }
}
