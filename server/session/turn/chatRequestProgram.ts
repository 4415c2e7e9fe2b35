import { toAppError, type ErrorCode } from "../../../shared/errors.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import type { ChatRequest } from "./chatRequest.ts"
import { parseChatRequest } from "./parseChatRequest.ts"

/** A parsed request on its way back to the server: first without rows, then some rows at a time. */
export type ChatRequestPiece =
  | { readonly kind: "request"; readonly request: ChatRequest }
  | { readonly kind: "rows"; readonly rows: Pick<RangeContent, "values" | "formulas" | "numberFormats"> }
  | { readonly kind: "end" }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly message: string }

/** Copied in about two milliseconds, and three matrices of it in about five. */
const cellsPerPiece = 5000

function* pieces(bytes: Uint8Array): Generator<ChatRequestPiece> {
  const request = parseChatRequest(bytes)
  const content = request.selection?.content
  if (!request.selection || !content) {
    yield { kind: "request", request }
    return
  }
  const { values, formulas, numberFormats } = content
  const none = { values: [], formulas: formulas && [], numberFormats: numberFormats && [] }
  yield {
    kind: "request",
    request: { ...request, selection: { ...request.selection, content: { ...content, ...none } } },
  }
  const step = Math.max(1, Math.floor(cellsPerPiece / Math.max(1, request.selection.columnCount)))
  for (let from = 0; from < values.length; from += step) {
    const some = <T>(rows: readonly T[]): readonly T[] => rows.slice(from, from + step)
    yield {
      kind: "rows",
      rows: {
        values: some(values),
        formulas: formulas && some(formulas),
        numberFormats: numberFormats && some(numberFormats),
      },
    }
  }
}

let left: Generator<ChatRequestPiece> | undefined
process.on("disconnect", () => process.exit())
// The first message is the body; each one after it asks for the next piece, so that who asks has had a turn of its event loop.
process.on("message", (message) => {
  left ??= pieces(message as Uint8Array)
  process.send?.(next(left))
})

function next(all: Generator<ChatRequestPiece>): ChatRequestPiece {
  try {
    const step = all.next()
    return step.done ? { kind: "end" } : step.value
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    return { kind: "refused", code, message }
  }
}
