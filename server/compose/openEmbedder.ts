import { join } from "node:path"
import type { Config } from "../config/config.ts"
import { builtInEmbedder } from "../models/builtInEmbedder.ts"
import type { Embedder } from "../models/embedder.ts"
import { openAiEmbedder } from "../models/openaiEmbedder.ts"
import { embedderWithCircuit, embedderWithRetry } from "../models/resilience.ts"
import { transformersEmbedder } from "../models/transformersEmbedder.ts"

const timeoutMs = 20_000

/** The configured embedder; one in another place with retries and a circuit breaker. @throws AppError when its model cannot be loaded. */
export async function openEmbedder({ embedding, dataDir }: Pick<Config, "embedding" | "dataDir">): Promise<Embedder> {
  switch (embedding.provider) {
    case "built-in":
      return builtInEmbedder
    case "transformers":
      return transformersEmbedder({ model: embedding.model, cacheDir: join(dataDir, "models") })
    case "openai": {
      const patient = embedderWithRetry(openAiEmbedder({ ...embedding, timeoutMs }), {
        attempts: 3,
        pauseMs: 500,
        longestPauseMs: 5000,
      })
      return embedderWithCircuit(patient, { failures: 3, restMs: 30_000 })
    }
  }
}
