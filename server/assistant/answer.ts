import type { LanguageModel } from "../models/languageModel.ts"
import { offlineAnswer } from "./offlineAnalyst.ts"
import type { Question, TurnEvent } from "./turn.ts"

/** Replaced by the assistant loop's author: the model's loop when there is a model, else or when it fails the offline analyst. */
export async function* answer(
  dependencies: { model: LanguageModel | undefined },
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  void dependencies
  yield* offlineAnswer(question, signal)
}
