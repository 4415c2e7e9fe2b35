import assert from "node:assert/strict"
import { conversationsIn } from "../../../../server/conversation/conversations.ts"
import { deleteExpired } from "../../../../server/conversation/retention.ts"
import type { Database } from "../../../../server/database/database.ts"
import { migrate } from "../../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../../server/database/pgliteDatabase.ts"
import { collectionsIn, type Collections } from "../../../../server/knowledge/collections/collections.ts"
import { expiringCollections } from "../../../../server/knowledge/collections/collectionStore.ts"
import { indexCollection } from "../../../../server/knowledge/collections/indexCollection.ts"
import { expiringSheets } from "../../../../server/knowledge/index/expiringSheets.ts"
import { knowledgeIn } from "../../../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../../../server/models/builtInEmbedder.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../../support/freshPostgres.ts"

const owner = { tenantId: "t", userId: "ann" }
const signal = new AbortController().signal

function collectionsContract(open: () => Promise<Database>): void {
  let database: Database
  let collections: Collections
  let sent: string[]
  before(async () => {
    database = await open()
    await migrate(database)
  })
  after(() => database.close())
  beforeEach(() => {
    sent = []
    const jobs = {
      send: async (name: string, data: object) => {
        sent.push(name)
        if ("collectionId" in data)
          await indexCollection({ database, knowledge }, place(String(data.collectionId)), signal)
      },
    }
    const knowledge = knowledgeIn({ database, embedder: builtInEmbedder, onEmbedderFailure: assert.ifError })
    collections = collectionsIn({ database, jobs, embedder: builtInEmbedder.name })
  })
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from collections", [])))

  const place = (collectionId: string) => ({ owner, collectionId })
  const indexed = (): Promise<unknown[]> =>
    database.asMaintenance((rows) => rows.query("select sheet from indexed_sheets order by sheet", []))
  async function filled(): Promise<string> {
    const { collectionId } = await collections.create(owner, "Manuals")
    const documents = ["A", "B"].map((title) => ({ title, text: `The warranty of ${title}.` }))
    await collections.add(place(collectionId), { documents, fileIds: [] })
    return collectionId
  }

  it("counts what it holds, and indexes each document once", async () => {
    const id = await filled()
    const { documents, chunks, waiting } = await collections.stats(place(id))
    assert.deepEqual([documents, chunks.total, waiting], [2, 2, { documents: 0, chunks: 0 }])
    await collections.reindex(place(id))
    assert.deepEqual(sent, ["index_collection", "index_collection", "reindex"])
    assert.equal((await collections.stats(place(id))).chunks.total, 2)
  })

  it("keeps its index for as long as it is used, also when a chat has its id for a workbook's", async () => {
    const id = await filled()
    const chats = conversationsIn(database)
    const chat = await chats.create(owner, { workbookId: id })
    await chats.delete(owner, chat.sessionId)
    const age = (table: string) =>
      database.asMaintenance((rows) => rows.query(`update ${table} set used_at = now() - interval '31 days'`, []))
    await age("indexed_sheets")
    const expiring = [expiringSheets, expiringCollections]
    assert.deepEqual(await deleteExpired(database, expiring, 30), { indexed_sheets: 0, collections: 0 })
    assert.deepEqual(await indexed(), [{ sheet: "A" }, { sheet: "B" }])
    await age("collections")
    await collections.stats(place(id))
    assert.deepEqual((await deleteExpired(database, expiring, 30))["collections"], 0, "asked for, it is used")
    await age("collections")
    assert.deepEqual((await deleteExpired(database, expiring, 30))["collections"], 1)
    assert.deepEqual(await indexed(), [])
  })

  it("leaves nothing in the index when it is deleted while it is indexed", async () => {
    const id = await filled()
    const knowledge = knowledgeIn({ database, embedder: builtInEmbedder, onEmbedderFailure: assert.ifError })
    await database.asMaintenance((rows) => rows.query("delete from indexed_sheets", []))
    const index: typeof knowledge.index = async (...asked) => {
      await collections.delete(place(id)).catch(() => undefined)
      return knowledge.index(...asked)
    }
    await indexCollection({ database, knowledge: { ...knowledge, index } }, place(id), signal)
    assert.deepEqual(await indexed(), [])
  })
}

describe("collectionsIn over PGlite", function () {
  collectionsContract(() => openPgliteDatabase(undefined))
})

describe("collectionsIn over PostgreSQL", function () {
  let postgres: FreshPostgres | undefined
  before(function () {
    if (!hasPostgres()) this.skip()
  })
  after(() => postgres?.drop())
  // Of its own, so that it is skipped with its hooks.
  describe("with our tables", () =>
    collectionsContract(async () => {
      postgres = await freshPostgres()
      return openPgDatabase(postgres.url)
    }))
})
