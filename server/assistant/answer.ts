import { AppError, toAppError, type ErrorCode } from "../../shared/errors.ts"
import type { LanguageModel } from "../models/languageModel.ts"
import { modelAnswer } from "./agent/modelAnswer.ts"
import { offlineAnswer } from "./analyst/offlineAnalyst.ts"
import type { Question } from "./question/question.ts"
import type { TurnEvent } from "./question/turnEvent.ts"

export interface AnswerDependencies {
  /** Undefined when none is configured: then the offline analyst answers. */
  readonly model: LanguageModel | undefined
  /** ISO date in the user's sense of today. */
  readonly today: string
}

const modelFailures: ReadonlySet<ErrorCode> = new Set([
  "model_busy",
  "model_unavailable",
  "model_output_invalid",
  "timeout",
])

/**
 * Answers a question: the model when there is one; the offline analyst when there is none or when the model fails before it
 * has said anything, with a notice that says why. @throws AppError cancelled when stopped, and what the analysis throws.
 */
export async function* answer(
  { model, today }: AnswerDependencies,
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  let notice: string | null = null
  if (model) {
    try {
      yield* modelAnswer({ model, today }, question, signal)
      return
    } catch (thrown) {
      if (signal.aborted) throw new AppError("cancelled", "The answer was stopped.", { cause: thrown })
      const error = toAppError(thrown)
      if (!modelFailures.has(error.code)) throw error
      notice = `${error.message} Answered without the model.`
    }
  }
  yield* offlineAnswer(question, signal, notice)
}
