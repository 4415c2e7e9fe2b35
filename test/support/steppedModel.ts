import type { LanguageModel, ModelEvent } from "../../server/models/languageModel.ts"

export interface SteppedModel extends LanguageModel {
  /** Lets the model say this now; resolves when it has been taken. */
  say(text: string): Promise<void>
  finish(): Promise<void>
  /** Resolves when a question has reached the model. */
  asked(count: number): Promise<void>
}

/** A language model that says what a test tells it, when the test tells it: one reply at a time. */
export function steppedModel(): SteppedModel {
  const events: { event: ModelEvent; taken: () => void }[] = []
  let questions = 0
  let wake = (): void => undefined
  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      const before = wake
      wake = () => {
        before()
        resolve()
      }
    })
  const notify = (): void => {
    const run = wake
    wake = () => undefined
    run()
  }
  const give = (event: ModelEvent): Promise<void> =>
    new Promise((taken) => {
      events.push({ event, taken })
      notify()
    })
  return {
    name: "stepped",
    async *stream(_request, signal) {
      questions += 1
      notify()
      signal.addEventListener("abort", notify)
      for (;;) {
        signal.throwIfAborted()
        const next = events.shift()
        if (!next) {
          await changed()
          continue
        }
        const last = next.event.kind === "done"
        // Nobody asks for more after the end.
        if (last) next.taken()
        yield next.event
        if (last) return
        next.taken()
      }
    },
    say: (text) => give({ kind: "text", text }),
    finish: () => give({ kind: "done", reason: "stop", usage: { inputTokens: 10, outputTokens: 5 } }),
    asked: async (count) => {
      while (questions < count) await changed()
    },
  }
}
