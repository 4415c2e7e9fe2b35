import { toAppError } from "../../../shared/errors.ts"
import { answerCalls } from "../../processes/answerCalls.ts"
import { hasGrown } from "../../processes/hasGrown.ts"
import { piecesOf, type Incoming, type MessagePiece } from "./messagePieces.ts"
import { parseChatRequest } from "./parseChatRequest.ts"
import { parseSocketMessage } from "./parseSocketMessage.ts"

/** The bytes of a body of `POST /api/chat`, or of a socket's message. */
export interface MessageCall {
  readonly kind: "chat_request" | "socket_message"
  readonly bytes: Uint8Array
}

/** A process that goes on holds no more than that beyond its start. */
const grownBytes = 256 * 1024 * 1024

answerCalls(read)

// eslint-disable-next-line @typescript-eslint/require-await -- whoever calls takes promises and asynchronous generators only
async function* read({ kind, bytes }: MessageCall): AsyncGenerator<MessagePiece<Incoming>, { readonly fit: boolean }> {
  try {
    yield* piecesOf(kind === "chat_request" ? parseChatRequest(bytes) : parseSocketMessage(bytes))
  } catch (thrown) {
    // A message that breaks the rules does no harm to the process.
    const { code, message: reason } = toAppError(thrown)
    yield { kind: "refused", code, reason }
  }
  return { fit: !hasGrown(grownBytes) }
}
