import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { register } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** Transformers.js as far as we use it, with a model that counts letters; as strict about what it is told as the real one. */
export const standIn = `
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
export async function pipeline(task, model, { dtype, cache_dir, local_files_only }) {
  if (task !== "feature-extraction" || dtype !== "q8") throw new TypeError("Unsupported pipeline")
  if (local_files_only) {
    const file = join(model, "config.json")
    if (!existsSync(file)) throw Error(\`\\\`local_files_only=true\\\` and file was not found locally at "\${file}".\`)
  } else {
    if (!model.startsWith("Xenova/")) throw Error('Unauthorized access to file: "https://huggingface.co/' + model + '/resolve/main/tokenizer.json".')
    mkdirSync(join(cache_dir, model), { recursive: true })
    writeFileSync(join(cache_dir, model, "config.json"), "{}")
  }
  return async (texts, { pooling = "none", normalize = false } = {}) => {
    if (!Array.isArray(texts) || texts.some((text) => /\\p{Surrogate}/u.test(text))) throw TypeError("text must be text")
    if (pooling !== "mean" || model.includes("bert")) return { dims: [texts.length, 7, 64], data: new Float32Array(texts.length * 7 * 64) }
    const data = new Float32Array(texts.length * 64)
    texts.forEach((text, row) => {
      const vector = data.subarray(row * 64, (row + 1) * 64).fill(0.01)
      for (const letter of text) vector[letter.codePointAt(0) % 64] += 1
      const length = normalize ? Math.hypot(...vector) : 1
      vector.forEach((value, at) => (vector[at] = value / length))
    })
    return { dims: [texts.length, 64], data }
  }
}
`

export interface TransformersPackage {
  /** A folder of its own. */
  readonly folder: string
  /** Installs the package with this code in a `node_modules` of its own, and lets the program find that one; without code, none. */
  install(code?: string): void
  remove(): Promise<void>
}

let where: string | undefined

/** Where this program finds the package @huggingface/transformers. Node resolves it as ever, only from another folder. */
export async function transformersPackage(): Promise<TransformersPackage> {
  const folder = await mkdtemp(join(tmpdir(), "transformers-"))
  let installed = 0
  return {
    folder,
    install(code) {
      // Node remembers what it has loaded from where.
      const program = join(folder, `program-${installed++}`)
      const home = join(program, "node_modules", "@huggingface", "transformers")
      mkdirSync(code === undefined ? program : join(home, "dist"), { recursive: true })
      if (code !== undefined) {
        const exports = { node: { import: { default: "./dist/transformers.node.mjs" } } }
        writeFileSync(
          join(home, "package.json"),
          JSON.stringify({ name: "@huggingface/transformers", version: "4.0.0", type: "module", exports }),
        )
        writeFileSync(join(home, "dist", "transformers.node.mjs"), code)
      }
      writeFileSync(lookIn(), pathToFileURL(join(program, "main.mjs")).href)
    },
    remove: async () => {
      writeFileSync(lookIn(), "")
      await rm(folder, { recursive: true })
    },
  }
}

/** The file that tells the hook from where to resolve; Node has no way to take a hook away. */
function lookIn(): string {
  if (where === undefined) {
    where = join(tmpdir(), `transformers-from-${process.pid}`)
    writeFileSync(where, "")
    const file = where
    process.once("exit", () => rmSync(file, { force: true }))
    const hook = `
      import { readFileSync } from "node:fs"
      export function resolve(specifier, context, next) {
        const from = specifier === "@huggingface/transformers" ? readFileSync(${JSON.stringify(where)}, "utf8") : ""
        return next(specifier, from === "" ? context : { ...context, parentURL: from })
      }`
    register(`data:text/javascript,${encodeURIComponent(hook)}`)
  }
  return where
}
