import assert from "node:assert/strict"
import type { Chunk } from "../../../server/tables/chunks/chunk.ts"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"
import type { Embedder } from "../../../server/models/embedder.ts"
import { AppError } from "../../../shared/errors.ts"
import { ann, chunk, inOneGo, signal } from "../../support/indexedChunks.ts"
import { knowledgeStage, overEveryDatabase, place, whole } from "./knowledgeStage.ts"

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

overEveryDatabase("knowledgeIn", (open) => {
  const stage = knowledgeStage(open)
  const { knowing, built, contents } = stage

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

  it("forgets sheets that were renamed or deleted, and whole workbooks", async () => {
    for (const sheet of ["Orders", "Staff"])
      await built().index(place({ sheet }), inOneGo(chunk(`revenue ${sheet}`, { sheet })), signal, "r1")
    await built().index(place({ workbookId: "w2" }), inOneGo(chunk("revenue elsewhere")), signal, "r1")
    await built().keepSheets(place(), ["Staff", "New"])
    assert.deepEqual(await contents("revenue"), ["revenue Staff"])
    await built().forget(place())
    assert.deepEqual(await contents("revenue"), [])
    assert.deepEqual(await contents("revenue", {}, place({ workbookId: "w2" })), ["revenue elsewhere"])
    const left = await stage.database.asOwner(ann, (own) =>
      own.unscoped.query("select distinct workbook_id from segments"),
    )
    assert.deepEqual(left, [{ workbook_id: "w2" }])
  })

  it("holds no word in its segments", async () => {
    await built().index(place(), inOneGo(chunk("confidential")), signal, "r1")
    const stored = await stage.database.asOwner(ann, ({ unscoped }) =>
      unscoped.query<{ body: string }>(
        "select postings as body from segment_terms union all select documents from segments union all select codes from segments",
        [],
      ),
    )
    assert.ok(stored.length >= 3)
    for (const { body } of stored) assert.ok(!Buffer.from(body, "base64").toString("latin1").includes("confid"))
  })

  it("makes few segments of many edits, and finds what is there now", async () => {
    for (let edit = 0; edit < 12; edit++)
      await built().index(
        place(),
        inOneGo(chunk("revenue kept"), chunk(`revenue ${"abcdefghijkl"[edit]}x`)),
        signal,
        `r${edit}`,
      )
    const [{ count } = { count: NaN }] = await stage.database.asOwner(ann, ({ unscoped }) =>
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
})
