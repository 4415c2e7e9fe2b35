/** What we use of Transformers.js 3.5 and 4, which is installed only where it is wanted. */
declare module "@huggingface/transformers" {
  export function pipeline(
    task: "feature-extraction",
    model: string,
    options: {
      /** `q8` is the file onnx/model_quantized.onnx. */
      readonly dtype: "q8"
      readonly cache_dir: string
      readonly local_files_only: boolean
    },
  ): Promise<
    (
      texts: string[],
      options: { readonly pooling: "mean"; readonly normalize: boolean },
    ) => Promise<{ readonly dims: readonly number[]; readonly data: Float32Array }>
  >
}
