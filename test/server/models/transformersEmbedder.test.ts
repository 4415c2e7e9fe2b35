import assert from "node:assert/strict"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { transformersEmbedder } from "../../../server/models/transformersEmbedder.ts"
import { standIn, transformersPackage, type TransformersPackage } from "../../support/transformersPackage.ts"

const signal = new AbortController().signal

describe("transformersEmbedder", () => {
  let installed: TransformersPackage
  beforeEach(async () => {
    installed = await transformersPackage()
  })
  afterEach(() => installed.remove())

  const open = (model: string) => transformersEmbedder({ model, cacheDir: join(installed.folder, "models") })

  it("keeps a downloaded model in the folder it is told", async () => {
    installed.install(standIn)
    const embedder = await open("Xenova/all-MiniLM-L6-v2")
    assert.equal(embedder.name, "transformers Xenova/all-MiniLM-L6-v2")
    assert.ok(existsSync(join(installed.folder, "models", "Xenova", "all-MiniLM-L6-v2", "config.json")))
  })

  it("loads a model from a folder, and downloads none", async () => {
    installed.install(standIn)
    const folder = join(installed.folder, "minilm")
    mkdirSync(folder)
    writeFileSync(join(folder, "config.json"), "{}")
    const [vector] = await (await open(folder)).embed(["Revenue"], signal)
    assert.equal(vector?.length, 64)
    assert.equal(existsSync(join(installed.folder, "models")), false)
  })

  it("says how to install the package when it is missing", async () => {
    installed.install()
    await assert.rejects(open("Xenova/all-MiniLM-L6-v2"), {
      name: "AppError",
      message:
        'EMBEDDING_PROVIDER=transformers needs the package @huggingface/transformers, which is not installed: run "npm install --no-save @huggingface/transformers", or set EMBEDDING_PROVIDER=built-in.',
    })
  })

  it("says why a package that is there cannot be loaded", async () => {
    installed.install('throw new Error("libonnxruntime.so.1: cannot open shared object file\\nat …")')
    await assert.rejects(open("Xenova/all-MiniLM-L6-v2"), {
      message:
        'EMBEDDING_PROVIDER=transformers needs the package @huggingface/transformers, which cannot be loaded (libonnxruntime.so.1: cannot open shared object file): run "npm install --no-save @huggingface/transformers", or set EMBEDDING_PROVIDER=built-in.',
    })
  })

  it("says what to do when the model cannot be had", async () => {
    installed.install(standIn)
    await assert.rejects(open("nobody/nothing"), {
      message:
        'The embedding model nobody/nothing cannot be loaded (Unauthorized access to file: "https://huggingface.co/nobody/nothing/resolve/main/tokenizer.json".): check EMBEDDING_MODEL and the connection to huggingface.co, or set it to a folder that holds the model.',
    })
    await assert.rejects(open(installed.folder), {
      message: new RegExp(
        "^The embedding model .* cannot be loaded .*: set EMBEDDING_MODEL to a folder with config.json, tokenizer.json and onnx/model_quantized.onnx.$",
      ),
    })
  })

  it("refuses what a model makes that is no vector of each text", async () => {
    installed.install(standIn)
    await assert.rejects((await open("Xenova/bert-tokens")).embed(["Revenue"], signal), {
      code: "model_output_invalid",
      message: "Xenova/bert-tokens makes no vectors of texts; check EMBEDDING_MODEL.",
    })
  })
})
