import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../support/freshPostgres.ts"
import { startServerProcess, type ServerProcess } from "../support/serverProcess.ts"
import { preparedMap, syncWorkbook, type Requests, type SyncedSheet } from "../support/syncedWorkbook.ts"

const sheets: SyncedSheet[] = ["North", "South"].map((name) => ({
  name,
  values: [["Id", "Name", "Value"], ...Array.from({ length: 3000 }, (_, row) => [row, `${name} ${row}`, row * 2])],
}))

/** Asks whichever server runs now. */
async function askingAs(current: () => ServerProcess): Promise<Requests> {
  const ask = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body)
    const reply = await fetch(current().url + path, {
      method,
      headers: { ...headers, ...(text !== undefined && { "content-type": "application/json" }) },
      body: text ?? null,
    })
    const said = await reply.text()
    const json = (said === "" ? {} : JSON.parse(said)) as Record<string, unknown>
    return { status: reply.status, headers: reply.headers, body: json }
  }
  const { body } = await ask("POST", "/auth/local/token", { user: "ann" }, {})
  const authorization = `Bearer ${String(body["accessToken"])}`
  return { request: (method, path, options = {}) => ask(method, path, options.body, { authorization }) }
}

/** Killed while it stores, and again while it looks at what was stored. */
async function syncThroughKills(environment: Record<string, string>, other?: ServerProcess): Promise<void> {
  let server = await startServerProcess(environment)
  const asking = await askingAs(() => server)
  const restart = async (): Promise<void> => {
    await server.kill()
    server = await startServerProcess(environment)
  }
  const broken = syncWorkbook(asking, "ann", "w1", sheets).catch(() => undefined)
  await wait(400)
  await restart()
  await broken
  await syncWorkbook(asking, "ann", "w1", sheets)
  await restart()
  const map = await preparedMap(asking, "ann", "w1")
  assert.deepEqual(
    map.sheets.map(({ name, layout, chunkCount }) => [name, layout?.tables[0]?.rowCount, layout?.sum, chunkCount > 0]),
    [
      ["North", 3000, 13_495_500, true],
      ["South", 3000, 13_495_500, true],
    ],
  )
  assert.equal(await syncWorkbook(asking, "ann", "w1", sheets), 0)
  await server.kill()
  await other?.kill()
}

describe("a sync whose server is killed", function () {
  this.timeout(240_000)
  let dataDir: string
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "excel-chat-"))
  })
  after(() => rm(dataDir, { recursive: true, force: true }))

  it("goes on where it was after each restart", () => syncThroughKills({ DATA_DIR: dataDir }))

  describe("beside another one on the same PostgreSQL", () => {
    let postgres: FreshPostgres | undefined
    before(async function () {
      if (!hasPostgres()) this.skip()
      postgres = await freshPostgres()
    })
    after(() => postgres?.drop())

    it("goes on where it was, whichever of them prepares it", async () => {
      const environment = { DATA_DIR: dataDir, DATABASE_URL: postgres?.url ?? "" }
      await syncThroughKills(environment, await startServerProcess(environment))
    })
  })
})
