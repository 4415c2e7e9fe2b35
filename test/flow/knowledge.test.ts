import assert from "node:assert/strict"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { knowledgeResultsSchema, collectionStatsSchema, type FoundKnowledge } from "../../shared/knowledge.ts"
import { startTestServer, type Reply, type TestServer } from "../support/startTestServer.ts"
import { preparedMap, syncWorkbook, type SyncedSheet } from "../support/syncedWorkbook.ts"
import { untilEnded, upload } from "../support/uploads.ts"

const orders: SyncedSheet = {
  name: "Orders",
  values: [
    ["Region", "Revenue"],
    ["North", 1200],
    ["South", 800],
  ],
}
const rates: SyncedSheet = {
  name: "Tax rates",
  values: [
    ["Country", "Rate"],
    ["Norway", 0.25],
    ["Malta", 0.18],
  ],
}
const manual = `# Refunds

A refund is paid within fourteen days.

# Warranty

The warranty of a bicycle ends after two years.`

describe("searching over REST", () => {
  let database: Database
  let server: TestServer
  before(async () => {
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database, analyzer: sharedAnalyzer() })
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  const post = (user: string, path: string, body: unknown): Promise<Reply> =>
    server.request("POST", `/api/knowledge/${path}`, { user, body })
  async function search(user: string, query: string, options: object = {}, path = "search") {
    const { status, body } = await post(user, path, { query, ...options })
    assert.equal(status, 200, JSON.stringify(body))
    return knowledgeResultsSchema.parse(body)
  }
  const places = (results: readonly FoundKnowledge[]): string[] =>
    [...new Set(results.map(({ workbookName, sheet }) => `${workbookName} ${sheet}`))].sort()
  async function collection(user: string, name = "Manuals"): Promise<string> {
    const { status, body } = await post(user, "collections", { name })
    assert.equal(status, 201)
    return String(body["collectionId"])
  }
  async function stats(user: string, id: string) {
    return collectionStatsSchema.parse(
      (await server.request("GET", `/api/knowledge/collections/${id}/stats`, { user })).body,
    )
  }
  async function uploaded(user: string, name: string, text: string): Promise<string> {
    const { body } = await upload(server, user, name, text)
    await untilEnded(server, user, body["fileId"])
    return String(body["fileId"])
  }
  const refused = async (user: string, path: string, body: unknown): Promise<[number, unknown]> => {
    const reply = await post(user, path, body)
    return [reply.status, reply.body["detail"]]
  }

  it("finds in synced workbooks, files and collections, with where it stands", async () => {
    await syncWorkbook(server, "ann", "w1", [orders, rates], "Book1.xlsx")
    await preparedMap(server, "ann", "w1")
    await uploaded("ann", "revenue.csv", "Month,Revenue\nMay,5\nJune,7\n")
    const id = await collection("ann")
    await post("ann", `collections/${id}/documents`, {
      documents: [{ title: "Revenue policy", text: "When revenue counts." }],
    })

    const { results, totalCount, queryTimeMs } = await search("ann", "revenue")
    assert.deepEqual(places(results), ["Book1.xlsx Orders", "Manuals Revenue policy", "revenue.csv revenue"])
    assert.ok(totalCount >= results.length && queryTimeMs > 0)
    assert.deepEqual([...new Set(results.map(({ source }) => source))].sort(), ["collection", "file", "pane"])
    const [north] = (await search("ann", "revenue of the north", { filters: { chunkTypes: ["data"] } })).results
    assert.deepEqual(
      { ...north, score: 0 },
      {
        content: `Sheet Orders, rows of table A1:B3
Row 2: Region: North; Revenue: 1,200
Row 3: Region: South; Revenue: 800`,
        score: 0,
        sheet: "Orders",
        address: "A2:B3",
        chunkType: "data",
        table: "Orders",
        snippet: {
          text: "Row 2: Region: North; Revenue: 1,200\nRow 3: Region: South; Revenue: 800",
          marks: [
            [15, 20],
            [22, 29],
            [59, 66],
          ],
        },
        workbookId: "w1",
        workbookName: "Book1.xlsx",
        source: "pane",
        outdated: false,
      },
    )
  })

  it("finds where the filters say, as much as is wanted, down to a score", async () => {
    await syncWorkbook(server, "cleo", "w1", [orders, rates], "Book1.xlsx")
    await preparedMap(server, "cleo", "w1")
    const fileId = await uploaded("cleo", "revenue.csv", "Month,Revenue\nMay,5\nJune,7\n")
    const found = async (filters: object) => places((await search("cleo", "revenue rate", { filters })).results)
    assert.deepEqual(await found({ workbookIds: ["w1"] }), ["Book1.xlsx Orders", "Book1.xlsx Tax rates"])
    assert.deepEqual(await found({ fileIds: [fileId] }), ["revenue.csv revenue"])
    assert.deepEqual(await found({ workbookIds: ["w1"], fileIds: [fileId], sheets: ["Tax rates", "revenue"] }), [
      "Book1.xlsx Tax rates",
      "revenue.csv revenue",
    ])
    assert.deepEqual(await found({ workbookIds: ["elsewhere"] }), [])
    assert.deepEqual(await found({ collectionIds: ["w2"] }), [])
    const statistics = await search("cleo", "revenue", { filters: { chunkTypes: ["statistics"] } })
    assert.deepEqual([...new Set(statistics.results.map(({ chunkType }) => chunkType))], ["statistics"])
    const one = await search("cleo", "revenue", { maxResults: 1 })
    assert.deepEqual([one.results.length, one.totalCount > 1], [1, true])
    assert.deepEqual((await search("cleo", "revenue", { similarityThreshold: 1 })).totalCount, 0)
    assert.deepEqual((await search("cleo", "…?!")).results, [])
  })

  it("finds nothing of a sheet that is not included any more, or was deleted", async () => {
    await syncWorkbook(server, "dan", "w1", [orders, rates])
    await preparedMap(server, "dan", "w1")
    assert.deepEqual(places((await search("dan", "revenue rate")).results).length, 2)
    await syncWorkbook(server, "dan", "w1", [orders])
    assert.deepEqual(places((await search("dan", "revenue rate")).results), ["Book1.xlsx Orders"])
    await server.request("DELETE", "/api/workbooks/w1", { user: "dan" })
    assert.deepEqual((await search("dan", "revenue rate")).results, [])
  })

  it("searches texts by the lines they stand on, and replaces one of the same title", async () => {
    const id = await collection("eve")
    const add = (documents: object[]) => post("eve", `collections/${id}/documents`, { documents })
    const added = await add([
      { title: "Shop", text: manual },
      { title: "Other", text: "Nothing of interest." },
    ])
    assert.equal(added.status, 201)
    assert.deepEqual(
      { ...collectionStatsSchema.parse(added.body), createdAt: "" },
      {
        collectionId: id,
        name: "Manuals",
        createdAt: "",
        documents: 2,
        files: 0,
        chunks: { total: 2, header: 0, data: 2, statistics: 0, formula: 0 },
        embedder: added.body["embedder"],
        waiting: { documents: 0, chunks: 0 },
      },
    )
    const [found] = (await search("eve", "bicycle warranty", {}, `collections/${id}/search`)).results
    assert.deepEqual([found?.sheet, found?.address, found?.source], ["Shop", "L1-L7", "collection"])
    await add([{ title: "Shop", text: "Closed on Sundays." }])
    assert.deepEqual((await search("eve", "bicycle warranty", {}, `collections/${id}/search`)).results, [])
    assert.deepEqual(places((await search("eve", "closed sundays")).results), ["Manuals Shop"])
    assert.deepEqual((await stats("eve", id)).chunks.total, 2)
  })

  it("searches files with their collection, until they are deleted", async () => {
    const id = await collection("fay")
    const inside = await uploaded("fay", "stock.csv", "Item,Stock\nBike,5\nHelmet,7\n")
    await uploaded("fay", "other.csv", "Item,Stock\nPump,1\nLamp,2\n")
    const added = await post("fay", `collections/${id}/documents`, { fileIds: [inside] })
    assert.equal(added.status, 201)
    const { files, documents, chunks } = await stats("fay", id)
    assert.deepEqual([files, documents, chunks.header, chunks.data], [1, 0, 1, 1])
    assert.deepEqual(places((await search("fay", "stock item", {}, `collections/${id}/search`)).results), [
      "stock.csv stock",
    ])
    await server.request("DELETE", `/api/files/${inside}`, { user: "fay" })
    assert.deepEqual((await search("fay", "stock item", {}, `collections/${id}/search`)).results, [])
    assert.equal((await stats("fay", id)).files, 0)
  })

  it("deletes a collection with every trace of its texts, and leaves its files", async () => {
    const id = await collection("gil")
    const fileId = await uploaded("gil", "stock.csv", "Item,Stock\nBike,5\nHelmet,7\n")
    await post("gil", `collections/${id}/documents`, { documents: [{ title: "T", text: manual }], fileIds: [fileId] })
    const path = `/api/knowledge/collections/${id}`
    assert.equal((await server.request("DELETE", path, { user: "gil" })).status, 204)
    assert.equal((await server.request("DELETE", path, { user: "gil" })).status, 404)
    assert.deepEqual(places((await search("gil", "warranty stock")).results), ["stock.csv stock"])
    const left = await database.asMaintenance((rows) =>
      rows.query(
        `select 1 from indexed_sheets where workbook_id = $1 union all select 1 from chunks where workbook_id = $1
         union all select 1 from collection_documents where collection_id = $1`,
        [id],
      ),
    )
    assert.deepEqual(left, [])
    assert.deepEqual((await server.request("GET", "/api/knowledge/collections", { user: "gil" })).body, {
      collections: [],
    })
  })

  it("indexes what a restart left, when it is told to", async () => {
    const id = await collection("hal")
    await post("hal", `collections/${id}/documents`, { documents: [{ title: "T", text: manual }] })
    // As a server that died before its job was stored leaves it.
    await database.asMaintenance((rows) => rows.query("delete from indexed_sheets where workbook_id = $1", [id]))
    assert.equal((await stats("hal", id)).waiting.documents, 1)
    assert.equal((await post("hal", `collections/${id}/reindex`, undefined)).status, 202)
    while ((await stats("hal", id)).waiting.documents > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual(places((await search("hal", "warranty")).results), ["Manuals T"])
  })

  it("keeps owners apart: another one's collections, workbooks and files are not there", async () => {
    const id = await collection("ivy")
    const fileId = await uploaded("ivy", "stock.csv", "Item,Stock\nBike,5\nHelmet,7\n")
    await post("ivy", `collections/${id}/documents`, { documents: [{ title: "T", text: manual }], fileIds: [fileId] })
    const filters = { workbookIds: ["w1"], fileIds: [fileId], collectionIds: [id] }
    assert.deepEqual((await search("joe", "warranty stock revenue")).results, [])
    assert.deepEqual((await search("joe", "warranty stock revenue", { filters })).results, [])
    const gone = "There is no such collection; it may have been deleted."
    assert.deepEqual(await refused("joe", `collections/${id}/search`, { query: "warranty" }), [404, gone])
    assert.deepEqual(await refused("joe", `collections/${id}/documents`, { fileIds: [fileId] }), [404, gone])
    assert.deepEqual(await refused("joe", `collections/${id}/reindex`, {}), [404, gone])
    for (const [method, path] of [
      ["GET", `${id}/stats`],
      ["DELETE", id],
    ] as const)
      assert.equal((await server.request(method, `/api/knowledge/collections/${path}`, { user: "joe" })).status, 404)
    const own = await collection("joe")
    assert.deepEqual(await refused("joe", `collections/${own}/documents`, { fileIds: [fileId] }), [
      404,
      "One of the files is not there; it may have been deleted. Nothing was added.",
    ])
    assert.equal((await stats("ivy", id)).documents, 1)
  })

  it("says what is wrong with a request", async () => {
    const id = await collection("kim")
    const documents = `collections/${id}/documents`
    const text = { title: "T", text: "x" }
    for (const [path, body, detail] of [
      ["search", {}, /^query: /],
      ["search", { query: "  " }, /^query: /],
      ["search", { query: "x".repeat(8001) }, /^query: /],
      ["search", { query: "x", filter: {} }, /filter/],
      ["search", { query: "x", filters: { sheet: ["A"] } }, /^filters: .*sheet/],
      ["search", { query: "x", filters: { workbookIds: [] } }, /^filters\.workbookIds: /],
      ["search", { query: "x", filters: { workbookIds: ["\0"] } }, /^filters\.workbookIds\.0: /],
      ["search", { query: "x", filters: { chunkTypes: ["cell"] } }, /^filters\.chunkTypes\.0: /],
      ["search", { query: "x", maxResults: 0 }, /^maxResults: /],
      ["search", { query: "x", maxResults: 101 }, /^maxResults: /],
      ["search", { query: "x", similarityThreshold: 2 }, /^similarityThreshold: /],
      ["collections", {}, /^name: /],
      ["collections", { name: "" }, /^name: must be 1 to 200 printable characters/],
      ["collections", { name: "a\0b" }, /^name: /],
      [documents, {}, /send documents or fileIds/],
      [documents, { documents: [text, text] }, /two have the same title/],
      [documents, { documents: [{ title: "T" }] }, /^documents\.0\.text: /],
      [documents, { documents: [{ ...text, text: "x".repeat(1_000_001) }] }, /^documents\.0\.text: /],
      [documents, { fileIds: [1] }, /^fileIds\.0: /],
    ] as const) {
      const reply = await post("kim", path, body)
      assert.equal(reply.status, 400, JSON.stringify(body).slice(0, 100))
      assert.match(String(reply.body["detail"]), detail)
    }
    for (const odd of ["%00", "no-uuid", "%F0%9F%98%80", "..%2f"])
      assert.equal(
        (await server.request("GET", `/api/knowledge/collections/${odd}/stats`, { user: "kim" })).status,
        404,
      )
    assert.equal((await stats("kim", id)).documents, 0)
  })

  it("takes texts that PostgreSQL cannot keep, blank ones, and titles like parts of programs", async () => {
    const id = await collection("lou")
    const titles = ["__proto__", "constructor", "'; drop table chunks; --", "50 % <b>"]
    const documents = titles.map((title) => ({ title, text: "warranty \0 \ud800" }))
    const added = await post("lou", `collections/${id}/documents`, {
      documents: [...documents, { title: "Blank", text: " \n\n " }],
    })
    assert.deepEqual([added.status, added.body["waiting"]], [201, { documents: 0, chunks: 0 }])
    const { results } = await search("lou", "warranty", {}, `collections/${id}/search`)
    assert.deepEqual(results.map(({ sheet }) => sheet).sort(), titles.toSorted())
    assert.deepEqual(new Set(results.map(({ content }) => content)), new Set(["warranty \ufffd \ufffd"]))
  })
})
