import assert from "node:assert/strict"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { conversationsIn } from "../../../server/conversation/conversations.ts"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"

describe("migrate", function () {
  let database: Database
  let folder: string
  before(async () => {
    database = await openPgliteDatabase(undefined)
  })
  after(() => database.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "migrations-"))
    await database.query("drop schema public cascade; create schema public")
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const write = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql)
  const run = (): Promise<void> => migrate(database, pathToFileURL(`${folder}/`))

  it("applies each file once, in the order of the names", async () => {
    await write("0002_b.sql", "insert into steps values (2)")
    await write("0001_a.sql", "create table steps (step integer); insert into steps values (1)")
    await write("notes.txt", "not SQL")
    await run()
    await run()
    await write("0003_c.sql", "insert into steps values (3)")
    await run()
    assert.deepEqual(await database.query("select step from steps", []), [{ step: 1 }, { step: 2 }, { step: 3 }])
    assert.deepEqual(await database.query("select name from migrations order by name", []), [
      { name: "0001_a.sql" },
      { name: "0002_b.sql" },
      { name: "0003_c.sql" },
    ])
  })

  it("applies nothing when one of them fails", async () => {
    await write("0001_a.sql", "create table steps (step integer)")
    await write("0002_b.sql", "this is not SQL")
    await assert.rejects(run())
    assert.deepEqual(
      await database.query("select to_regclass('steps') as steps, to_regclass('migrations') as migrations", []),
      [{ steps: null, migrations: null }],
    )
  })

  it("refuses a database that a newer version has written", async () => {
    await write("0001_a.sql", "create table steps (step integer)")
    await write("0009_later.sql", "create table later (step integer)")
    await run()
    await rm(join(folder, "0009_later.sql"))
    await assert.rejects(run(), {
      code: "storage_unavailable",
      message: /^The database was written by a newer version \(0009_later\.sql\)/,
    })
  })

  it("finds the program's own migrations", async () => {
    await migrate(database)
    const made = await database.query<{ name: string }>(
      "select to_regclass('sessions')::text as name union select to_regclass('messages')::text order by name",
      [],
    )
    assert.deepEqual(made, [{ name: "messages" }, { name: "sessions" }])
  })

  it("keeps the chats of the first version: their titles, their owners, and their words for search", async () => {
    const first = await readFile("server/database/migrations/0001_conversations.sql")
    await write("0001_conversations.sql", first.toString())
    await run()
    await database.query(`
      insert into sessions values ('t', 'ann', '${"a".repeat(36)}', 'Revenue of MAY?', true, '2026-01-01', '2026-01-02');
      insert into sessions values ('t', 'ann', '${"b".repeat(36)}', 'New chat', false, '2026-01-01', '2026-01-01');
      insert into messages values ('t', 'ann', '${"a".repeat(36)}', 'm1', 'user', default, '{"content": "How MUCH?"}');
      insert into messages values ('t', 'ann', '${"a".repeat(36)}', 'm2', 'user', default, '{"content": "NUL \\u0000"}')`)
    await migrate(database)
    const chats = conversationsIn(database)
    const find = async (q: string): Promise<unknown[]> =>
      (await chats.list({ tenantId: "t", userId: "ann" }, { q, limit: 10 })).sessions.map(({ title, messageCount }) => [
        title,
        messageCount,
      ])
    assert.deepEqual(await find(""), [
      ["Revenue of MAY?", 2],
      ["New chat", 0],
    ])
    assert.deepEqual(await find("how much"), [["Revenue of MAY?", 2]])
    assert.deepEqual(await find("of may"), [["Revenue of MAY?", 2]])
    assert.deepEqual(await find("new chat"), [])
    assert.deepEqual((await chats.list({ tenantId: "t", userId: "bob" }, { limit: 10 })).sessions, [])
  })
})

describe("migrate on a PostgreSQL server", function () {
  const used: FreshPostgres[] = []
  const fresh = async (): Promise<FreshPostgres> => {
    const postgres = await freshPostgres()
    used.push(postgres)
    return postgres
  }
  before(function () {
    if (!hasPostgres()) this.skip()
  })
  after(async () => {
    for (const postgres of used) await postgres.drop()
  })

  it("is done once when four processes start at the same moment, in two databases of one server", async () => {
    const [one, two] = [await fresh(), await fresh()]
    const addresses = [one.superuserUrl, one.superuserUrl, two.superuserUrl, two.superuserUrl]
    const databases = await Promise.all(addresses.map(openPgDatabase))
    await Promise.all(databases.map((database) => migrate(database)))
    for (const database of databases) {
      assert.deepEqual(await database.query("select count(distinct name) = count(*) as once from migrations", []), [
        { once: true },
      ])
      await database.close()
    }
  })

  it("says so when the user may not make tables", async () => {
    const { url, superuserUrl } = await fresh()
    const administrator = await openPgDatabase(superuserUrl)
    await administrator.query(
      `alter database ${new URL(url).pathname.slice(1)} owner to current_user; alter schema public owner to current_user`,
    )
    await administrator.close()
    const database = await openPgDatabase(url)
    await assert.rejects(migrate(database), {
      code: "storage_unavailable",
      message:
        "The database user of DATABASE_URL may not set up its tables (42501): make it the owner of its database, or grant it CREATE on the database and its schema.",
    })
    await database.close()
  })

  it("says who must set up the extension when the user may not", async () => {
    const { url, superuserUrl } = await fresh()
    const administrator = await openPgDatabase(superuserUrl)
    await administrator.query("drop extension vector")
    const database = await openPgDatabase(url)
    await assert.rejects(migrate(database), {
      code: "storage_unavailable",
      message:
        "The database user of DATABASE_URL may not set up the pgvector extension (42501): let an administrator run CREATE EXTENSION vector in that database once.",
    })
    await administrator.query("create extension vector")
    await migrate(database)
    await database.close()
    await administrator.close()
  })

  it("says so when the server lacks an extension", async () => {
    const { url } = await fresh()
    const database = await openPgDatabase(url)
    const folder = await mkdtemp(join(tmpdir(), "migrations-"))
    await writeFile(join(folder, "0001_vectors.sql"), "create extension there_is_no_such_thing")
    await assert.rejects(migrate(database, pathToFileURL(`${folder}/`)), {
      code: "storage_unavailable",
      message:
        "The database server has no pgvector extension (0A000): install it there (https://github.com/pgvector/pgvector), then start again.",
    })
    await rm(folder, { recursive: true })
    await database.close()
  })

  it("shows nobody's rows to a superuser who lacks the rights of the role, and gives them again at the next start", async () => {
    const { superuserUrl } = await fresh()
    const database = await openPgDatabase(superuserUrl)
    await migrate(database)
    await database.query("revoke all on sessions, messages from excel_chat_rows")
    const chats = conversationsIn(database)
    await assert.rejects(chats.list({ tenantId: "t", userId: "ann" }, { limit: 10 }), { code: "42501" })
    await migrate(database)
    assert.deepEqual((await chats.list({ tenantId: "t", userId: "ann" }, { limit: 10 })).sessions, [])
    await database.close()
  })
})
