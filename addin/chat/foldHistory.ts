import type { HistoryMessage } from "../../shared/conversation.ts"
import { isSettled, newTurn, type Turn, type TurnError } from "./turn.ts"

/** Shown for a question that has no answer and is not running. */
export const lostAnswer: TurnError = {
  code: "internal",
  message: "The answer was interrupted. The question is kept: ask it again.",
  retryable: true,
}

/**
 * The turns after the stored history was read. What the history knows replaces what is shown, except turns that the pane knows
 * better: complete ones, and those the server has not taken yet. An unanswered question fails, unless it is the turn that is running.
 */
export function foldHistory(
  turns: readonly Turn[],
  history: readonly HistoryMessage[],
  runningRequestId: string | null,
): readonly Turn[] {
  const shown = new Map(turns.map((turn) => [turn.messageId, turn]))
  for (const stored of turnsOf(history)) {
    const known = shown.get(stored.messageId)
    if (known && isSettled(known) && !known.incomplete) continue
    shown.set(stored.messageId, isSettled(stored) ? stored : (known ?? stored))
  }
  const last = [...shown.values()].at(-1)
  return [...shown.values()].map((turn) => {
    const open = turn.phase === "waiting" || turn.phase === "streaming"
    const runs =
      runningRequestId !== null && (turn.requestId === runningRequestId || (turn === last && !turn.requestId))
    return open && !runs ? { ...turn, phase: "failed", waiting: null, error: lostAnswer, incomplete: true } : turn
  })
}

function turnsOf(history: readonly HistoryMessage[]): Turn[] {
  const turns = new Map<string, Turn>()
  for (const message of history) {
    if (message.role === "user") {
      turns.set(message.messageId, newTurn(message.messageId, message.content, message.selection, "waiting"))
      continue
    }
    const asked = turns.get(message.messageId)
    if (!asked) continue // an answer whose question was deleted
    turns.set(message.messageId, {
      ...asked,
      requestId: message.requestId,
      phase: message.summary && !message.error ? "complete" : "failed",
      text: message.content,
      steps: message.steps.map((step, index) => ({ ...step, toolCallId: `${message.requestId}-${index}` })),
      summary: message.summary,
      error: message.error ?? (message.summary ? null : lostAnswer),
    })
  }
  return [...turns.values()]
}
