import assert from "node:assert/strict"
import type { ChunkType } from "../../../server/tables/chunks/chunk.ts"
import { knowledgeIn } from "../../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"
import type { Embedder } from "../../../server/models/embedder.ts"
import { AppError } from "../../../shared/errors.ts"
import { ann, bob, chunk, inOneGo, signal } from "../../support/indexedChunks.ts"
import { knowledgeStage, overEveryDatabase, place, whole } from "./knowledgeStage.ts"

overEveryDatabase("knowledgeIn", (open) => {
  const stage = knowledgeStage(open)
  const { knowing, built, contents } = stage

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

  it("never shows another owner's chunks, nor another workbook's", async () => {
    await built().index(place(), inOneGo(chunk("revenue of ann")), signal, "r1")
    await built().index(place({ owner: bob }), inOneGo(chunk("revenue of bob")), signal, "r1")
    await built().index(place({ workbookId: "w2" }), inOneGo(chunk("revenue elsewhere")), signal, "r1")
    assert.deepEqual(await contents("revenue"), ["revenue of ann"])
    assert.deepEqual(await contents("revenue", {}, place({ owner: bob })), ["revenue of bob"])
    const stolen = { ...place({ owner: { tenantId: "other", userId: "ann" } }) }
    assert.deepEqual(await contents("revenue", {}, stolen), [])
    assert.deepEqual(await built().revisions(stolen), new Map())
    const forgetful = await stage.database.asOwner(bob, ({ unscoped }) =>
      unscoped.query("select content from chunks", []),
    )
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
      database: stage.database,
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

  it("reads found chunks by their keys, and not all of the workbook, before anybody has analyzed the tables", async () => {
    await built().index(
      place(),
      inOneGo(...Array.from({ length: 200 }, (_, at) => chunk(`revenue ${at}`))),
      signal,
      "r1",
    )
    const plan = await stage.database.asOwner(ann, ({ unscoped }) =>
      unscoped.query<{ "QUERY PLAN": string }>(
        `explain select content from chunks where tenant_id = $1 and user_id = $2 and workbook_id = any($3::text[])
         and hash = any($4::text[])`,
        [ann.tenantId, ann.userId, ["w1"], ["a", "b"]],
      ),
    )
    assert.match(plan.map((row) => row["QUERY PLAN"]).join("\n"), /chunks_pkey/)
  })
})
