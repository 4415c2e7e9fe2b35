import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { findBrowser, installBrowser } from "./browser.ts"
import { buildWhatIsStale } from "./build.ts"
import { groupOf } from "./testGroups.ts"
import { longestFirst, slowestFiles, testPlan, type FileTimes, type TestPlan } from "./testPlan.ts"
import { transpile } from "./transpile.ts"
import { redisIsInstalled, startRedis } from "../test/support/startRedis.ts"

/**
 * `npm test [paths] [mocha options]`: compiles all sources once, makes sure of what the chosen tests need (a browser, the pages, a
 * Redis where one is installed), runs mocha and prints the slowest files.
 */
const compiled = "dist/test-build"
const folders = ["shared", "server", "addin", "playground", "test", "scripts", "eval"]
/** Milliseconds by file, of the last runs. */
const timesFile = "dist/test-times.json"
const timesLog = "dist/test-times.log"

const allTests = (): string[] =>
  readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => `test/${file.replaceAll("\\", "/")}`)
    .sort()

function browserForTests(): string | undefined {
  if (process.env["SKIP_BROWSER"] === "1") {
    console.warn("SKIP_BROWSER=1: the tests in a real browser are left out.")
    return undefined
  }
  const browser = findBrowser() ?? installBrowser()
  if (browser) return browser
  console.error(
    "The tests need a Chromium-based browser and none was found or could be installed.\n" +
      "Install Chromium, Chrome or Edge, or set CHROME_PATH to one; SKIP_BROWSER=1 leaves the browser tests out.",
  )
  process.exit(1)
}

function planFrom(given: readonly string[]): TestPlan {
  try {
    return testPlan(given, allTests())
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

const readTimes = (): FileTimes =>
  existsSync(timesFile) ? (JSON.parse(readFileSync(timesFile, "utf8")) as FileTimes) : {}

/** What the processes of this run noted, by the source's path. */
function timesOfRun(): FileTimes {
  if (!existsSync(timesLog)) return {}
  const lines = readFileSync(timesLog, "utf8").trim().split("\n")
  return Object.fromEntries(
    lines.map((line) => {
      const [ms = "0", ...path] = line.split(" ")
      const source = path.join(" ").replace(/\.js$/, "")
      return [existsSync(`${source}.tsx`) ? `${source}.tsx` : `${source}.ts`, Number(ms)]
    }),
  )
}

function mocha({ files, options, coverage }: TestPlan, environment: NodeJS.ProcessEnv): number {
  const program = [
    "--enable-source-maps",
    "--no-warnings=ExperimentalWarning",
    "node_modules/mocha/bin/mocha.js",
    // Whoever runs mocha by hand runs TypeScript; this runs what was compiled.
    "--no-config",
    "--forbid-only",
    "--exit",
    "--timeout=120000",
    `--require=./${compiled}/test/support/fileTimes.js`,
    ...(files.length > 1 ? ["--parallel", `--jobs=${availableParallelism() + 1}`] : []),
    ...options,
    ...longestFirst(files, readTimes()).map((file) => `${compiled}/${file.replace(/\.tsx?$/, ".js")}`),
  ]
  const node = coverage ? ["node_modules/c8/bin/c8.js", process.execPath, ...program] : program
  return spawnSync(process.execPath, node, { stdio: "inherit", env: environment }).status ?? 1
}

const plan = planFrom(process.argv.slice(2))
const groups = new Set(plan.files.map((file) => groupOf(file)))
const needsServers = groups.has("flow") || groups.has("e2e")
await transpile(folders, compiled)
if (needsServers) await buildWhatIsStale()
const browser = groups.has("e2e") ? browserForTests() : undefined
const redis = needsServers && !process.env["TEST_REDIS_URL"] && redisIsInstalled() ? await startRedis() : undefined

mkdirSync("dist", { recursive: true })
rmSync(timesLog, { force: true })
const status = mocha(plan, {
  ...process.env,
  // A zone that is not UTC and changes its clocks, so that no test passes by living in London.
  TZ: "America/New_York",
  TEST_TIMES_FILE: timesLog,
  ...(browser ? { CHROME_PATH: browser } : {}),
  ...(redis ? { TEST_REDIS_URL: redis.url } : {}),
})
await redis?.kill()

const times = timesOfRun()
if (Object.keys(times).length > 1) console.log(`The slowest files:\n${slowestFiles(times).join("\n")}`)
writeFileSync(timesFile, JSON.stringify({ ...readTimes(), ...times }))
process.exit(status)
