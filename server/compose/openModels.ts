import type { Config } from "../config/config.ts"
import type { Embedder } from "../models/embedder.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import { instrumentedModel, type MeasuredModel } from "./instrumentedModel.ts"
import { openEmbedder } from "./openEmbedder.ts"
import { openModel } from "./openModel.ts"
import type { Replacements } from "./replacements.ts"

export interface Models {
  /** Undefined where answers are computed here. */
  readonly model: MeasuredModel | undefined
  readonly embedder: Embedder
}

/** @throws AppError when the embedder's model cannot be loaded. */
export async function openModels(
  config: Config,
  replacements: Pick<Replacements, "model">,
  metrics: Metrics,
): Promise<Models> {
  const model = replacements.model ?? openModel(config.model)
  return { model: model && instrumentedModel(model, metrics), embedder: await openEmbedder(config) }
}
