import assert from "node:assert/strict"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const json = "application/json; charset=utf-8"
const v1 = "application/vnd.excel-chat.v1+json; charset=utf-8"

describe("the version of the interface", () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase() })
  })
  after(() => server.close())

  const accepted: [string, string][] = [
    ["*/*", json],
    ["application/*", json],
    ["application/json", json],
    ["application/json; charset=utf-8", json],
    ["application/vnd.excel-chat.v1+json", v1],
    ["application/vnd.excel-chat.v1+json; charset=UTF-8", v1],
    ["APPLICATION/VND.EXCEL-CHAT.V1+JSON", v1],
    ["application/json;q=0.5, application/vnd.excel-chat.v1+json", v1],
    ["application/json, application/vnd.excel-chat.v1+json;q=0.5", json],
    ["application/vnd.excel-chat.v2+json, application/vnd.excel-chat.v1+json;q=0.1", v1],
    ["application/vnd.excel-chat.v2+json, */*;q=0.1", json],
    ["text/html, */*;q=0.8", json],
    ["", json],
  ]
  for (const [accept, type] of accepted)
    it(`is replied as ${type} to Accept: ${accept || "(nothing)"}`, async () => {
      const reply = await server.request("GET", "/api/settings", { headers: { accept } })
      assert.deepEqual([reply.status, reply.headers.get("content-type")], [200, type])
      assert.match(reply.headers.get("vary") ?? "", /Accept(?:,|$)/)
    })

  const refused = [
    "application/vnd.excel-chat.v2+json",
    "application/vnd.excel-chat.v10+json",
    "application/vnd.excel-chat+json",
    "text/html",
    "application/json;q=0",
    "nonsense",
  ]
  for (const accept of refused)
    it(`is refused to Accept: ${accept}`, async () => {
      const reply = await server.request("GET", "/api/conversations/sessions", { user: "ann", headers: { accept } })
      assert.deepEqual(
        [reply.status, reply.body["code"], reply.headers.get("content-type")],
        [406, "not_acceptable", "application/problem+json; charset=utf-8"],
      )
    })

  it("says a problem as a problem whatever version was asked for", async () => {
    const headers = { accept: "application/vnd.excel-chat.v1+json" }
    const reply = await server.request("GET", "/api/nothing", { user: "ann", headers })
    assert.deepEqual(
      [reply.status, reply.headers.get("content-type")],
      [404, "application/problem+json; charset=utf-8"],
    )
  })
})
