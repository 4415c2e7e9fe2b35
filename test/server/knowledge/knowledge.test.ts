import assert from "node:assert/strict"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"
import type { Chunk, ChunkType } from "../../../server/tables/chunks/chunk.ts"
import { knowledgeIn } from "../../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"
import type { Embedder } from "../../../server/models/embedder.ts"
import { AppError } from "../../../shared/errors.ts"
import { ann, bob, chunk, inOneGo, signal } from "../../support/indexedChunks.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"

/** Counts the texts it embeds. */
function counting(embedder: Embedder): Embedder & { readonly texts: readonly string[] } {
  const texts: string[] = []
  return {
    name: embedder.name,
    texts,
    embed: (some, stop) => {
      texts.push(...some)
      return embedder.embed(some, stop)
    },
  }
}

function knowledgeContract(open: () => Promise<Database>): void {
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

  it("finds the nearest chunk first, with where it stands and what its figures are", async () => {
    const revenue = chunk("Region: West; Revenue: 1,200.40")
    await built().index(place(), inOneGo(chunk("Supplier list of the warehouse"), revenue), signal)
    const [first] = await built().search(whole(), "revenue of the west region", { limit: 5 }, signal)
    assert.ok(first && first.score > 0.3)
    assert.deepEqual(
      { ...first, score: 0 },
      {
        ...revenue,
        workbookId: "w1",
        score: 0,
        revision: null,
        snippet: {
          text: "Region: West; Revenue: 1,200.40",
          marks: [
            [0, 6],
            [8, 12],
            [14, 21],
          ],
        },
      },
    )
  })

  it("embeds and writes nothing twice", async () => {
    const embedder = counting(builtInEmbedder)
    const knowledge = knowing(embedder)
    const [a, b] = [chunk("a one"), chunk("b two")]
    assert.deepEqual((await knowledge.index(place(), inOneGo(a), signal)).written, 1)
    assert.deepEqual(await knowledge.index(place(), inOneGo(a, b), signal), {
      hashes: new Set([a.hash, b.hash]),
      written: 1,
    })
    assert.equal((await knowledge.index(place(), inOneGo(a, b), signal, "r1")).written, 0)
    assert.deepEqual(embedder.texts, ["Orders\nRegion, Amount\na one", "Orders\nRegion, Amount\nb two"])
  })

  it("forgets what a sheet no longer holds once the whole sheet was read, and not for a part of it", async () => {
    await built().index(place(), inOneGo(chunk("revenue old"), chunk("revenue kept")), signal, "r1")
    await built().index(place(), inOneGo(chunk("revenue part")), signal)
    assert.deepEqual(await contents("revenue"), ["revenue kept", "revenue old", "revenue part"])
    await built().index(place(), inOneGo(chunk("revenue kept"), chunk("revenue new")), signal, "r2")
    assert.deepEqual(await contents("revenue"), ["revenue kept", "revenue new"])
    await built().index(place(), inOneGo(), signal, "r3")
    assert.deepEqual(await contents("revenue"), [])
  })

  it("knows the revision at which each sheet was read whole, an empty one too", async () => {
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    assert.deepEqual(await built().revisions(place()), new Map())
    await built().index(place(), inOneGo(chunk("revenue")), signal, "r1")
    await built().index(place({ sheet: "Empty" }), inOneGo(), signal, "r7")
    assert.deepEqual(
      await built().revisions(place()),
      new Map([
        ["Orders", "r1"],
        ["Empty", "r7"],
      ]),
    )
    const [found] = await built().search(whole(), "revenue", { limit: 1 }, signal)
    assert.equal(found?.revision, "r1")
  })

  it("never shows another owner's chunks, nor another workbook's", async () => {
    await built().index(place(), inOneGo(chunk("revenue of ann")), signal, "r1")
    await built().index(place({ owner: bob }), inOneGo(chunk("revenue of bob")), signal, "r1")
    await built().index(place({ workbookId: "w2" }), inOneGo(chunk("revenue elsewhere")), signal, "r1")
    assert.deepEqual(await contents("revenue"), ["revenue of ann"])
    assert.deepEqual(await contents("revenue", {}, place({ owner: bob })), ["revenue of bob"])
    const stolen = { ...place({ owner: { tenantId: "other", userId: "ann" } }) }
    assert.deepEqual(await contents("revenue", {}, stolen), [])
    assert.deepEqual(await built().revisions(stolen), new Map())
    const forgetful = await database.asOwner(bob, ({ unscoped }) => unscoped.query("select content from chunks", []))
    assert.deepEqual(forgetful, [{ content: "revenue of bob" }])
  })

  it("searches the sheets, chunks and types it is told to, down to a score", async () => {
    const header = chunk("revenue header", { type: "header" })
    const elsewhere = chunk("revenue staff", { sheet: "Staff" })
    await built().index(place(), inOneGo(header, chunk("revenue rows")), signal)
    await built().index(place({ sheet: "Staff" }), inOneGo(elsewhere), signal)
    assert.deepEqual(await contents("revenue", {}, place(), ["Staff"]), ["revenue staff"])
    assert.deepEqual(await contents("revenue", { hashes: [header.hash] }, place(), []), ["revenue header"])
    assert.deepEqual(await contents("revenue", { hashes: [header.hash] }, place(), ["Staff"]), [
      "revenue header",
      "revenue staff",
    ])
    assert.deepEqual(await contents("revenue", {}, place(), []), [])
    assert.deepEqual(await contents("revenue", { chunkTypes: ["header"] satisfies ChunkType[] }), ["revenue header"])
    assert.deepEqual(await contents("revenue", { threshold: 1.01 }), [])
    assert.equal((await built().search(whole(), "revenue", { limit: 2 }, signal)).length, 2)
  })

  it("finds a misspelt title by its parts", async () => {
    const titled = chunk("some rows", { title: "Quarterly depreciation", tableAddress: "F1:G9" })
    await built().index(place(), inOneGo(titled, chunk("Staff of the year")), signal)
    assert.deepEqual(await contents("deprecation"), ["some rows"])
    assert.deepEqual(await contents("deprecation", { side: "lexical" }), [])
  })

  it("finds nothing for a query without words", async () => {
    await built().index(place(), inOneGo(chunk("—"), chunk("revenue")), signal)
    assert.deepEqual(await contents("…!?"), [])
    assert.deepEqual(await contents("revenue"), ["revenue"])
  })

  it("finds by words, and never by vectors of another embedder", async () => {
    const short: Embedder = {
      name: "short",
      embed: (texts) => Promise.resolve(texts.map(() => Float32Array.of(0.6, 0.8))),
    }
    const other = knowing(short)
    const found = async (knowledge: typeof other, query: string) =>
      (await knowledge.search(whole(), query, { limit: 5 }, signal)).length
    await built().index(place(), inOneGo(chunk("revenue")), signal, "r1")
    assert.equal(await found(other, "revenue"), 1)
    assert.equal(await found(other, "income"), 0)
    await other.index(place(), inOneGo(chunk("revenue"), chunk("turnover")), signal, "r1")
    assert.equal(await found(other, "income"), 1, "only the new one has a vector of this embedder")
    const longer = knowing({
      name: "short",
      embed: (texts) => Promise.resolve(texts.map(() => Float32Array.of(0, 0, 1))),
    })
    assert.equal(await found(longer, "income"), 0, "no error for another length")
  })

  it("is searched by words alone while the embedder fails, and says why", async () => {
    const failures: unknown[] = []
    const busy = new AppError("model_busy", "no")
    const knowledge = knowledgeIn({
      database,
      embedder: { name: builtInEmbedder.name, embed: () => Promise.reject(busy) },
      onEmbedderFailure: (error) => failures.push(error),
    })
    await built().index(place(), inOneGo(chunk("revenue"), chunk("staff")), signal, "r1")
    const found = await knowledge.search(whole(), "revenue", { limit: 5 }, signal)
    assert.deepEqual(
      found.map(({ content }) => content),
      ["revenue"],
    )
    assert.deepEqual(failures, [busy])
  })

  it("forgets sheets that were renamed or deleted, and whole workbooks", async () => {
    for (const sheet of ["Orders", "Staff"])
      await built().index(place({ sheet }), inOneGo(chunk(`revenue ${sheet}`, { sheet })), signal, "r1")
    await built().index(place({ workbookId: "w2" }), inOneGo(chunk("revenue elsewhere")), signal, "r1")
    await built().keepSheets(place(), ["Staff", "New"])
    assert.deepEqual(await contents("revenue"), ["revenue Staff"])
    await built().forget(place())
    assert.deepEqual(await contents("revenue"), [])
    assert.deepEqual(await contents("revenue", {}, place({ workbookId: "w2" })), ["revenue elsewhere"])
    const left = await database.asOwner(ann, (own) => own.unscoped.query("select distinct workbook_id from segments"))
    assert.deepEqual(left, [{ workbook_id: "w2" }])
  })

  it("holds no word in its segments", async () => {
    await built().index(place(), inOneGo(chunk("confidential")), signal, "r1")
    const stored = await database.asOwner(ann, ({ unscoped }) =>
      unscoped.query<{ body: string }>(
        "select postings as body from segment_terms union all select documents from segments union all select codes from segments",
        [],
      ),
    )
    assert.ok(stored.length >= 3)
    for (const { body } of stored) assert.ok(!Buffer.from(body, "base64").toString("latin1").includes("confid"))
  })

  it("reads found chunks by their keys, and not all of the workbook, before anybody has analyzed the tables", async () => {
    await built().index(
      place(),
      inOneGo(...Array.from({ length: 200 }, (_, at) => chunk(`revenue ${at}`))),
      signal,
      "r1",
    )
    const plan = await database.asOwner(ann, ({ unscoped }) =>
      unscoped.query<{ "QUERY PLAN": string }>(
        `explain select content from chunks where tenant_id = $1 and user_id = $2 and workbook_id = any($3::text[])
         and hash = any($4::text[])`,
        [ann.tenantId, ann.userId, ["w1"], ["a", "b"]],
      ),
    )
    assert.match(plan.map((row) => row["QUERY PLAN"]).join("\n"), /chunks_pkey/)
  })

  it("makes few segments of many edits, and finds what is there now", async () => {
    for (let edit = 0; edit < 12; edit++)
      await built().index(
        place(),
        inOneGo(chunk("revenue kept"), chunk(`revenue ${"abcdefghijkl"[edit]}x`)),
        signal,
        `r${edit}`,
      )
    const [{ count } = { count: NaN }] = await database.asOwner(ann, ({ unscoped }) =>
      unscoped.query<{ count: number }>("select count(*)::int as count from segments", []),
    )
    assert.ok(count <= 4, `${count} segments`)
    assert.deepEqual(await contents("revenue"), ["revenue kept", "revenue lx"])
    assert.deepEqual(await contents("kx", { side: "lexical" }), [])
  })

  it("lets several index one sheet at the same time", async () => {
    const chunks = Array.from({ length: 200 }, (_, at) => chunk(`revenue number ${at}`))
    const runs = [chunks, chunks.toReversed(), chunks, chunks.toReversed()]
    await Promise.all(runs.map((some) => built().index(place(), inOneGo(...some), signal, "r1")))
    assert.equal((await built().search(whole(), "revenue", { limit: 500, threshold: 0 }, signal)).length, 200)
  })

  it("keeps texts that PostgreSQL cannot, and text of SQL and HTML as text", async () => {
    const content = "revenue \0 \ud800 '; drop table chunks; -- <img src=x onerror=alert(1)>"
    const odd = chunk(content, { sheet: "O'Brien \0", columns: ["\udfff"] })
    await built().index(place({ sheet: "O'Brien \0" }), inOneGo(odd), signal, "r1")
    const [found] = await built().search(whole(place(), ["O'Brien \0"]), "revenue", { limit: 1 }, signal)
    assert.equal(found?.content, "revenue \ufffd \ufffd '; drop table chunks; -- <img src=x onerror=alert(1)>")
    assert.deepEqual(found.columns, ["\ufffd"])
    assert.equal(found.sheet, "O'Brien \ufffd")
  })

  it("stops when it is told to, and goes on from there the next time", async () => {
    const chunks = Array.from({ length: 300 }, (_, at) => chunk(`revenue number ${at}`))
    const stop = new AbortController()
    async function* stopped(): AsyncGenerator<readonly Chunk[]> {
      await Promise.resolve()
      for (let from = 0; from < 300; from += 30) {
        if (from === 210) stop.abort()
        yield chunks.slice(from, from + 30)
      }
    }
    await assert.rejects(built().index(place(), stopped(), stop.signal, "r1"), { code: "cancelled" })
    const kept = (await contents("revenue", { limit: 500, threshold: 0 })).length
    assert.ok(kept > 0 && kept <= 240, `${kept} kept`)
    assert.deepEqual(await built().revisions(place()), new Map())
    assert.equal((await built().index(place(), inOneGo(...chunks), signal, "r1")).written, 300 - kept)
  })

  it("hands on what the embedder throws, with the sheet as it was", async () => {
    await built().index(place(), inOneGo(chunk("revenue")), signal, "r1")
    const failing: Embedder = {
      name: builtInEmbedder.name,
      embed: () => Promise.reject(new AppError("model_busy", "no")),
    }
    const knowledge = knowing(failing)
    await assert.rejects(knowledge.index(place(), inOneGo(chunk("other")), signal, "r2"), { code: "model_busy" })
    assert.deepEqual(await built().revisions(place()), new Map([["Orders", "r1"]]))
    assert.deepEqual(await contents("revenue"), ["revenue"])
  })
}

describe("knowledgeIn over PGlite", function () {
  knowledgeContract(() => openPgliteDatabase(undefined))
})

for (const user of ["url", "superuserUrl"] as const)
  describe(`knowledgeIn over PostgreSQL as ${user === "url" ? "a role of little rights" : "a superuser"}`, function () {
    let postgres: FreshPostgres | undefined
    before(function () {
      if (!hasPostgres()) this.skip()
    })
    after(() => postgres?.drop())
    // Of its own, so that it is skipped with its hooks.
    describe("with our tables", () =>
      knowledgeContract(async () => {
        postgres = await freshPostgres()
        return openPgDatabase(postgres[user])
      }))
  })
