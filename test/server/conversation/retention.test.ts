import assert from "node:assert/strict"
import { conversationsIn } from "../../../server/conversation/conversations.ts"
import { deleteExpired, expiringChats, startRetention } from "../../../server/conversation/retention.ts"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"
import { recordingLog } from "../../support/recordingLog.ts"

const ann = { tenantId: "t", userId: "ann" }
const bob = { tenantId: "t", userId: "bob" }
const page = { limit: 50 }

describe("retention", function () {
  let database: Database
  before(async () => {
    database = await openPgliteDatabase(undefined)
    await migrate(database)
  })
  after(() => database.close())
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from sessions")))

  const lastUsed = (sessionId: string, days: number): Promise<unknown> =>
    database.asMaintenance((rows) =>
      rows.query("update sessions set updated_at = now() - make_interval(days => $2::integer) where session_id = $1", [
        sessionId,
        days,
      ]),
    )

  it("deletes chats with all they hold once nobody has used them for so long, of every owner, and no others", async () => {
    const chats = conversationsIn(database)
    const [old, recent, foreign] = [await chats.create(ann), await chats.create(ann), await chats.create(bob)]
    for (const [owner, { sessionId }] of [
      [ann, old],
      [ann, recent],
      [bob, foreign],
    ] as const)
      await chats.append(owner, sessionId, {
        role: "user",
        messageId: "m1",
        createdAt: "2026-01-01T00:00:00.000Z",
        content: "What?",
        selection: null,
      })
    await lastUsed(old.sessionId, 31)
    await lastUsed(recent.sessionId, 29)
    await lastUsed(foreign.sessionId, 400)
    assert.deepEqual(await deleteExpired(database, [expiringChats], 30), { sessions: 2 })
    assert.deepEqual(
      (await chats.list(ann, page)).sessions.map(({ sessionId }) => sessionId),
      [recent.sessionId],
    )
    assert.deepEqual((await chats.list(bob, page)).sessions, [])
    const left = await database.asMaintenance((rows) => rows.query("select session_id from messages", []))
    assert.deepEqual(left, [{ session_id: recent.sessionId }])
    assert.deepEqual(await deleteExpired(database, [expiringChats], 30), { sessions: 0 })
  })

  it("deletes more than it takes at once", async () => {
    await database.asMaintenance((rows) =>
      rows.query(`insert into sessions (tenant_id, user_id, session_id, created_at, updated_at)
        select 't', 'ann', i::text, '2020-01-01', '2020-01-01' from generate_series(1, 1203) as i`),
    )
    assert.deepEqual(await deleteExpired(database, [expiringChats], 30), { sessions: 1203 })
  })

  it("runs at once when it is started, logs counts only, and has ended when it is stopped", async () => {
    const chats = conversationsIn(database)
    const { sessionId } = await chats.create(ann, { title: "A secret plan" })
    await lastUsed(sessionId, 31)
    const log = recordingLog()
    await startRetention({ database, log, days: 30, expiring: [expiringChats] })()
    assert.deepEqual(log.events, [{ level: "info", event: "retention", days: 30, deleted: { sessions: 1 } }])
    await assert.rejects(chats.require(ann, sessionId), { code: "not_found" })
  })

  it("survives a database that is away, and says so in the log", async () => {
    const closed = await openPgliteDatabase(undefined)
    await closed.close()
    const log = recordingLog()
    await startRetention({ database: closed, log, days: 30, expiring: [expiringChats] })()
    assert.deepEqual(
      log.events.map(({ level, event }) => [level, event]),
      [["error", "retention failed"]],
    )
  })
})

describe("retention with several server processes", function () {
  let postgres: FreshPostgres | undefined
  let databases: Database[] = []
  before(async function () {
    if (!hasPostgres()) this.skip()
    postgres = await freshPostgres()
    databases = [await openPgDatabase(postgres.url), await openPgDatabase(postgres.url)]
  })
  after(async () => {
    for (const database of databases) await database.close()
    await postgres?.drop()
  })

  it("is done by one of them at a time, after both have migrated at once", async () => {
    await Promise.all(databases.map((database) => migrate(database)))
    const [one, two] = databases
    assert.ok(one && two)
    await one.asMaintenance((rows) =>
      rows.query(`insert into sessions (tenant_id, user_id, session_id, created_at, updated_at)
        select 't', 'ann', i::text, '2020-01-01', '2020-01-01' from generate_series(1, 700) as i`),
    )
    const deleted = await one.asMaintenance(async (rows) => {
      await rows.query("select pg_advisory_xact_lock(7215302)", [])
      return deleteExpired(two, [expiringChats], 30)
    })
    assert.deepEqual(deleted, { sessions: 0 })
    assert.deepEqual(await deleteExpired(two, [expiringChats], 30), { sessions: 700 })
  })
})
