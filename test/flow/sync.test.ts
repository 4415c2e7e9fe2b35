import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { migrate } from "../../server/database/migrate.ts"
import type { Database } from "../../server/database/database.ts"
import { startTestServer, type TestServer } from "../support/startTestServer.ts"
import { blocksOfSheet, preparedMap, syncWorkbook, type SyncedSheet } from "../support/syncedWorkbook.ts"

const orders: SyncedSheet = {
  name: "Orders",
  values: [
    ["Region", "Revenue"],
    ["West", 100],
    ["East", 50],
  ],
}
const rates: SyncedSheet = {
  name: "Rates",
  values: [
    ["Country", "Tax rate"],
    ["France", 0.2],
    ["Spain", 0.21],
  ],
  numberFormats: [["General"], ["General", "0%"], ["General", "0%"]],
}

describe("a workbook that the pane keeps in step", () => {
  let database: Database
  let server: TestServer
  before(async () => {
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database })
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  it("is looked at and indexed, and sent only once", async () => {
    assert.equal(await syncWorkbook(server, "ann", "w1", [orders, rates]), 2)
    const map = await preparedMap(server, "ann", "w1")
    assert.deepEqual(
      map.sheets.map(({ name, usedRange, layout }) => [name, usedRange, layout?.tables.map(({ address }) => address)]),
      [
        ["Orders", "A1:B3", ["A1:B3"]],
        ["Rates", "A1:B3", ["A1:B3"]],
      ],
    )
    assert.ok(map.sheets.every(({ chunkCount }) => chunkCount > 0))
    assert.equal(await syncWorkbook(server, "ann", "w1", [orders, rates]), 0)
  })

  it("sends the block of a changed cell, and none for a renamed sheet", async () => {
    await syncWorkbook(server, "ann", "w3", [orders, rates])
    const [header, , east] = orders.values
    const edited = { ...orders, values: [header ?? [], ["West", 101], east ?? []] }
    assert.equal(await syncWorkbook(server, "ann", "w3", [edited, rates]), 1)
    assert.equal(await syncWorkbook(server, "ann", "w3", [{ ...edited, name: "Sales" }, rates]), 0)
    const map = await preparedMap(server, "ann", "w3")
    assert.deepEqual(
      map.sheets.map(({ name, layout }) => [name, layout?.sum]),
      [
        ["Sales", 151],
        ["Rates", 0.41000000000000003],
      ],
    )
  })

  it("finds nothing any more of a sheet that was left out or renamed", async () => {
    await syncWorkbook(server, "ann", "w4", [orders, rates])
    await preparedMap(server, "ann", "w4")
    await syncWorkbook(server, "ann", "w4", [{ ...orders, name: "Sales" }])
    await preparedMap(server, "ann", "w4")
    const indexed = await database.asMaintenance((rows) =>
      rows.query("select sheet from indexed_sheets where workbook_id = 'w4'"),
    )
    assert.deepEqual(indexed, [{ sheet: "Sales" }])
  })

  it("takes the same workbook from two panes at once", async () => {
    await Promise.all([
      syncWorkbook(server, "ann", "w5", [orders, rates]),
      syncWorkbook(server, "ann", "w5", [orders, rates]),
    ])
    const map = await preparedMap(server, "ann", "w5")
    assert.deepEqual(
      map.sheets.map(({ name }) => name),
      ["Orders", "Rates"],
    )
  })

  it("is its owner's alone", async () => {
    await syncWorkbook(server, "ann", "w6", [orders])
    const bobs = { user: "bob" }
    assert.equal((await server.request("GET", "/api/workbooks/w6", bobs)).status, 404)
    const [block] = blocksOfSheet(orders)
    const path = `/api/workbooks/w6/blocks/${block?.hash ?? ""}`
    assert.equal((await server.request("PUT", path, { ...bobs, body: block?.text })).status, 404)
    assert.equal((await server.request("DELETE", "/api/workbooks/w6", bobs)).status, 204)
    assert.equal((await server.request("GET", "/api/workbooks/w6", { user: "ann" })).status, 200)
  })

  it("is deleted with its cells and its index", async () => {
    await syncWorkbook(server, "ann", "w7", [orders])
    await preparedMap(server, "ann", "w7")
    assert.equal((await server.request("DELETE", "/api/workbooks/w7", { user: "ann" })).status, 204)
    const left = await database.asMaintenance((rows) =>
      rows.query(
        `select 'workbook' as what from workbooks where workbook_id = 'w7'
         union all select 'sheet' from workbook_sheets where workbook_id = 'w7'
         union all select 'block' from workbook_blocks where workbook_id = 'w7'
         union all select 'index' from indexed_sheets where workbook_id = 'w7'
         union all select 'chunk' from chunks where workbook_id = 'w7'`,
      ),
    )
    assert.deepEqual(left, [])
  })

  it("refuses a block with another hash, one that is no block, and names that are none", async () => {
    await syncWorkbook(server, "ann", "w8", [orders])
    const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url")
    const put = async (hash: string, text: string): Promise<unknown> => {
      const { status, body } = await server.request("PUT", `/api/workbooks/w8/blocks/${hash}`, {
        user: "ann",
        body: text,
      })
      return [status, body["code"]]
    }
    const refused = [400, "invalid_request"]
    assert.deepEqual(await put(hashOf("{}"), '{"address":"A1","values":[[1]]}'), refused)
    for (const text of ["{}", "no JSON", '{"address":"A1","values":[[{}]]}', '{"address":"A1","values":[[1,2]]}'])
      assert.deepEqual(await put(hashOf(text), text), refused, text)
    assert.deepEqual(await put("short", "{}"), refused)
    const long = "x".repeat(65)
    assert.equal((await server.request("GET", `/api/workbooks/${long}`, { user: "ann" })).status, 400)
  })
})
