import { createHash } from "node:crypto"
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs"
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { init, parse } from "es-module-lexer"
import { build, type OutputFile, version } from "esbuild"

/** What the last run left in an output folder: how each source looked, by its path. */
interface Past {
  readonly compiler: string
  readonly sources: Readonly<Record<string, string>>
}

// Another version of esbuild or of this file makes everything anew.
const compiler = createHash("sha256")
  .update(version)
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest("hex")

const isCode = (source: string): boolean => /\.tsx?$/.test(source)

const outputOf = (source: string): string => source.replace(/\.tsx?$/, ".js")

/** Every file under the folders that a program needs at run time, and how it looks. */
function sourcesIn(root: string, folders: readonly string[]): Record<string, string> {
  const looks: Record<string, string> = {}
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (/(?:\.d\.ts|tsconfig\.json)$/.test(entry)) continue
      const file = statSync(join(root, folder, entry))
      if (file.isFile()) looks[`${folder}/${entry.replaceAll("\\", "/")}`] = `${file.mtimeMs} ${file.size}`
    }
  return looks
}

function readPast(path: string): Past | undefined {
  try {
    const past = JSON.parse(readFileSync(path, "utf8")) as Past
    return past.compiler === compiler ? past : undefined
  } catch {
    return undefined // none, or half of one: everything is made anew
  }
}

/** `import "./x.ts"` becomes `import "./x.js"`; as long as before, so that the source map stays true. */
function importOutputs(code: string): string {
  let result = ""
  let done = 0
  for (const { n: name, s: start, e: end } of parse(code)[0]) {
    if (!name?.startsWith(".")) continue
    result += code.slice(done, start) + code.slice(start, end).replace(/\.tsx?(?="?$)/, ".js")
    done = end
  }
  return result + code.slice(done)
}

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

async function compile(root: string, sources: readonly string[], out: string): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: out,
    outbase: root,
    format: "esm",
    target: "node20.19",
    sourcemap: true,
    sourcesContent: false,
    write: false,
    logLevel: "silent", // a caller prints the error that this throws
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx", verbatimModuleSyntax: true } },
  })
  return outputFiles
}

async function write(outputs: readonly OutputFile[]): Promise<void> {
  await init
  await Promise.all(outputs.map(({ path, text }) => put(path, path.endsWith(".js") ? importOutputs(text) : text)))
}

async function copy(root: string, source: string, out: string): Promise<void> {
  await mkdir(dirname(join(out, source)), { recursive: true })
  await copyFile(join(root, source), join(out, source))
}

async function remove(source: string, out: string): Promise<void> {
  const output = join(out, outputOf(source))
  await Promise.all([output, `${output}.map`].map((path) => rm(path, { force: true })))
}

/**
 * Compiles the TypeScript under `folders` file by file, without looking at types, to the same paths under `outDir`, and
 * copies what lies beside it (migrations, fixtures). Both are relative to `root`. Only what changed since the
 * last call is made anew; a call that was cut off is made good by the next one.
 *
 * @returns the sources that were new, changed or gone.
 * @throws esbuild's `BuildFailure`, whose message names file and line, when a source does not parse; outputs stay as they were.
 */
export async function transpile(folders: readonly string[], outDir: string, root = process.cwd()): Promise<string[]> {
  const out = join(root, outDir)
  const record = join(out, ".transpiled.json")
  const past = readPast(record)
  const now = sourcesIn(root, folders)
  const inFolders = (source: string): boolean => folders.some((folder) => source.startsWith(`${folder}/`))
  const known = Object.entries(past?.sources ?? {})
  const gone = known.map(([source]) => source).filter((source) => inFolders(source) && !(source in now))
  const stale = Object.keys(now).filter(
    (source) => past?.sources[source] !== now[source] || !existsSync(join(out, outputOf(source))),
  )
  if (stale.length + gone.length === 0) return []

  const outputs = await compile(root, stale.filter(isCode), out)
  if (!past) await Promise.all(folders.map((folder) => rm(join(out, folder), { recursive: true, force: true })))
  await write(outputs)
  await Promise.all(stale.filter((source) => !isCode(source)).map((source) => copy(root, source, out)))
  await Promise.all(gone.map((source) => remove(source, out)))
  const elsewhere = known.filter(([source]) => !inFolders(source))
  const present: Past = { compiler, sources: { ...Object.fromEntries(elsewhere), ...now } }
  await put(record, JSON.stringify(present))
  return [...stale, ...gone]
}
