import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { startTestServer, type TestServer } from "../support/startTestServer.ts"
import { preparedMap, syncWorkbook } from "../support/syncedWorkbook.ts"

const sheetNamed = (sheetId: string, name: string, position = 0) => ({ sheetId, name, position, visibility: "visible" })
const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url")

describe("a sync that lies", () => {
  let database: Database
  let server: TestServer
  before(async () => {
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database })
    await put("w1", outline([sheetNamed("a", "A"), sheetNamed("b", "B", 1)]))
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  const outline = (sheets: readonly object[]) => ({ name: "Book1.xlsx", sheets })
  async function put(path: string, body: unknown): Promise<[status: number, detail: unknown]> {
    const reply = await server.request("PUT", `/api/workbooks/${path}`, { user: "ann", body })
    return [reply.status, reply.body["detail"]]
  }
  async function putBlock(text: string): Promise<{ hash: string; status: number }> {
    const hash = hashOf(text)
    return { hash, status: (await put(`w1/blocks/${hash}`, text))[0] }
  }
  const sheet = (usedRange: string | null, ...blocks: readonly (readonly [address: string, hash: string])[]) => ({
    usedRange,
    definitions: {},
    blocks: blocks.map(([address, hash]) => ({ address, hash })),
  })

  const outlines: Record<string, [sheets: object[], detail: string]> = {
    "one sheet twice": [[sheetNamed("a", "A"), sheetNamed("a", "B")], "sheets: must name every sheet once"],
    "two sheets of one name": [
      [sheetNamed("a", "Orders"), sheetNamed("b", "ORDERS")],
      "sheets: must have a name of its own for each sheet",
    ],
    "a position that is no position": [
      [{ ...sheetNamed("a", "A"), position: 1e15 }],
      "sheets.0.position: Too big: expected number to be <=2147483647",
    ],
    "a thousand and one sheets": [
      Array.from({ length: 1001 }, (_, i) => sheetNamed(`s${i}`, `S${i}`, i)),
      "sheets: Too big: expected array to have <=1000 items",
    ],
  }
  for (const [what, [sheets, detail]] of Object.entries(outlines))
    it(`is refused when it names ${what}`, async () =>
      assert.deepEqual(await put("w2", outline(sheets)), [400, detail]))

  it("keeps names of every script, and names that mean something to JavaScript", async () => {
    const names = ["__proto__", "constructor", "שלום", "名前🙂", "'!A1", "a\u0000b", "half \ud800"]
    await syncWorkbook(
      server,
      "ann",
      "__proto__",
      names.map((name) => ({ name, values: [["Id"], [1], [2]] })),
    )
    const map = await preparedMap(server, "ann", "__proto__")
    assert.deepEqual(
      map.sheets.map(({ name, layout }) => [name, layout?.tables.length]),
      ["__proto__", "constructor", "שלום", "名前🙂", "'!A1", "a\uFFFDb", "half \uFFFD"].map((name) => [name, 1]),
    )
  })

  it("is refused with blocks that lie across the lines, outside of what is used, or twice at one place", async () => {
    const { hash } = await putBlock('{"address":"A1:B2","values":[["a","b"],[1,2]]}')
    const detail = "blocks: must lie between the fixed lines of a sheet and inside usedRange, each of them once."
    for (const lie of [
      sheet("A1:B2", ["A1:B2", hash], ["A1:B2", hash]),
      sheet("A1:P1024", ["A1:B2", hash], ["C1:D2", hash]),
      sheet("A1:B1", ["A1:B2", hash]),
      sheet(null, ["A1:B2", hash]),
      sheet("A1:Z2", ["P1:Q2", hash]),
      sheet("A1:B2000", ["A1024:B1025", hash]),
      sheet("A:XFD", ["A:XFD", hash]),
    ])
      assert.deepEqual(await put("w1/sheets/a", lie), [400, detail], JSON.stringify(lie.blocks))
  })

  it("is refused with a block that is larger than a block, before it is read", async () => {
    for (const text of [
      JSON.stringify({ address: "A1:A1025", values: Array.from({ length: 1025 }, () => [1]) }),
      '{"address":"P1:Q1","values":[[1,2]]}',
      '{"values":[[1]],"address":"A1"}',
      '{"address":"A1","values":[[1]],"address":"B1"}',
      "[".repeat(100_000),
    ])
      assert.equal((await putBlock(text)).status, 400, text.slice(0, 40))
  })

  it("fails alone when a block holds the cells of another place than it says, and recovers with the next change", async () => {
    const told = await putBlock('{"address":"A1:B2","values":[["Id","Qty"],[1,2]]}')
    const other = await putBlock('{"address":"Q1:R2","values":[["Id","Qty"],[1,2]]}')
    assert.equal((await put("w1/sheets/a", sheet("A1:R2", ["A1:B2", told.hash], ["Q1:R2", told.hash])))[0], 200)
    assert.equal((await put("w1/sheets/b", sheet("A1:B2", ["A1:B2", told.hash])))[0], 200)
    const states = async (): Promise<unknown> => {
      for (;;) {
        const { body } = await server.request("GET", "/api/workbooks/w1", { user: "ann" })
        const sheets = body["sheets"] as { name: string; index: string; layout: { notes: string[] } | null }[]
        const found = sheets.map(({ name, index, layout }) => [name, index, layout?.notes ?? null])
        if (sheets.every(({ index }) => index === "indexed" || index === "failed")) return found
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    assert.deepEqual(await states(), [
      ["A", "failed", null],
      ["B", "indexed", []],
    ])
    assert.equal((await put("w1/sheets/a", sheet("A1:R2", ["A1:B2", told.hash], ["Q1:R2", other.hash])))[0], 200)
    assert.deepEqual(await states(), [
      ["A", "indexed", []],
      ["B", "indexed", []],
    ])
  })

  it("is refused when a small body unpacks to a huge one", async () => {
    const body = gzipSync(Buffer.alloc(100 * 1024 * 1024, 32))
    const authorization = `Bearer ${await server.token("ann")}`
    for (const path of ["w1", "w1/sheets/a", `w1/blocks/${hashOf("x")}`]) {
      const headers = { authorization, "content-type": "application/json", "content-encoding": "gzip" }
      const reply = await fetch(`${server.url}/api/workbooks/${path}`, { method: "PUT", body, headers })
      assert.equal(reply.status, 413, path)
      await reply.text()
    }
  })
})
