import type { CellValue } from "../../../shared/cell.ts"
import { AppError, type ErrorCode } from "../../../shared/errors.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import type { ChatRequest } from "./chatRequest.ts"

/** What comes from outside and may carry the cells of a range. */
export type Incoming = ChatRequest | ClientMessage

/** A parsed message on its way back to the server: first without the rows of its cells, then some rows at a time. */
export type MessagePiece<M extends Incoming> =
  | { readonly kind: "message"; readonly message: M }
  | ({ readonly kind: "rows" } & Rows)
  /** What is wrong with it. */
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly reason: string }

type Rows = Pick<RangeContent, "values" | "formulas" | "numberFormats">

/** Copied in about two milliseconds, and three matrices of it in about five. */
const cellsPerPiece = 5000

export function* piecesOf<M extends Incoming>(message: M): Generator<MessagePiece<M>> {
  const content = contentOf(message)
  if (!content) {
    yield { kind: "message", message }
    return
  }
  const { values, formulas, numberFormats } = content
  const noRows = { values: [], formulas: formulas && [], numberFormats: numberFormats && [] }
  yield { kind: "message", message: withContent(message, { ...content, ...noRows }) }
  const step = Math.max(1, Math.floor(cellsPerPiece / Math.max(1, values[0]?.length ?? 1)))
  for (let from = 0; from < values.length; from += step) {
    const some = <T>(rows: readonly T[]): readonly T[] => rows.slice(from, from + step)
    yield {
      kind: "rows",
      values: some(values),
      formulas: formulas && some(formulas),
      numberFormats: numberFormats && some(numberFormats),
    }
  }
}

/** The message of its pieces, all of which are taken. @throws AppError that says why it was refused. */
export async function joinPieces<M extends Incoming>(pieces: AsyncIterable<MessagePiece<M>>): Promise<M> {
  let message: M | undefined
  let refusal: AppError | undefined
  const values: (readonly CellValue[])[] = []
  const formulas: (readonly CellValue[])[] = []
  const numberFormats: (readonly string[])[] = []
  for await (const piece of pieces) {
    if (piece.kind === "message") message = piece.message
    else if (piece.kind === "refused") refusal = new AppError(piece.code, piece.reason)
    else {
      values.push(...piece.values)
      formulas.push(...(piece.formulas ?? []))
      numberFormats.push(...(piece.numberFormats ?? []))
    }
  }
  if (!message) throw refusal ?? new AppError("internal", "The question could not be read. Please try again.")
  const content = contentOf(message)
  if (!content) return message
  return withContent(message, {
    ...content,
    values,
    formulas: content.formulas && formulas,
    numberFormats: content.numberFormats && numberFormats,
  })
}

/** The cells stand in the reply to a request for a range, or in the selection of a question. */
function contentOf(message: Incoming): RangeContent | undefined {
  if ("type" in message && message.type === "range_content") return message.content
  return "selection" in message ? message.selection?.content : undefined
}

function withContent<M extends Incoming>(message: M, content: RangeContent): M {
  if ("type" in message && message.type === "range_content") return { ...message, content }
  return "selection" in message && message.selection
    ? { ...message, selection: { ...message.selection, content } }
    : message
}
