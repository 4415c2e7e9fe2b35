import { spawnSync } from "node:child_process"
import { findBrowser, installBrowser } from "./browser.ts"
import { buildWhatIsStale } from "./build.ts"
import { redisIsInstalled, startRedis } from "../test/support/startRedis.ts"

/** `npm test [mocha arguments]`: makes sure of a browser, a Redis where one is installed, and a build, then runs mocha. */
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

const browser = browserForTests()
await buildWhatIsStale()
const redis = process.env["TEST_REDIS_URL"] || !redisIsInstalled() ? undefined : await startRedis()
const coverage = process.argv.includes("--coverage")
const mocha = [
  "node_modules/mocha/bin/mocha.js",
  ...process.argv.slice(2).filter((argument) => argument !== "--coverage"),
]
const result = spawnSync(
  process.execPath,
  coverage ? ["node_modules/c8/bin/c8.js", process.execPath, ...mocha] : mocha,
  {
    stdio: "inherit",
    // A zone that is not UTC and changes its clocks, so that no test passes by living in London.
    env: {
      ...process.env,
      TZ: "America/New_York",
      ...(browser ? { CHROME_PATH: browser } : {}),
      ...(redis ? { TEST_REDIS_URL: redis.url } : {}),
    },
  },
)
await redis?.kill()
process.exit(result.status ?? 1)
