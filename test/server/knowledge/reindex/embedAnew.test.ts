import assert from "node:assert/strict"
import type { Database } from "../../../../server/database/database.ts"
import { migrate } from "../../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../../server/database/pgliteDatabase.ts"
import { makeChunk, type Chunk } from "../../../../server/tables/chunks/chunk.ts"
import { knowledgeIn } from "../../../../server/knowledge/knowledge.ts"
import { sendStale } from "../../../../server/knowledge/reindex/startReindexing.ts"
import type { Embedder } from "../../../../server/models/embedder.ts"
import { AppError } from "../../../../shared/errors.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../../support/freshPostgres.ts"

const ann = { tenantId: "t", userId: "ann" }
const bob = { tenantId: "t", userId: "bob" }
const signal = new AbortController().signal

/** Finds money for income, whatever the words are; `away` is what it takes all other texts for. */
function money(name: string, dimensions: number): Embedder & { texts: string[]; fails: boolean } {
  const embedder = {
    name,
    texts: [] as string[],
    fails: false,
    embed(texts: readonly string[]) {
      if (embedder.fails) return Promise.reject(new AppError("model_unavailable", "The service is away."))
      embedder.texts.push(...texts)
      return Promise.resolve(
        texts.map((text) => {
          const vector = new Float32Array(dimensions).fill(-0.1)
          vector[/revenue|income/.test(text) ? 0 : 1] = 1
          return vector
        }),
      )
    },
  }
  return embedder
}

const chunk = (content: string, sheet = "Orders"): Chunk =>
  makeChunk({
    type: "data",
    sheet,
    address: "A2:C9",
    tableAddress: "A1:C9",
    table: null,
    title: null,
    columns: [],
    content,
    figures: [],
  })

async function* inOneGo(...chunks: Chunk[]): AsyncGenerator<readonly Chunk[]> {
  await Promise.resolve()
  yield chunks
}

function embedAnewContract(open: () => Promise<Database>): void {
  let database: Database
  before(async () => {
    database = await open()
    await migrate(database)
  })
  after(() => database.close())
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from indexed_sheets", [])))

  const place = (workbookId = "w1", owner = ann) => ({ owner, workbookId })
  const failures: unknown[] = []
  const knowing = (embedder: Embedder) =>
    knowledgeIn({ database, embedder, onEmbedderFailure: (error) => failures.push(error) })
  const found = async (embedder: Embedder, query: string, workbookId = "w1") =>
    (await knowing(embedder).search({ owner: ann, workbooks: [{ workbookId }] }, query, { limit: 5 }, signal)).map(
      ({ content }) => content,
    )
  const embedders = () =>
    database.asMaintenance((rows) =>
      rows.query(
        `select embedder, sum(count)::int as count from (
           select embedder, count(*) from chunks group by 1 union all select embedder, sum(chunk_count) from segments group by 1
         ) e group by 1 order by 1`,
        [],
      ),
    )

  it("finds by words before and while the other embedder is at it, and by its vectors after", async () => {
    const [old, fresh] = [money("old", 8), money("fresh", 16)]
    await knowing(old).index({ ...place(), sheet: "Orders" }, inOneGo(chunk("revenue"), chunk("staff")), signal, "r1")
    assert.deepEqual(await found(old, "income"), ["revenue"])
    assert.deepEqual(await found(fresh, "income"), [])
    assert.deepEqual(await found(fresh, "revenue"), ["revenue"])
    fresh.texts.length = 0
    assert.equal(await knowing(fresh).embedAnew(place(), signal), 2)
    assert.deepEqual(await found(fresh, "income"), ["revenue"])
    assert.deepEqual(await found(old, "income"), [], "the old one has no vectors any more")
    assert.deepEqual(await found(old, "revenue"), ["revenue"])
    assert.deepEqual(await embedders(), [{ embedder: "fresh", count: 4 }])
  })

  it("compares vectors of one embedder only while half of them are new", async () => {
    const [old, fresh] = [money("old", 8), money("fresh", 8)]
    const chunks = Array.from({ length: 300 }, (_, at) => chunk(`revenue number ${at}`))
    await knowing(old).index({ ...place(), sheet: "Orders" }, inOneGo(...chunks), signal, "r1")
    const halfway: number[] = []
    await knowing(fresh).embedAnew(place(), signal, async () => {
      halfway.push((await found(old, "income")).length + (await found(fresh, "income")).length)
      const [row] = await database.asOwner(ann, ({ unscoped: rows }) =>
        rows.query<{ mixed: number }>(`select count(*)::int as mixed from chunks where embedder = 'fresh'`, []),
      )
      halfway.push(row?.mixed ?? -1)
    })
    const [atStart, none, atNext, some] = halfway
    assert.deepEqual([atStart, none, some], [5, 0, 64])
    assert.ok((atNext ?? 0) <= 5, "what is new already is not compared with the old one's query")
    assert.deepEqual(await embedders(), [{ embedder: "fresh", count: 600 }])
  })

  it("goes on where it was stopped, and embeds nothing twice", async () => {
    const [old, fresh] = [money("old", 8), money("fresh", 16)]
    const chunks = Array.from({ length: 300 }, (_, at) => chunk(`revenue number ${at}`))
    await knowing(old).index({ ...place(), sheet: "Orders" }, inOneGo(...chunks), signal, "r1")
    const stop = new AbortController()
    let batches = 0
    const pause = () => {
      if (++batches === 2) stop.abort()
      return Promise.resolve()
    }
    await assert.rejects(knowing(fresh).embedAnew(place(), stop.signal, pause), { code: "cancelled" })
    await assert.rejects(
      knowing({ ...fresh, embed: () => Promise.reject(new AppError("model_busy", "no")) }).embedAnew(place(), signal),
      { code: "model_busy" },
    )
    await knowing(fresh).embedAnew(place(), signal)
    const ours = fresh.texts.filter((text) => text.includes("number"))
    assert.deepEqual([ours.length, new Set(ours).size], [300, 300])
    assert.deepEqual(await embedders(), [{ embedder: "fresh", count: 600 }])
    assert.equal((await found(fresh, "income")).length, 5)
  })

  it("has nothing to do where all is of this embedder, nor where nothing is", async () => {
    const embedder = money("fresh", 8)
    await knowing(embedder).index({ ...place(), sheet: "Orders" }, inOneGo(chunk("revenue")), signal, "r1")
    assert.equal(await knowing(embedder).embedAnew(place(), signal), 0)
    assert.equal(await knowing(embedder).embedAnew(place("w9"), signal), 0)
  })

  it("leaves out what was deleted meanwhile, and keeps up with sheets that are indexed at the same time", async () => {
    const [old, fresh] = [money("old", 8), money("fresh", 16)]
    const sheet = { ...place(), sheet: "Orders" }
    const chunks = Array.from({ length: 300 }, (_, at) => chunk(`revenue number ${at}`))
    await knowing(old).index(sheet, inOneGo(...chunks), signal, "r1")
    let batches = 0
    await knowing(fresh).embedAnew(place(), signal, async () => {
      // The old server goes on writing; most is deleted, so that the segments are merged.
      if (++batches === 2)
        await knowing(old).index(sheet, inOneGo(...chunks.slice(0, 60), chunk("income now")), signal, "r2")
    })
    assert.deepEqual(await embedders(), [{ embedder: "fresh", count: 122 }])
    assert.deepEqual(new Set((await found(fresh, "income")).slice(0, 1)), new Set(["income now"]))
  })

  it("is sent for each workbook of anybody, once, in pages", async () => {
    const [old, fresh] = [money("old", 8), money("fresh", 16)]
    await knowing(old).index({ ...place("w1"), sheet: "A" }, inOneGo(chunk("revenue", "A")), signal, "r1")
    await knowing(old).index({ ...place("w1"), sheet: "B" }, inOneGo(chunk("revenue", "B")), signal, "r1")
    await knowing(old).index({ ...place("w1", bob), sheet: "A" }, inOneGo(chunk("revenue", "A")), signal, "r1")
    await knowing(fresh).index({ ...place("w2"), sheet: "A" }, inOneGo(chunk("revenue", "A")), signal, "r1")
    // Many others, without the work of indexing them.
    await database.asMaintenance(async (rows) => {
      await rows.query(
        `insert into indexed_sheets (tenant_id, user_id, workbook_id, sheet, used_at)
         select 't', 'cleo', 'w' || n, 'A', now() from generate_series(1, 450) n`,
        [],
      )
      await rows.query(
        `insert into segments (tenant_id, user_id, workbook_id, sheet, chunk_count, words, buckets, documents)
         select 't', 'cleo', 'w' || n, 'A', 0, '{0,0,0}', 1, '' from generate_series(1, 450) n`,
        [],
      )
    })
    const sent: string[] = []
    const jobs = {
      send: (name: string, data: object, key?: string) => {
        assert.equal(name, "reindex")
        assert.deepEqual(Object.keys(data).sort(), ["owner", "workbookId"])
        sent.push(key ?? "")
        return Promise.resolve()
      },
    }
    assert.equal(await sendStale({ database, jobs, embedder: "fresh" }, signal), 452)
    assert.deepEqual([sent.length, new Set(sent).size], [452, 452])
    assert.equal(await sendStale({ database, jobs, embedder: "fresh" }, AbortSignal.abort()), 0)
    // One without chunks is brought up to date as well.
    const cleo = { tenantId: "t", userId: "cleo" }
    await knowing(fresh).embedAnew(place("w7", cleo), signal)
    assert.equal(await sendStale({ database, jobs, embedder: "fresh" }, signal), 451)
  })
}

describe("embedding anew over PGlite", function () {
  embedAnewContract(() => openPgliteDatabase(undefined))
})

describe("embedding anew over PostgreSQL", function () {
  let postgres: FreshPostgres | undefined
  before(function () {
    if (!hasPostgres()) this.skip()
  })
  after(() => postgres?.drop())
  // Of its own, so that it is skipped with its hooks.
  describe("with our tables", () =>
    embedAnewContract(async () => {
      postgres = await freshPostgres()
      return openPgDatabase(postgres.url)
    }))
})
