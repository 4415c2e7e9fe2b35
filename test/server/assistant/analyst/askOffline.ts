import type { RangeAnalysis } from "../../../../server/analysis/rangeAnalysis.ts"
import { offlineAnswer } from "../../../../server/assistant/analyst/offlineAnalyst.ts"
import type { Question } from "../../../../server/assistant/question/question.ts"
import type { TurnEvent } from "../../../../server/assistant/question/turnEvent.ts"

type Complete = Extract<TurnEvent, { kind: "complete" }>

export interface Answered {
  readonly text: string
  /** The first line: the answer itself. */
  readonly first: string
  readonly summary: Complete["summary"]
  readonly events: readonly TurnEvent[]
}

/** One question to the offline analyst, all its events gathered. */
export async function askOffline(
  range: RangeAnalysis | undefined,
  content: string,
  history: Question["history"] = [],
): Promise<Answered> {
  const events: TurnEvent[] = []
  for await (const event of offlineAnswer(
    { content, intent: "analysis", history, range },
    new AbortController().signal,
  ))
    events.push(event)
  const text = events.map((event) => (event.kind === "text" ? event.text : "")).join("")
  const complete = events.at(-1)
  if (complete?.kind !== "complete") throw new Error("the turn did not end with complete")
  return { text, first: text.split("\n")[0] ?? "", summary: complete.summary, events }
}
