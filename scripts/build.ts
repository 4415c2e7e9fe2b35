import { spawn } from "node:child_process"
import { once } from "node:events"
import { rmSync } from "node:fs"
import type { Purpose, Site } from "../webpack.config.ts"
import { isFresh, stamped, type Build } from "./stamp.ts"
import { transpile } from "./transpile.ts"

const names = { pane: "the task pane", playground: "the playground" } as const

export const pageBuilds: Readonly<Record<Site, Build>> = {
  pane: buildOf("pane", ["addin", "assets"]),
  playground: buildOf("playground", ["playground"]),
}

function buildOf(site: Site, own: readonly string[]): Build {
  return {
    sources: [
      ...own,
      "shared",
      "package-lock.json",
      "tsconfig.base.json",
      "webpack.config.ts",
      "scripts/buildPages.ts",
    ],
    output: `dist/${site}`,
    stamp: `dist/stamps/${site}.json`,
  }
}

/** Says what was done and how long it took, where it took long enough to wonder. */
async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  console.log(`${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  return result
}

/** Compiles the server; what is fresh is left alone. */
export async function buildServer(): Promise<void> {
  const startedAt = performance.now()
  const changed = await transpile(["shared", "server"], "dist")
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (changed.length > 0) console.log(`Compiled the server: ${changed.length} files (${seconds} s)`)
}

async function buildPages(site: Site, purpose: Purpose): Promise<void> {
  const child = spawn(process.execPath, ["--import=tsx", "scripts/buildPages.ts", site, purpose], { stdio: "inherit" })
  const endWithUs = (): void => void child.kill()
  process.once("exit", endWithUs)
  const [code] = (await once(child, "exit")) as [number | null]
  process.off("exit", endWithUs)
  if (code !== 0) throw new Error(`Building ${names[site]} failed.`)
}

/** Builds the pane and the playground, side by side, where their sources changed since the last build. */
export async function buildStalePages(): Promise<void> {
  const stale = (["pane", "playground"] as const).filter((site) => !isFresh(pageBuilds[site]))
  if (stale.length > 0) console.log(`Building ${stale.map((site) => names[site]).join(" and ")} …`)
  await Promise.all(
    stale.map((site) => step(`Built ${names[site]}`, () => stamped(pageBuilds[site], () => buildPages(site, "local")))),
  )
}

/** Builds all that `npm start` serves where its sources changed since the last build. */
export async function buildWhatIsStale(): Promise<void> {
  await Promise.all([buildServer(), buildStalePages()])
}

/** `npm run build`: what a company deploys, without the playground. */
export async function buildForProduction(): Promise<void> {
  rmSync("dist", { recursive: true, force: true })
  await Promise.all([buildServer(), step(`Built ${names.pane}`, () => buildPages("pane", "deploy"))])
}

if (process.argv.includes("--production")) await buildForProduction()
