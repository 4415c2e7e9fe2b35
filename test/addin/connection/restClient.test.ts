import assert from "node:assert/strict"
import { restClient } from "../../../addin/connection/restClient.ts"

const session = {
  sessionId: "s1",
  title: "New chat",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  workbookId: null,
  messageCount: 0,
}

/** A client whose requests get these replies in turn, and what it asked for. */
function stage(...replies: (() => Response)[]) {
  const requests: string[] = []
  let tokens = 1
  const get = (): Promise<string> => Promise.resolve(`token ${tokens}`)
  const token = { get, getLasting: get, forget: () => tokens++ }
  const client = restClient(token, (path, init) => {
    const headers = init?.headers as Record<string, string>
    requests.push(`${init?.method ?? ""} ${path as string} ${headers["Authorization"] ?? "open"}`)
    const reply = replies.shift()
    return reply ? Promise.resolve(reply()) : Promise.reject(new TypeError("Failed to fetch"))
  })
  return { client, requests }
}
const reply = (status: number, body: unknown) => () => Response.json(body, { status })

describe("restClient", () => {
  it("sends the token with everything but the settings", async () => {
    const settings = {
      authMode: "local",
      answeredBy: "offline",
      model: null,
      embeddedBy: null,
      cellsPerQuestion: 10,
      entra: null,
    }
    const { client, requests } = stage(reply(200, settings), reply(201, session))
    assert.deepEqual(await client.settings(), settings)
    assert.deepEqual(await client.createSession({ workbookId: "w1" }), session)
    assert.deepEqual(requests, ["GET /api/settings open", "POST /api/conversations/sessions Bearer token 1"])
  })

  it("tries once more with a fresh token after a 401", async () => {
    const { client, requests } = stage(reply(401, {}), reply(200, { ticket: "t", expiresInSeconds: 30 }))
    assert.equal(await client.ticket("s1"), "t")
    assert.deepEqual(requests, ["POST /api/ws-ticket Bearer token 1", "POST /api/ws-ticket Bearer token 2"])
  })

  it("asks to sign in after a second 401", async () =>
    assert.rejects(stage(reply(401, {}), reply(401, {})).client.ticket("s1"), { code: "unauthenticated" }))

  it("passes on the server's code and sentence", async () => {
    const problem = { type: "about:blank", title: "Not found", status: 404, detail: "No such chat.", code: "not_found" }
    await assert.rejects(stage(reply(404, problem)).client.history("s 1/x"), {
      code: "not_found",
      message: "No such chat.",
    })
  })

  it("is offline when the server does not answer", async () =>
    assert.rejects(stage().client.settings(), { code: "offline", retryable: true }))

  it("says what it can about a failure that is not ours, such as a proxy's page", async () => {
    const page = () => new Response("<h1>Bad gateway</h1>", { status: 502 })
    await assert.rejects(stage(page).client.settings(), {
      code: "internal",
      message: "The server failed (status 502). Please try again.",
    })
  })

  it("asks for a reload when the reply has another shape", async () =>
    assert.rejects(stage(reply(200, { authMode: "magic" })).client.settings(), { code: "unsupported_version" }))

  it("escapes what stands in an address", async () => {
    const { client, requests } = stage(reply(200, { sessionId: "a/b", messages: [] }))
    await client.history("a/b")
    assert.deepEqual(requests, ["GET /api/conversations/sessions/a%2Fb/history Bearer token 1"])
  })

  it("lists, renames and deletes chats", async () => {
    const list = { sessions: [session], nextCursor: null }
    const { client, requests } = stage(reply(200, list), reply(200, session), () => new Response(null, { status: 204 }))
    assert.deepEqual(await client.listSessions({ workbookId: "w 1", text: "a&b", cursor: null }), list)
    await client.renameSession("s/1", "Costs")
    await client.deleteSession("s/1")
    assert.deepEqual(requests, [
      "GET /api/conversations/sessions?workbookId=w+1&limit=30&q=a%26b Bearer token 1",
      "PATCH /api/conversations/sessions/s%2F1 Bearer token 1",
      "DELETE /api/conversations/sessions/s%2F1 Bearer token 1",
    ])
  })

  it("says that a proxy takes no message of this size", async () => {
    const page = () => new Response("<h1>Request entity too large</h1>", { status: 413 })
    await assert.rejects(stage(page).client.ticket("s1"), { code: "message_too_large" })
  })

  it("reads what is known of workbooks and files, and deletes files", async () => {
    const map = { workbookId: "w1", name: "Book.xlsx", sheets: [], names: [] }
    const { client, requests } = stage(
      reply(200, map),
      reply(200, { files: [] }),
      () => new Response(null, { status: 204 }),
    )
    assert.deepEqual(await client.workbookMap("w1"), map)
    assert.deepEqual(await client.files(), [])
    await client.deleteFile("f/1")
    assert.deepEqual(requests, [
      "GET /api/workbooks/w1 Bearer token 1",
      "GET /api/files Bearer token 1",
      "DELETE /api/files/f%2F1 Bearer token 1",
    ])
  })
})
