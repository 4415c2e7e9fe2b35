import { existsSync } from "node:fs"
import type { OpenAiService } from "../models/openaiClient.ts"
import { isModelFolder } from "../models/transformersEmbedder.ts"
import type { OrProblem, Settings } from "./settings.ts"

export type ModelConfig = { readonly provider: "offline" } | OpenAiService

export type EmbeddingConfig =
  | { readonly provider: "built-in" }
  /** A model's name, or a folder that holds one. */
  | { readonly provider: "transformers"; readonly model: string }
  | Extract<OpenAiService, { provider: "openai" }>

export function readModel(settings: Settings): OrProblem<ModelConfig> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings
  const provider = settings.LLM_PROVIDER ?? (apiKey || baseUrl ? "openai" : "offline")
  switch (provider) {
    case "offline":
      return { provider }
    case "openai":
      if (!apiKey && !baseUrl) return "LLM_PROVIDER=openai needs OPENAI_API_KEY or OPENAI_BASE_URL."
      if (baseUrl && !model) return "OPENAI_BASE_URL needs OPENAI_MODEL, the name of a model it serves."
      return { provider, apiKey, baseUrl, model: model ?? "gpt-4.1-mini" }
    case "azure":
      if (!apiKey || !baseUrl || !model)
        return (
          "LLM_PROVIDER=azure needs OPENAI_API_KEY, OPENAI_BASE_URL (https://<resource>.openai.azure.com) " +
          "and OPENAI_MODEL (the deployment)."
        )
      return { provider, apiKey, endpoint: baseUrl, deployment: model, apiVersion: settings.OPENAI_API_VERSION }
  }
}

export function readEmbedding(settings: Settings): OrProblem<EmbeddingConfig> {
  const {
    EMBEDDING_PROVIDER: provider,
    EMBEDDING_MODEL: model,
    OPENAI_API_KEY: apiKey,
    OPENAI_BASE_URL: baseUrl,
  } = settings
  if (provider === "built-in")
    return model ? "EMBEDDING_MODEL needs EMBEDDING_PROVIDER=openai or transformers." : { provider }
  if (provider === "transformers") {
    if (model && isModelFolder(model) && !existsSync(model))
      return `EMBEDDING_MODEL names the folder ${model}, which does not exist.`
    return { provider, model: model ?? "Xenova/all-MiniLM-L6-v2" }
  }
  if (!apiKey && !baseUrl) return "EMBEDDING_PROVIDER=openai needs OPENAI_API_KEY or OPENAI_BASE_URL."
  if (baseUrl && !model) return "OPENAI_BASE_URL needs EMBEDDING_MODEL, the name of an embedding model it serves."
  return { provider, apiKey, baseUrl, model: model ?? "text-embedding-3-small" }
}
