import assert from "node:assert/strict"
import { createServer, type AddressInfo, type Server } from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { AppError } from "../../../shared/errors.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"

const password = "top-secret"

/** The one sentence with which opening fails; it must not hold the password. */
async function refusal(url: string): Promise<string> {
  const error: unknown = await openPgDatabase(url).then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(error instanceof AppError)
  assert.equal(error.code, "storage_unavailable")
  assert.ok(!error.message.includes(password) && !error.message.includes("127.0.0.1"), error.message)
  return error.message
}

describe("openPgDatabase without a usable server", function () {
  let silent: Server
  before((done) => {
    silent = createServer().listen(0, "127.0.0.1", done)
  })
  after((done) => void silent.close(done))

  it("says that nobody listens there", async () =>
    assert.equal(
      await refusal(`postgresql://user:${password}@127.0.0.1:1/chats`),
      "The database server of DATABASE_URL cannot be reached (ECONNREFUSED): start it, or correct the address.",
    ))

  it("says that a server which takes the connection does not answer", async () => {
    const { port } = silent.address() as AddressInfo
    const hung: { destroy(): void }[] = []
    silent.on("connection", (socket) => hung.push(socket))
    assert.equal(
      await refusal(`postgresql://user:${password}@127.0.0.1:${port}/chats`),
      "The database server of DATABASE_URL does not answer: start it, or correct the address.",
    )
    for (const socket of hung) socket.destroy()
  })

  for (const url of [
    `postgresql://user:${password}%E0%A4@127.0.0.1:1/chats`,
    `postgresql://user:${password}@127.0.0.1:99999/chats`,
  ])
    it(`says that ${url.slice(-20)} cannot be read`, async () =>
      assert.equal(
        await refusal(url),
        "DATABASE_URL cannot be read: write it as postgresql://user:password@host:5432/database, special characters percent-encoded.",
      ))

  it("says that a certificate file is missing", async () =>
    assert.equal(
      await refusal(`postgresql://user:${password}@127.0.0.1:1/chats?sslrootcert=/nowhere/root.pem`),
      "A certificate file that DATABASE_URL names does not exist (ENOENT): correct its path.",
    ))
})

describe("openPgDatabase with a server", function () {
  let postgres: FreshPostgres | undefined
  let database: Database
  let url: URL
  before(async function () {
    if (!hasPostgres()) this.skip()
    postgres = await freshPostgres()
    url = new URL(postgres.url)
    database = await openPgDatabase(postgres.url)
    await migrate(database)
  })
  after(async () => {
    if (!postgres) return
    await database.close()
    await postgres.drop()
  })

  it("says which database is missing", async () => {
    const other = new URL(url)
    other.pathname = "/nothing_here"
    assert.equal(
      await refusal(other.href),
      "The database that DATABASE_URL names does not exist (3D000): create it, or correct the name.",
    )
  })

  it("says that the server knows no such user", async () => {
    const other = new URL(url)
    other.username = "nobody_here"
    assert.equal(
      await refusal(other.href),
      "The database refuses the user or the password of DATABASE_URL (28000): correct them.",
    )
  })

  it("says that the server speaks no TLS when sslmode asks for it", async () => {
    const other = new URL(url)
    other.searchParams.set("sslmode", "verify-full")
    assert.equal(
      await refusal(other.href),
      "The database server speaks no TLS: set it up there, or take sslmode out of DATABASE_URL.",
    )
  })

  it("shows nobody's rows outside every scope, though it owns the tables", async () => {
    const ann = { tenantId: "t", userId: "ann" }
    await database.asOwner(ann, ({ unscoped: rows }) =>
      rows.query(
        "insert into sessions (tenant_id, user_id, session_id, created_at, updated_at) values ('t', 'ann', 's', now(), now())",
      ),
    )
    assert.deepEqual(await database.query("select * from sessions", []), [])
    assert.deepEqual(await database.transaction((rows) => rows.query("select * from sessions", [])), [])
    await assert.rejects(
      database.query(
        "insert into sessions (tenant_id, user_id, session_id, created_at, updated_at) values ('t', 'ann', 's2', now(), now())",
      ),
      { code: "42501" },
    )
    assert.equal((await database.asMaintenance((rows) => rows.query("delete from sessions returning 1"))).length, 1)
  })

  it("ends a request's statement that takes too long, and uses the connection again", async () => {
    await assert.rejects(
      database.asOwner({ tenantId: "t", userId: "ann" }, ({ unscoped: rows }) => rows.query("select pg_sleep(20)", [])),
      { code: "storage_unavailable", retryable: true },
    )
    await database.ready()
  })

  it("survives that the server ends its idle connections, and one in the middle of a transaction", async () => {
    const administrator = await openPgDatabase(postgres?.superuserUrl ?? "")
    const endAll = async (): Promise<void> => {
      await administrator.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      )
      // The news arrives while no statement runs.
      await wait(300)
    }
    await Promise.all(Array.from({ length: 5 }, () => database.query("select pg_sleep(0.05)", [])))
    await endAll()
    const inWork = database.transaction(async (rows) => {
      await rows.query("select 1", [])
      await endAll()
      await rows.query("select 1", [])
    })
    await assert.rejects(inWork, { code: "storage_unavailable" })
    await database.ready()
    await administrator.close()
  })

  it("closes though a statement is still running", async () => {
    const closing = await openPgDatabase(url.href)
    const running = closing.transaction((rows) => rows.query("select pg_sleep(600)", []))
    const ended = assert.rejects(running, { code: "storage_unavailable" })
    await closing.close()
    await ended
  })
})
