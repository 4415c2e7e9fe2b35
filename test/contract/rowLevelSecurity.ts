import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import type { Queries } from "../../server/database/queries.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { makeChunk } from "../../server/tables/chunks/chunk.ts"
import { knowledgeIn } from "../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../server/models/builtInEmbedder.ts"
import { workbooksIn } from "../../server/workbooks/storedWorkbooks.ts"

const ann = { tenantId: "t1", userId: "ann" }
const bob = { tenantId: "t1", userId: "bob" }
/** Ann's name in another tenant. */
const otherAnn = { tenantId: "t2", userId: "ann" }

/** What the tables of every database must do for their owners, whatever statement reaches them. `open` gives an empty database. */
export function rowLevelSecurityContract(open: () => Promise<Database>): void {
  let database: Database
  before(async () => {
    database = await open()
    await migrate(database)
  })
  after(() => database.close())
  beforeEach(async () => {
    for (const owner of [ann, bob, otherAnn])
      await database.asOwner(owner, async ({ unscoped: rows }) => {
        await addSession(rows, owner, "s1")
        await addMessage(rows, owner, "s1", `said by ${owner.userId} of ${owner.tenantId}`)
      })
  })
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from sessions")))

  const said = (rows: Queries): Promise<unknown[]> =>
    rows.query("select tenant_id, user_id, body #>> '{}' as body from messages order by tenant_id, user_id", [])

  it("shows an owner their own rows only, when the statement forgets to ask for them", async () => {
    assert.deepEqual(await database.asOwner(ann, ({ unscoped }) => said(unscoped)), [
      { tenant_id: "t1", user_id: "ann", body: "said by ann of t1" },
    ])
    assert.deepEqual(await database.asOwner(otherAnn, ({ unscoped }) => said(unscoped)), [
      { tenant_id: "t2", user_id: "ann", body: "said by ann of t2" },
    ])
    assert.deepEqual(await database.asOwner({ tenantId: "t1", userId: "eve" }, ({ unscoped }) => said(unscoped)), [])
  })

  it("finds nothing of another owner that a statement asks for by name", async () => {
    const rows = await database.asOwner(ann, ({ unscoped: rows }) =>
      rows.query("select 1 from sessions where tenant_id = $1 and user_id = $2", [bob.tenantId, bob.userId]),
    )
    assert.deepEqual(rows, [])
  })

  it("changes and deletes an owner's rows only, when the statement forgets the owner", async () => {
    await database.asOwner(ann, async ({ unscoped: rows }) => {
      await rows.query("update sessions set title = 'mine now'")
      await rows.query("delete from messages")
    })
    const titles = await database.asMaintenance((rows) =>
      rows.query("select title from sessions order by tenant_id, user_id", []),
    )
    assert.deepEqual(titles, [{ title: "mine now" }, { title: null }, { title: null }])
    assert.equal((await database.asMaintenance(said)).length, 2)
  })

  it("refuses a row in another owner's name, and one that is given away", async () => {
    await assert.rejects(
      database.asOwner(ann, ({ unscoped: rows }) => addSession(rows, bob, "s2")),
      { code: "42501" },
    )
    await assert.rejects(
      database.asOwner(ann, ({ unscoped: rows }) => addMessage(rows, bob, "s1", "forged", "m2")),
      { code: "42501" },
    )
    await assert.rejects(
      database.asOwner(ann, ({ unscoped: rows }) =>
        rows.query("update sessions set user_id = 'bob', session_id = 's3'"),
      ),
      { code: "42501" },
    )
    assert.equal((await database.asMaintenance(said)).length, 3)
  })

  it("keeps a message out of another owner's session of the same name", async () => {
    await database.asOwner(bob, ({ unscoped: rows }) => rows.query("delete from sessions"))
    await assert.rejects(
      database.asOwner(bob, ({ unscoped: rows }) => addMessage(rows, bob, "s1", "orphan")),
      { code: "23503" },
    )
  })

  it("takes an owner's name as it is, whatever it holds", async () => {
    for (const userId of ["ann' or '1'='1", "', true); reset role; --", "%", "_nn", "", "ann\\", "ANN", " ann"])
      assert.deepEqual(await database.asOwner({ tenantId: "t1", userId }, ({ unscoped }) => said(unscoped)), [], userId)
  })

  it("shows everything to maintenance, and nothing of it stays for whoever comes next", async () => {
    assert.equal((await database.asMaintenance(said)).length, 3)
    assert.equal((await database.asOwner(ann, ({ unscoped }) => said(unscoped))).length, 1)
    const settings = await database.query<Record<string, string | null>>(
      `select nullif(current_setting('app.scope', true), '') as scope, nullif(current_setting('app.user_id', true), '') as user_id,
         current_user = session_user as unchanged`,
      [],
    )
    assert.deepEqual(settings, [{ scope: null, user_id: null, unchanged: true }])
  })

  it("keeps owners apart who ask at the same time", async () => {
    const owners = Array.from({ length: 30 }, (_, index) => [ann, bob, otherAnn][index % 3] ?? ann)
    const seen = await Promise.all(owners.map((owner) => database.asOwner(owner, ({ unscoped }) => said(unscoped))))
    assert.deepEqual(
      seen.map((rows) => rows.map((row) => (row as { body: string }).body)),
      owners.map(({ tenantId, userId }) => [`said by ${userId} of ${tenantId}`]),
    )
  })

  it("leaves no scope behind when the work fails", async () => {
    await assert.rejects(
      database.asOwner(ann, () => Promise.reject(new TypeError("stop"))),
      TypeError,
    )
    await assert.rejects(database.asMaintenance((rows) => rows.query("select * from nowhere")))
    assert.equal((await database.asOwner(bob, ({ unscoped }) => said(unscoped))).length, 1)
  })

  it("hides every row of every table from everybody else, whatever they try", async () => {
    await fillEveryTable(database, ann)
    const owned = (
      await database.query<{ name: string }>(
        "select table_name as name from information_schema.columns where table_schema = current_schema() and column_name = 'tenant_id'",
        [],
      )
    ).map(({ name }) => name)
    const counted = (rows: Queries, table: string): Promise<{ count: number }[]> =>
      rows.query<{ count: number }>(`select count(*)::integer as count from ${table}`, [])
    assert.ok(owned.length >= 12, String(owned))
    for (const table of owned) {
      const [before] = await database.asMaintenance((rows) => counted(rows, table))
      assert.ok((before?.count ?? 0) > 0, `${table} is empty: fillEveryTable must fill it`)
      for (const eve of [
        { tenantId: "t1", userId: "eve" },
        { tenantId: "t3", userId: "ann" },
      ]) {
        const seen = await database.asOwner(eve, async ({ unscoped: rows }) => {
          const found = await counted(rows, table)
          await rows.query(`update ${table} set tenant_id = tenant_id`, [])
          await rows.query(`delete from ${table}`, [])
          return found
        })
        assert.deepEqual(seen, [{ count: 0 }], table)
      }
      assert.deepEqual(await database.asMaintenance((rows) => counted(rows, table)), [before], table)
      await assert.rejects(
        database.asOwner({ tenantId: "t1", userId: "eve" }, ({ unscoped: rows }) =>
          rows.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
            JSON.stringify([{ tenant_id: "t1", user_id: "ann" }]),
          ]),
        ),
        { code: /^(42501|428C9)$/ },
        table,
      )
    }
    await database.asMaintenance(async (rows) => {
      for (const table of ["workbooks", "files", "indexed_sheets", "search_keys", "collections"])
        await rows.query(`delete from ${table}`, [])
    })
  })

  it("guards every table, the list of migrations apart, and lets the owner stand first in every key", async () => {
    const tables = await database.query<{ name: string; guarded: boolean; policies: number; key: string }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as guarded,
         (select count(*)::integer from pg_policy where polrelid = c.oid) as policies,
         (select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum))
          from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])
          where i.indrelid = c.oid and i.indisprimary) as key
       from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migrations'`,
      [],
    )
    assert.ok(tables.length >= 2)
    for (const { name, guarded, policies, key } of tables)
      assert.deepEqual([name, guarded, policies, key.split(",").slice(0, 2)], [name, true, 1, ["tenant_id", "user_id"]])
  })
}

/** A row of this owner in every table, as the program itself writes them. */
async function fillEveryTable(database: Database, owner: typeof ann): Promise<void> {
  const place = { owner, workbookId: "w1" }
  const stored = workbooksIn(database)
  const text = '{"address":"A1","values":[[1]]}'
  const hash = createHash("sha256").update(text).digest("base64url")
  const sheets = [{ sheetId: "s1", name: "S", position: 0, visibility: "visible" as const }]
  await stored.putWorkbook(place, "pane", { name: "Book", names: [], sheets })
  await stored.putBlock(place, hash, text)
  await database.asOwner(owner, async ({ unscoped: rows }) => {
    await rows.query(
      `insert into files (tenant_id, user_id, file_id, name, size, status, uploaded_at, changed_at)
       values ($1, $2, 'f1', 'Book', 0, 'receiving', now(), now())`,
      [owner.tenantId, owner.userId],
    )
    for (const row of [
      "file_parts values ($1, $2, 'f1', 0, '')",
      "collections values ($1, $2, 'c1', 'Rules', now(), now())",
      "collection_documents values ($1, $2, 'c1', 'Travel', 'text', 'hash')",
      "collection_files values ($1, $2, 'c1', 'f1')",
    ])
      await rows.query(`insert into ${row}`, [owner.tenantId, owner.userId])
  })
  const chunk = makeChunk({
    type: "data",
    sheet: "S",
    address: "A1",
    tableAddress: null,
    table: null,
    title: null,
    columns: [],
    content: "said in a cell",
    figures: [],
  })
  const chunks = (async function* () {
    await Promise.resolve()
    yield [chunk]
  })()
  const knowledge = knowledgeIn({ database, embedder: builtInEmbedder, onEmbedderFailure: () => undefined })
  await knowledge.index({ ...place, sheet: "S" }, chunks, new AbortController().signal, "r1")
}

function addSession(rows: Queries, owner: typeof ann, sessionId: string): Promise<unknown> {
  return rows.query(
    "insert into sessions (tenant_id, user_id, session_id, created_at, updated_at) values ($1, $2, $3, now(), now())",
    [owner.tenantId, owner.userId, sessionId],
  )
}

function addMessage(
  rows: Queries,
  owner: typeof ann,
  sessionId: string,
  body: string,
  messageId = "m1",
): Promise<unknown> {
  return rows.query(
    "insert into messages (tenant_id, user_id, session_id, message_id, role, body) values ($1, $2, $3, $4, 'user', $5)",
    [owner.tenantId, owner.userId, sessionId, messageId, JSON.stringify(body)],
  )
}
