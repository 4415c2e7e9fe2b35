import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** Who may import whom. A folder may always import itself; what is not listed is not allowed. */
const mayImport: Record<string, string[]> = {
  shared: [],
  "shared/cellText": ["shared"],
  "server/abort": [],
  "server/workbooks": ["shared"],
  "server/workbooks/files": [
    "server/auth",
    "server/database",
    "server/jobs",
    "server/knowledge",
    "server/telemetry",
    "server/workbooks/files/parse",
    "server/workbooks/stored",
    "shared",
  ],
  "server/workbooks/files/parse": [
    "server/abort",
    "server/workbooks/files/parse/binary",
    "server/workbooks/files/parse/text",
    "server/workbooks/files/parse/xlsx",
    "shared",
    "shared/cellText",
  ],
  "server/workbooks/files/parse/binary": ["server/workbooks/files/parse", "shared"],
  "server/workbooks/files/parse/text": ["server/workbooks/files/parse", "shared", "shared/cellText"],
  "server/workbooks/files/parse/xlsx": ["server/workbooks/files/parse", "shared"],
  "server/workbooks/tables": ["server/workbooks", "shared"],
  "server/workbooks/stored": [
    "server/analysis",
    "server/auth",
    "server/database",
    "server/jobs",
    "server/knowledge",
    "server/telemetry",
    "server/workbooks",
    "server/workbooks/map",
    "shared",
  ],
  "server/workbooks/map": ["server/workbooks", "shared"],
  "server/knowledge/chunks": ["server/workbooks", "shared"],
  "server/analysis/sql": ["server/analysis", "server/workbooks", "shared"],
  "server/analysis": [
    "server/abort",
    "server/analysis/sql",
    "server/knowledge/chunks",
    "server/workbooks",
    "server/workbooks/tables",
    "shared",
  ],
  "server/models": ["server/abort", "server/words", "shared"],
  "server/words": [],
  "server/knowledge": [
    "server/abort",
    "server/analysis",
    "server/auth",
    "server/database",
    "server/knowledge/chunks",
    "server/knowledge/collections",
    "server/knowledge/reindex",
    "server/knowledge/search",
    "server/knowledge/segments",
    "server/models",
    "server/words",
    "shared",
  ],
  "server/knowledge/collections": [
    "server/auth",
    "server/database",
    "server/jobs",
    "server/knowledge",
    "server/knowledge/chunks",
    "shared",
  ],
  "server/knowledge/reindex": [
    "server/database",
    "server/jobs",
    "server/knowledge",
    "server/knowledge/chunks",
    "server/knowledge/segments",
    "server/telemetry",
    "shared",
  ],
  "server/knowledge/segments": ["server/knowledge/chunks", "server/words", "shared"],
  "server/knowledge/search": [
    "server/auth",
    "server/database",
    "server/knowledge/chunks",
    "server/knowledge/segments",
    "server/words",
    "shared",
  ],
  "server/assistant": [
    "server/assistant/offline",
    "server/assistant/offline/answers",
    "server/assistant/tools",
    "server/analysis",
    "server/knowledge",
    "server/knowledge/chunks",
    "server/models",
    "server/workbooks/map",
    "shared",
  ],
  "server/assistant/tools": [
    "server/assistant",
    "server/analysis",
    "server/knowledge/chunks",
    "server/models",
    "shared",
  ],
  "server/assistant/offline": ["server/assistant", "server/assistant/offline/answers", "server/analysis", "shared"],
  "server/assistant/offline/answers": ["server/assistant", "server/assistant/offline", "server/analysis", "shared"],
  "server/cache": ["server/telemetry", "shared"],
  "server/database": ["server/auth", "shared"],
  "server/auth": ["server/abort", "server/cache", "shared"],
  "server/telemetry": ["shared"],
  "server/jobs": ["server/auth", "server/database", "server/telemetry", "shared"],
  "server/conversation": ["server/auth", "server/database", "server/telemetry", "shared"],
  "server/session": [
    "server/abort",
    "server/analysis",
    "server/assistant",
    "server/auth",
    "server/cache",
    "server/conversation",
    "server/database",
    "server/knowledge",
    "server/knowledge/chunks",
    "server/models",
    "server/telemetry",
    "server/workbooks/stored",
    "shared",
  ],
  "server/api": [
    "server",
    "server/auth",
    "server/cache",
    "server/database",
    "server/session",
    "server/telemetry",
    "shared",
  ],
  server: [
    "server/analysis",
    "server/api",
    "server/assistant",
    "server/auth",
    "server/cache",
    "server/conversation",
    "server/database",
    "server/jobs",
    "server/knowledge",
    "server/knowledge/collections",
    "server/knowledge/reindex",
    "server/models",
    "server/session",
    "server/telemetry",
    "server/workbooks/files",
    "server/workbooks/files/parse",
    "server/workbooks/stored",
    "shared",
  ],
  // The ports that Excel and the connection implement stand with their user, the chat.
  "addin/excel": ["addin/chat", "addin/sync", "shared"],
  "addin/auth": ["addin/excel", "shared"],
  "addin/signIn": ["addin/auth", "addin/connection", "addin/excel", "shared"],
  "addin/connection": ["addin/chat", "addin/sync", "shared"],
  "addin/sync": ["shared"],
  "addin/chat": ["addin/sync", "shared"],
  "addin/components": ["addin/chat", "addin/sync", "shared"],
  addin: ["addin/auth", "addin/chat", "addin/components", "addin/connection", "addin/excel", "addin/sync", "shared"],
  "playground/workbook": ["shared", "shared/cellText"],
  "playground/sample": ["playground/workbook", "shared"],
  "playground/host": ["playground/host/objects", "playground/workbook", "shared"],
  "playground/host/objects": ["playground/host", "playground/workbook", "shared"],
  "playground/page": ["playground/host", "playground/page/grid", "playground/sample", "playground/workbook", "shared"],
  "playground/page/grid": ["playground/page", "playground/workbook", "shared"],
  playground: ["playground/page", "shared"],
}

/** The only folders allowed to know each vendor. */
const vendorHomes: Record<string, string[]> = {
  "@electric-sql/pglite": ["server/database"],
  "@electric-sql/pglite-pgvector": ["server/database"],
  pg: ["server/database"],
  ioredis: ["server/cache"],
  openai: ["server/models"],
  "@huggingface/transformers": ["server/models"],
  "danfojs-node": ["server/analysis"],
  "@duckdb/node-api": ["server/analysis", "server/analysis/sql"],
  jsonwebtoken: ["server/auth"],
  "jwks-rsa": ["server/auth"],
  "pg-boss": ["server/jobs"],
  ws: ["server/session"],
  pino: ["server/telemetry"],
  "prom-client": ["server/telemetry"],
  cors: ["server/api"],
  "express-rate-limit": ["server/api", "server/cache"],
  helmet: ["server"],
  "@ironcalc/wasm": ["playground/workbook", "playground/page"],
  "@e965/xlsx": ["playground/workbook", "server/workbooks/files/parse/binary"],
  busboy: ["server/workbooks/files"],
  "csv-parse": ["playground/workbook", "server/workbooks/files/parse/text"],
  saxes: ["server/workbooks/files/parse/xlsx"],
  yauzl: ["server/workbooks/files/parse"],
  "@azure/msal-browser": ["addin/auth"],
}

/** Office.js globals may be named in one folder of the pane only. */
const officeHome = "addin/excel"

const packageOf = (target: string): string =>
  target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/")

const files = ["shared", "server", "addin", "playground"].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const path = join(root, file)
      return { path, folder: dirname(path), source: readFileSync(path, "utf8") }
    }),
)

const imports = files.flatMap(({ path, folder, source }) =>
  [...source.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => ({ path, folder, target: match[1] ?? "" })),
)

/** One sentence per broken rule. */
export function brokenRules(imported: readonly { path: string; folder: string; target: string }[]): string[] {
  return imported.flatMap(({ path, folder, target }) => {
    const allowed = mayImport[folder]
    if (!allowed) return [`${path}: the folder ${folder} is missing from mayImport`]
    if (target.startsWith(".")) {
      const to = dirname(join(folder, target))
      return to === folder || allowed.includes(to) ? [] : [`${path}: ${folder} must not import ${to}`]
    }
    const homes = vendorHomes[packageOf(target)]
    return !homes || homes.includes(folder) ? [] : [`${path}: only ${homes.join(", ")} may import ${packageOf(target)}`]
  })
}

describe("architecture", () => {
  it("lets every import go the way the table allows", () => {
    assert.deepEqual(brokenRules(imports), [])
    assert.ok(imports.length > 100)
  })

  it("refuses a forbidden folder, a vendor away from home and an unknown folder", () => {
    const broken = brokenRules([
      { path: "addin/chat/x.ts", folder: "addin/chat", target: "../excel/readRange.ts" },
      { path: "shared/x.ts", folder: "shared", target: "openai/resources" },
      { path: "server/misc/x.ts", folder: "server/misc", target: "zod" },
    ])
    assert.deepEqual(broken, [
      "addin/chat/x.ts: addin/chat must not import addin/excel",
      "shared/x.ts: only server/models may import openai",
      "server/misc/x.ts: the folder server/misc is missing from mayImport",
    ])
  })

  it("names Office.js in one folder of the pane only", () => {
    const offenders = files.filter(
      ({ folder, source }) =>
        folder.startsWith("addin") &&
        folder !== officeHome &&
        /\b(?:Office|Excel|OfficeExtension)\.[A-Za-z]/.test(withoutText(source)),
    )
    assert.deepEqual(
      offenders.map(({ path }) => path),
      [],
    )
  })

  it("reads the environment in one file of the server only", () => {
    const offenders = files.filter(
      ({ folder, path, source }) =>
        folder.startsWith("server") && path !== "server/config.ts" && source.includes("process.env"),
    )
    assert.deepEqual(
      offenders.map(({ path }) => path),
      [],
    )
  })

  it("has no default exports and no barrels", () => {
    const offenders = files.filter(
      ({ path, source }) => /^export default|^export \* from/m.test(source) || /\/index\.tsx?$/.test(path),
    )
    assert.deepEqual(
      offenders.map(({ path }) => path),
      [],
    )
  })
})

/** The source without comments and strings: prose may mention Excel. */
function withoutText(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""')
    .replace(/>[^<{]*</g, "><")
}
