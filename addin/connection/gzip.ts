/** The text in UTF-8, compressed by the browser beside the pane's own thread; the text itself where the browser cannot. */
export async function gzip(text: string): Promise<string | Uint8Array<ArrayBuffer>> {
  if (!("CompressionStream" in globalThis)) return text // Safari before 16.4
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}
