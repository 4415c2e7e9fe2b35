import type { EmbeddingConfig } from "./config.ts"
import { builtInEmbedder } from "./models/builtInEmbedder.ts"
import type { Embedder } from "./models/embedder.ts"
import { openAiEmbedder } from "./models/openaiEmbedder.ts"
import { embedderWithCircuit, embedderWithRetry } from "./models/resilience.ts"

const timeoutMs = 20_000

/** The configured embedder; one in another place with retries and a circuit breaker. */
export function openEmbedder(config: EmbeddingConfig): Embedder {
  if (config.provider === "built-in") return builtInEmbedder
  const embedder = openAiEmbedder({ ...config, timeoutMs })
  const patient = embedderWithRetry(embedder, { attempts: 3, pauseMs: 500, longestPauseMs: 5000 })
  return embedderWithCircuit(patient, { failures: 3, restMs: 30_000 })
}
