import { answerSummarySchema } from "../../shared/answer.ts"
import type { ServerMessage } from "../../shared/protocol.ts"
import type { ShownStep, Turn } from "./turn.ts"

type TurnMessage = Extract<ServerMessage, { requestId: string; seq: number }>

/**
 * The turns after one message from the server. Folding a message twice, or messages of a turn that is already complete,
 * changes nothing; the same array is returned then.
 */
export function foldMessage(turns: readonly Turn[], message: ServerMessage): readonly Turn[] {
  switch (message.type) {
    case "connection_established":
    case "heartbeat":
    case "renewed":
    case "read_range":
      return turns
    case "assistant_response_start":
      return change(
        turns,
        (turn) => turn.messageId === message.messageId,
        (turn) =>
          turn.requestId === message.requestId
            ? turn
            : { ...turn, ...restarted, requestId: message.requestId, phase: "waiting" },
      )
    case "error":
      return change(
        turns,
        (turn) => (message.requestId ? turn.requestId === message.requestId : turn.messageId === message.messageId),
        (turn) => ({
          ...turn,
          phase: "failed",
          waiting: null,
          incomplete: false,
          error: { code: message.code, message: message.message, retryable: message.retryable },
        }),
      )
    default:
      return change(
        turns,
        (turn) => turn.requestId === message.requestId,
        (turn) => foldIntoTurn(turn, message),
      )
  }
}

const restarted = { text: "", nextChunk: 0, waiting: null, steps: [], summary: null, error: null, incomplete: false }

function change(turns: readonly Turn[], which: (turn: Turn) => boolean, how: (turn: Turn) => Turn): readonly Turn[] {
  const index = turns.findLastIndex(which)
  const before = turns[index]
  // A turn marked incomplete was given up too early: its messages still count.
  if (!before || ((before.phase === "complete" || before.phase === "failed") && !before.incomplete)) return turns
  const after = how(before)
  return after === before ? turns : turns.with(index, after)
}

function foldIntoTurn(
  turn: Turn,
  message: Exclude<TurnMessage, { type: "assistant_response_start" | "read_range" | "error" }>,
): Turn {
  switch (message.type) {
    case "assistant_response_chunk":
      if (message.chunkIndex < turn.nextChunk) return turn
      // What follows a hole is not shown: the history has the whole.
      if (message.chunkIndex > turn.nextChunk)
        return { ...turn, phase: "streaming", waiting: null, error: null, nextChunk: Infinity, incomplete: true }
      return {
        ...turn,
        phase: "streaming",
        text: turn.text + message.content,
        waiting: null,
        error: null,
        nextChunk: message.chunkIndex + 1,
        // One that was given up goes on where it stood.
        incomplete: false,
      }
    case "typing_indicator":
      return { ...turn, waiting: { label: message.label, progress: message.progress } }
    case "tool_started":
      return withStep(turn, { ...message, ranges: [], durationMs: null, ok: true })
    case "tool_finished":
      return withStep(turn, message)
    case "assistant_response_complete":
      if (turn.nextChunk === Infinity) return turn
      return {
        ...turn,
        incomplete: false,
        phase: "complete",
        waiting: null,
        error: null,
        summary: answerSummarySchema.parse(message),
      }
  }
}

function withStep(turn: Turn, { toolCallId, tool, summary, ranges, durationMs, ok }: ShownStep): Turn {
  const step = { toolCallId, tool, summary, ranges, durationMs, ok }
  const index = turn.steps.findIndex((known) => known.toolCallId === toolCallId)
  if (index < 0) return { ...turn, steps: [...turn.steps, step], waiting: null }
  // A repeated start must not undo the end.
  return durationMs === null ? turn : { ...turn, steps: turn.steps.with(index, step) }
}
