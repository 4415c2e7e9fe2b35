import type { ModelConfig } from "../config/readModels.ts"
import type { LanguageModel } from "../models/languageModel.ts"
import { createOpenAiModel } from "../models/openaiModel.ts"
import { withCircuit, withRetry } from "../models/resilience.ts"

/** A model that says nothing for so long is given up; the offline analyst answers instead. */
const idleTimeoutMs = 30_000

/** The configured model with retries and a circuit breaker, or undefined when answers are computed here. */
export function openModel(config: ModelConfig): LanguageModel | undefined {
  if (config.provider === "offline") return undefined
  const model = createOpenAiModel({ ...config, idleTimeoutMs })
  const patient = withRetry(model, { attempts: 3, pauseMs: 500, longestPauseMs: 5000 })
  return withCircuit(patient, { failures: 5, restMs: 30_000 })
}
