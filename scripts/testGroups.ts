import { existsSync, readFileSync } from "node:fs"
import { posix } from "node:path"

/** What `npm run test:unit`, `test:flow` and `test:e2e` run. */
export type TestGroup = "unit" | "flow" | "e2e"

/** Modules that start or speak to a browser, a server, a database or another process. */
const outside = new Set([
  "node:child_process",
  "node:http",
  "node:https",
  "pg",
  "playwright-core",
  "ws",
  "server/analysis/workerAnalyzer.ts",
  "server/compose/startServer.ts",
  "server/database/pgDatabase.ts",
  "server/database/pgliteDatabase.ts",
  "server/files/parse/openFileReaders.ts",
  "server/session/messages/openMessageReaders.ts",
  "test/support/services.ts",
])

const importsOf = (text: string): string[] =>
  [...text.matchAll(/^(?!import type).*?(?:from|import) "([^"]+)"/gm)].map(([, name = ""]) => name)

/** True when a test, or a file of the tests that it imports, uses something of the outside. */
function reachesOutside(file: string, read: (path: string) => string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false
  seen.add(file)
  return importsOf(read(file)).some((name) => {
    const path = name.startsWith(".") ? posix.join(posix.dirname(file), name) : name
    return outside.has(path) || (path.startsWith("test/") && reachesOutside(path, read, seen))
  })
}

const readSource = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "")

/** The group of a test file: in a browser, on what takes a server, a database or another process, or by itself. */
export function groupOf(file: string, read: (path: string) => string = readSource): TestGroup {
  if (file.startsWith("test/e2e/")) return "e2e"
  if (/^test\/(?:flow|contract)\//.test(file) || reachesOutside(file, read)) return "flow"
  return "unit"
}
