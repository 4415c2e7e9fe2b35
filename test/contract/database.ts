import assert from "node:assert/strict"
import { AppError } from "../../shared/errors.ts"
import type { Queries } from "../../server/database/queries.ts"
import type { Database } from "../../server/database/database.ts"

/** What every adapter of the Database port must do. `open` gives a fresh schema or an empty database. */
export function databaseContract(open: () => Promise<Database>): void {
  let database: Database
  before(async () => {
    database = await open()
    await database.query(
      "create table things (id integer primary key, name text, body json, made timestamptz, count bigint, yes boolean)",
    )
  })
  after(() => database.close())
  afterEach(() => database.query("delete from things", []))

  it("takes values as parameters, whatever they hold", async () => {
    const name = "'; drop table things; -- \\ \" 😀"
    await database.query("insert into things (id, name) values ($1, $2)", [1, name])
    assert.deepEqual(await database.query("select id, name from things where name = $1", [name]), [{ id: 1, name }])
  })

  it("returns null, dates and JSON as what they are", async () => {
    const made = new Date("2026-03-31T12:34:56.789Z")
    await database.query("insert into things (id, body, made) values ($1, $2, $3)", [1, '{"a":[1,null]}', made])
    assert.deepEqual(await database.query("select name, body, made from things", []), [
      { name: null, body: { a: [1, null] }, made },
    ])
  })

  it("returns booleans as such, and bigints as numbers as long as a number holds them", async () => {
    await database.query("insert into things (id, count, yes) values ($1, $2, $3)", [1, "9007199254740991", true])
    await database.query("insert into things (id, count, yes) values ($1, $2, $3)", [2, "9007199254740993", false])
    assert.deepEqual(await database.query("select count, yes from things order by id", []), [
      { count: 9_007_199_254_740_991, yes: true },
      { count: 9_007_199_254_740_993n, yes: false },
    ])
    assert.deepEqual(await database.query("select count(*) as count from things", []), [{ count: 2 }])
  })

  it("takes a list as one parameter", async () => {
    await database.query("insert into things (id, name) values (1, 'a'), (2, 'b,\"c'), (3, 'd')")
    assert.deepEqual(
      await database.query("select id from things where name = any ($1) order by id", [["a", 'b,"c', "{}"]]),
      [{ id: 1 }, { id: 2 }],
    )
  })

  it("blames the statement, not the storage, for a character that PostgreSQL cannot store", async () => {
    await assert.rejects(database.query("insert into things (id, name) values (1, $1)", ["\u0000"]), { code: "22021" })
  })

  it("runs several statements at once when there are no values, and returns the last one's rows", async () => {
    const rows = await database.query(
      "insert into things (id) values (1); insert into things (id) values (2); select id from things order by id",
    )
    assert.deepEqual(rows, [{ id: 1 }, { id: 2 }])
  })

  it("returns no rows for an empty result", async () => {
    assert.deepEqual(await database.query("select id from things", []), [])
  })

  it("keeps a transaction that ends well and returns its value", async () => {
    const value = await database.transaction(async (transaction) => {
      await transaction.query("insert into things (id) values ($1)", [1])
      return "kept"
    })
    assert.equal(value, "kept")
    assert.equal((await database.query("select id from things", [])).length, 1)
  })

  it("rolls back when the work throws, and passes on what was thrown", async () => {
    const ours = new AppError("not_found", "no")
    const failing = database.transaction(async (transaction) => {
      await transaction.query("insert into things (id) values ($1)", [1])
      throw ours
    })
    await assert.rejects(failing, (error: unknown) => error === ours)
    assert.deepEqual(await database.query("select id from things", []), [])
  })

  it("rolls back when a statement fails, and goes on working", async () => {
    const failing = database.transaction(async (transaction) => {
      await transaction.query("insert into things (id) values ($1)", [1])
      await transaction.query("insert into things (id) values ($1)", [1])
    })
    await assert.rejects(failing, { code: "23505" })
    assert.deepEqual(await database.query("select id from things", []), [])
  })

  it("passes on what the work threw, also when it is no AppError", async () => {
    const ours = new TypeError("a mistake of ours")
    await assert.rejects(
      database.transaction(() => Promise.reject(ours)),
      (error: unknown) => error === ours,
    )
  })

  it("refuses statements of a transaction that has ended", async () => {
    let kept: Queries | undefined
    await database.transaction(async (transaction) => {
      kept = transaction
      await transaction.query("select 1", [])
    })
    await assert.rejects(async () => kept?.query("insert into things (id) values (1)", []), {
      code: "storage_unavailable",
    })
    assert.deepEqual(await database.query("select id from things", []), [])
  })

  it("answers when it is asked whether it is there", () => database.ready())

  it("does not blame the storage for a wrong statement", async () => {
    await assert.rejects(
      database.query("select nothing from nowhere", []),
      (error: unknown) => !(error instanceof AppError),
    )
    await database.query("insert into things (id) values ($1)", [1])
    await assert.rejects(
      database.query("insert into things (id) values ($1)", [1]),
      (error: unknown) => !(error instanceof AppError),
    )
  })

  it("runs transactions that start together one after the other or apart, never mixed", async () => {
    await database.query("insert into things (id, name) values (1, '0')", [])
    const increment = (): Promise<void> =>
      database.transaction(async (transaction) => {
        const [row] = await transaction.query<{ name: string }>("select name from things where id = 1 for update", [])
        await transaction.query("update things set name = $1 where id = 1", [String(Number(row?.name) + 1)])
      })
    await Promise.all(Array.from({ length: 20 }, increment))
    assert.deepEqual(await database.query("select name from things", []), [{ name: "20" }])
  })

  it("says storage_unavailable once it is closed", async () => {
    const closing = await open()
    await closing.close()
    await assert.rejects(closing.query("select 1", []), { code: "storage_unavailable", retryable: true })
    await assert.rejects(closing.ready(), { code: "storage_unavailable" })
    await closing.close()
  })
}
