/** Turns texts into vectors of length one whose scalar product says how near the texts are. */
export interface Embedder {
  /** Stored beside every vector: vectors of two embedders cannot be compared. */
  readonly name: string
  readonly dimensions: number
  /** One vector per text, in order. @throws AppError model_unavailable, model_busy. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
}
