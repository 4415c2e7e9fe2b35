import assert from "node:assert/strict"
import { conversationsIn } from "../../../server/conversation/conversations.ts"
import { deleteExpired } from "../../../server/conversation/retention.ts"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"
import { expiringSheets } from "../../../server/knowledge/index/expiringSheets.ts"
import { knowledgeIn } from "../../../server/knowledge/knowledge.ts"
import { expiringWorkbooks, workbooksIn } from "../../../server/workbooks/storedWorkbooks.ts"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"
import type { Embedder } from "../../../server/models/embedder.ts"
import { ann, bob, chunk, inOneGo, signal } from "../../support/indexedChunks.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"

function upkeepContract(open: () => Promise<Database>): void {
  let database: Database
  before(async () => {
    database = await open()
    await migrate(database)
  })
  after(() => database.close())
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from indexed_sheets; delete from sessions")))

  const place = (over: { owner?: typeof ann; workbookId?: string; sheet?: string } = {}) => ({
    owner: ann,
    workbookId: "w1",
    sheet: "Orders",
    ...over,
  })
  const knowing = (embedder: Embedder) => knowledgeIn({ database, embedder, onEmbedderFailure: assert.ifError })
  /** One sheet's place as what is searched. */
  const whole = (at = place(), sheets?: readonly string[]) => ({
    owner: at.owner,
    workbooks: [{ workbookId: at.workbookId, sheets }],
  })
  const built = () => knowing(builtInEmbedder)
  const contents = async (
    query: string,
    options: object = {},
    at = place(),
    sheets?: readonly string[],
  ): Promise<string[]> =>
    (await built().search(whole(at, sheets), query, { limit: 10, ...options }, signal))
      .map(({ content }) => content)
      .sort()

  it("is forgotten when nobody has used it for long", async () => {
    await built().index(place(), inOneGo(chunk("revenue old")), signal, "r1")
    await built().index(place({ sheet: "Staff" }), inOneGo(chunk("revenue new", { sheet: "Staff" })), signal, "r1")
    const age = "update indexed_sheets set used_at = now() - interval '31 days' where sheet = 'Orders'"
    await database.asMaintenance((rows) => rows.query(age))
    assert.deepEqual(await deleteExpired(database, [expiringSheets], 30), { indexed_sheets: 1 })
    assert.deepEqual(await contents("revenue"), ["revenue new"])
  })

  it("is used when the same is indexed once more", async () => {
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    const age = "update indexed_sheets set used_at = now() - interval '31 days'"
    await database.asMaintenance((rows) => rows.query(age))
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    assert.deepEqual(await deleteExpired(database, [expiringSheets], 30), { indexed_sheets: 0 })
  })

  it("stays for as long as its workbook is stored, and goes with it", async () => {
    const stored = workbooksIn(database)
    await stored.putWorkbook(place(), "pane", { name: "Book", names: [], sheets: [] })
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    await database.asMaintenance((rows) => rows.query("update indexed_sheets set used_at = now() - interval '31 days'"))
    assert.deepEqual(await deleteExpired(database, [expiringSheets], 30), { indexed_sheets: 0 })
    await database.asMaintenance((rows) => rows.query("update workbooks set used_at = now() - interval '31 days'"))
    assert.deepEqual(await deleteExpired(database, [expiringSheets, expiringWorkbooks], 30), {
      indexed_sheets: 0,
      workbooks: 1,
    })
    assert.deepEqual(await contents("revenue"), [])
  })

  it("goes with the last chat about its workbook", async () => {
    const chats = conversationsIn(database)
    const [first, second] = [
      await chats.create(ann, { workbookId: "w1" }),
      await chats.create(ann, { workbookId: "w1" }),
    ]
    const alone = await chats.create(ann)
    const ofChat = place({ workbookId: alone.sessionId })
    await chats.create(bob, { workbookId: "w1" })
    for (const at of [place(), ofChat, place({ owner: bob })])
      await built().index(at, inOneGo(chunk("revenue")), signal)
    await chats.delete(ann, first.sessionId)
    assert.deepEqual(await contents("revenue"), ["revenue"])
    await chats.delete(ann, second.sessionId)
    await chats.delete(ann, alone.sessionId)
    assert.deepEqual(await contents("revenue"), [])
    assert.deepEqual(await contents("revenue", {}, ofChat), [])
    assert.deepEqual(await contents("revenue", {}, place({ owner: bob })), ["revenue"])
  })
}

describe("What becomes of an index over PGlite", function () {
  upkeepContract(() => openPgliteDatabase(undefined))
})

for (const user of ["url", "superuserUrl"] as const)
  describe(`What becomes of an index over PostgreSQL as ${user === "url" ? "a role of little rights" : "a superuser"}`, function () {
    let postgres: FreshPostgres | undefined
    before(function () {
      if (!hasPostgres()) this.skip()
    })
    after(() => postgres?.drop())
    // Of its own, so that it is skipped with its hooks.
    describe("with our tables", () =>
      upkeepContract(async () => {
        postgres = await freshPostgres()
        return openPgDatabase(postgres[user])
      }))
  })
