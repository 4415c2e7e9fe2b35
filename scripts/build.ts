import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import webpack from "webpack"
import pages from "../webpack.config.ts"

const root = fileURLToPath(new URL("..", import.meta.url))

function run(program: string, ...args: string[]): void {
  const node = [join(root, "node_modules", program), ...args]
  const result = spawnSync(process.execPath, node, { cwd: root, stdio: "inherit" })
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Fingerprint of every file under the folders and of the files given, by path and content. */
function fingerprint(...sources: string[]): string {
  const hash = createHash("sha256")
  for (const source of sources) {
    const path = join(root, source)
    const files = source.includes(".")
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest("hex")
}

const stamps = join(root, "dist", "stamps")

/** Runs `build` unless its last run saw the same sources and its result is still there. */
async function unlessFresh(
  name: string,
  result: string,
  sources: string[],
  build: () => void | Promise<void>,
): Promise<void> {
  const now = fingerprint(...sources, "package-lock.json", "tsconfig.base.json", "scripts/build.ts")
  const stamp = join(stamps, name)
  if (existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return
  await build()
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, now)
}

function buildServer(): void {
  console.log("Building the server …")
  run("typescript/bin/tsc", "-b", "shared", "server")
  cpSync(join(root, "server/database/migrations"), join(root, "dist/server/database/migrations"), { recursive: true })
}

function buildPages(env: Record<string, boolean>): Promise<void> {
  console.log("Building the task pane …")
  return new Promise((resolve) => {
    const compiler = webpack(pages(env))
    compiler.run((error, stats) => {
      if (error || stats?.hasErrors()) {
        console.error(error ?? stats?.toString("errors-warnings"))
        process.exit(1)
      }
      compiler.close(() => resolve())
    })
  })
}

/** Builds the server, the pane and the playground where their sources changed since the last build. */
export async function buildWhatIsStale(): Promise<void> {
  await unlessFresh("server", "dist/server/main.js", ["shared", "server"], buildServer)
  await unlessFresh(
    "pages",
    "dist/playground/playground.html",
    ["shared", "addin", "playground", "assets", "webpack.config.ts"],
    () => buildPages({}),
  )
}

/** `npm run build`: what a company deploys, without the playground. */
export async function buildForProduction(): Promise<void> {
  rmSync(join(root, "dist"), { recursive: true, force: true })
  buildServer()
  await buildPages({ production: true })
  // The next `npm start` must not take the production pages for its own.
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, "pages"), "production")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await (process.argv.includes("--production") ? buildForProduction() : buildWhatIsStale())
}
