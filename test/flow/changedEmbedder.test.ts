import assert from "node:assert/strict"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { collectionStatsSchema, knowledgeResultsSchema } from "../../shared/knowledge.ts"
import { noAnalyzer, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { preparedMap, syncWorkbook } from "../support/syncedWorkbook.ts"
import { standIn, transformersPackage, type TransformersPackage } from "../support/transformersPackage.ts"

const user = "ann"
const orders = {
  name: "Orders",
  values: [["Region", "Revenue"], ...Array.from({ length: 900 }, (_, at) => [`R${at}`, at])],
}

describe("a server that starts with another embedder", () => {
  let database: Database
  let installed: TransformersPackage
  before(async () => {
    installed = await transformersPackage()
    installed.install(standIn)
    database = await openPgliteDatabase(undefined)
    await migrate(database)
  })
  after(async () => {
    await database.close()
    await installed.remove()
  })

  const embedders = (): Promise<unknown[]> =>
    database.asMaintenance((rows) => rows.query("select embedder from segments union select embedder from chunks", []))
  async function firstFound(server: TestServer, query: string): Promise<string | undefined> {
    const reply = await server.request("POST", "/api/knowledge/search", { user, body: { query } })
    return knowledgeResultsSchema.parse(reply.body).results[0]?.sheet
  }

  it("embeds everything anew by itself, and finds by words meanwhile", async () => {
    const first = await startTestServer({}, { database, analyzer: sharedAnalyzer() })
    await syncWorkbook(first, user, "w1", [orders])
    await preparedMap(first, user, "w1")
    const { body } = await first.request("POST", "/api/knowledge/collections", { user, body: { name: "Manuals" } })
    const path = `/api/knowledge/collections/${String(body["collectionId"])}`
    const texts = { documents: [{ title: "Shop", text: "The warranty ends after two years." }] }
    await first.request("POST", `${path}/documents`, { user, body: texts })
    await first.close()

    const embedding = { provider: "transformers", model: "Xenova/all-MiniLM-L6-v2" } as const
    const second = await startTestServer({ embedding }, { database, analyzer: noAnalyzer })
    try {
      for (;;) {
        assert.equal(await firstFound(second, "revenue"), "Orders")
        assert.equal(await firstFound(second, "warranty"), "Shop")
        const stats = await second.request("GET", `${path}/stats`, { user })
        const { embedder, waiting } = collectionStatsSchema.parse(stats.body)
        assert.equal(embedder, "transformers Xenova/all-MiniLM-L6-v2")
        if (waiting.chunks === 0 && (await embedders()).length === 1) break
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      assert.deepEqual(await embedders(), [{ embedder: "transformers Xenova/all-MiniLM-L6-v2" }])
    } finally {
      await second.close()
    }
  })
})
