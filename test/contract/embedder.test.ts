import { builtInEmbedder } from "../../server/models/builtInEmbedder.ts"
import { openAiEmbedder } from "../../server/models/openaiEmbedder.ts"
import { transformersEmbedder } from "../../server/models/transformersEmbedder.ts"
import { startScriptedModel } from "../support/scriptedModelServer.ts"
import { standIn, transformersPackage } from "../support/transformersPackage.ts"
import { embedderContract } from "./embedder.ts"

embedderContract("built in", () => Promise.resolve({ embedder: builtInEmbedder, close: () => Promise.resolve() }))

/** How often each of 64 letters stands in the text: a vector of no use that tells texts apart. */
function letters(text: string): number[] {
  const counts = new Array<number>(64).fill(0)
  for (const letter of text) {
    const at = (letter.codePointAt(0) ?? 0) % 64
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

embedderContract("OpenAI over HTTP", async () => {
  const server = await startScriptedModel([{ kind: "embed", vector: letters }])
  const embedder = openAiEmbedder({ baseUrl: server.baseUrl, model: "embed-test", timeoutMs: 5000 })
  return { embedder, close: () => server.close() }
})

embedderContract("Transformers.js", async () => {
  const installed = await transformersPackage()
  installed.install(standIn)
  const embedder = await transformersEmbedder({ model: "Xenova/all-MiniLM-L6-v2", cacheDir: installed.folder })
  return { embedder, close: () => installed.remove() }
})
