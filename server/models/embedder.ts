/** Turns texts into vectors of length one whose scalar product says how near the texts are. */
export interface Embedder {
  /** Stored beside every vector: vectors of two embedders cannot be compared. */
  readonly name: string
  /**
   * One vector per text, in order, all of the same length. A text that says nothing may have the vector of zeros.
   * @throws AppError model_unavailable, model_busy, model_output_invalid, timeout, cancelled (signal).
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
}
