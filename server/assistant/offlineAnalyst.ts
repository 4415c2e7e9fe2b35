import type { Question, TurnEvent } from "./turn.ts"

/** Replaced by the offline analyst's author. */
export async function* offlineAnswer(
  question: Question,
  signal: AbortSignal,
  notice: string | null = null,
): AsyncGenerator<TurnEvent> {
  await Promise.resolve()
  signal.throwIfAborted()
  yield { kind: "text", text: question.content.slice(0, 0) + "…" }
  yield {
    kind: "complete",
    summary: {
      sources: [],
      proofs: [],
      unverified: [],
      confidence: 0,
      usage: null,
      answeredBy: "declined",
      model: null,
      notice,
      ended: "complete",
    },
  }
}
