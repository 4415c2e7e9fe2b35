import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import Watchpack from "watchpack"
import webpack, { type Stats } from "webpack"
import { siteConfig, type Site } from "../webpack.config.ts"
import { pageBuilds } from "./build.ts"
import { latestOnly } from "./latestOnly.ts"
import { transpile } from "./transpile.ts"

/**
 * `npm run dev`: an edit of the server restarts it, an edit of the pane or the playground reaches the open page. Nothing that is
 * wrong with the code ends it: it says what, keeps what ran, and goes on with the next edit.
 */
const sites: readonly Site[] = ["pane", "playground"]
const code = ["shared", "server"]
let server: ChildProcess | undefined
let ending = false

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function startServer(): void {
  // The embedded database is compiled once and plainly: nearly half of a start's processor time goes into optimising it.
  const flags = ["--enable-source-maps", "--liftoff-only"]
  const child = spawn(process.execPath, [...flags, "dist/server/main.js"], { stdio: "inherit" })
  server = child
  child.once("exit", () => {
    if (server !== child || ending) return
    server = undefined
    console.error("The server ended; it starts again with the next edit.")
  })
}

/** The next server may only start when the last one has let go of the data folder. */
async function stopServer(): Promise<void> {
  const child = server
  server = undefined
  if (child?.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "exit")
  child.kill("SIGTERM")
  await ended
}

const updateServer = latestOnly(async () => {
  try {
    const changed = await transpile(code, "dist")
    if (changed.length === 0 && server) return
    if (server)
      console.log(`Restarting the server (${changed.slice(0, 3).join(", ")}${changed.length > 3 ? " …" : ""})`)
    await stopServer()
    startServer()
  } catch (error) {
    console.error(firstLine(error))
  }
})

/** Where the pages look for the last build. */
function tellPages(site: Site, stats: Stats): void {
  const error = stats.hasErrors() ? stats.toString({ all: false, errors: true, colors: false }) : null
  if (error !== null) console.error(error)
  const { startTime, endTime } = stats
  if (error === null) console.log(`Built ${site} (${((endTime - startTime) / 1000).toFixed(1)} s)`)
  mkdirSync(`dist/${site}/hot`, { recursive: true })
  writeFileSync(`dist/${site}/hot/last.json`, JSON.stringify({ hash: stats.hash, error }))
}

function watchPages(site: Site): Promise<void> {
  // What `npm start` made is no longer there.
  rmSync(pageBuilds[site].stamp, { force: true })
  rmSync(pageBuilds[site].output, { recursive: true, force: true })
  return new Promise((resolve) => {
    webpack(siteConfig(site, "develop")).watch({ aggregateTimeout: 30 }, (error, stats) => {
      if (error) console.error(firstLine(error))
      if (stats) tellPages(site, stats)
      resolve()
    })
  })
}

console.log("Building; this takes a moment the first time …")
await Promise.all([updateServer(), ...sites.map(watchPages)])
const watcher = new Watchpack({ aggregateTimeout: 30 })
watcher.watch({ files: [], directories: code, missing: [] })
watcher.on("aggregated", () => void updateServer())

async function end(): Promise<void> {
  if (ending) process.exit(1)
  ending = true
  await stopServer()
  process.exit(0)
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end())
