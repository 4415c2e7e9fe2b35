import assert from "node:assert/strict"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"

describe("migrate", function () {
  this.timeout(60_000)
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

  it("finds the program's own migrations and builds tables whose keys begin with the owner", async () => {
    await migrate(database)
    const keys = await database.query<{ table: string; columns: string }>(
      `select t.relname as table, string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum)) as columns
       from pg_index i join pg_class t on t.oid = i.indrelid join pg_attribute a on a.attrelid = t.oid and a.attnum = any (i.indkey::int2[])
       where i.indisprimary and t.relnamespace = 'public'::regnamespace and t.relname <> 'migrations'
       group by t.relname order by t.relname`,
      [],
    )
    assert.deepEqual(keys, [
      { table: "messages", columns: "tenant_id,user_id,session_id,message_id,role" },
      { table: "sessions", columns: "tenant_id,user_id,session_id" },
    ])
  })
})
