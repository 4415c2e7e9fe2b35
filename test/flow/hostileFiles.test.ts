import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { fileListSchema } from "../../shared/files.ts"
import { sharedData } from "../support/sharedData.ts"
import { startTestServer, type TestServer } from "../support/startTestServer.ts"
import { untilEnded, upload } from "../support/uploads.ts"

const expected = z.record(z.string(), z.object({ expect: z.string() }))

/** Processes of ours that read files. */
const readers = (): string[] =>
  readdirSync("/proc")
    .filter((id) => /^\d+$/.test(id))
    .filter((id) => {
      try {
        const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${id}/stat`, "utf8"))?.[1]
        return Number(parent) === process.pid && readFileSync(`/proc/${id}/cmdline`, "utf8").includes("parserProgram")
      } catch {
        // It has ended meanwhile.
        return false
      }
    })

describe("hostile uploads", function () {
  let database: Database | undefined
  let server: TestServer | undefined
  let folder: string
  let ofOthers: string[] = []
  const readersOfOurs = (): string[] => readers().filter((id) => !ofOthers.includes(id))
  let temporary: string[]
  before(async function () {
    const found = sharedData("hostile")
    if (found === undefined) this.skip()
    folder = found
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database, analyzer: sharedAnalyzer() })
    temporary = readdirSync(tmpdir())
    ofOthers = readers()
  })
  after(async () => {
    await server?.close()
    await database?.close()
  })

  it("each cost one error that names the reason, while others are served, and leave nothing", async () => {
    const [at, rows] = [server, database]
    assert.ok(at && rows)
    const expectations = expected.parse(JSON.parse(readFileSync(join(folder, "expect.json"), "utf8")))
    const names = readdirSync(folder).filter((name) => name in expectations)
    const replies = Promise.all(
      names.map(async (name) => {
        const reply = await upload(at, "mallory", name, readFileSync(join(folder, name)))
        // On a machine that is busy with others the verdict may come after the reply.
        if (reply.status !== 201) return { name, status: reply.status, reason: String(reply.body["detail"]) }
        const file = await untilEnded(at, "mallory", reply.body["fileId"])
        return { name, status: file.code === null ? 201 : 422, reason: file.reason ?? "" }
      }),
    )
    assert.equal((await at.request("GET", "/health")).status, 200)
    const benign = await upload(at, "ann", "orders.csv", "Region,Sales\nNorth,10\n")
    assert.equal((await untilEnded(at, "ann", benign.body["fileId"])).status, "COMPLETED")
    for (const { name, status, reason } of await replies) {
      // Some that other readers refuse can be read: see test/server/files/parse/parse.hostileFiles.test.ts.
      if (status === 422) assert.match(reason, /^[A-Z].{20,}\.$/, name)
      else assert.equal(status, 201, name)
      if (expectations[name]?.expect.startsWith("parses")) assert.equal(status, 201, name)
    }
    const { files } = fileListSchema.parse((await at.request("GET", "/api/files", { user: "mallory" })).body)
    for (const { fileId } of files)
      assert.equal((await at.request("DELETE", `/api/files/${fileId}`, { user: "mallory" })).status, 204)
    for (const table of ["files", "workbooks", "file_parts"]) {
      const counted: { count: number }[] = await rows.query(`select count(*) as count from ${table}`, [])
      assert.equal(counted[0]?.count, table === "file_parts" ? 0 : 1, table)
    }
    // Those that wait for the next file.
    assert.ok(readersOfOurs().length <= 2, String(readersOfOurs()))
    assert.deepEqual(
      readdirSync(tmpdir()).filter((name) => !temporary.includes(name) && /xls|csv|upload|parse/i.test(name)),
      [],
    )
    await at.close()
    server = undefined
    assert.deepEqual(readersOfOurs(), [])
  })
})
