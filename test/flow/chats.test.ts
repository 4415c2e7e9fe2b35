import assert from "node:assert/strict"
import { historySchema, sessionListSchema, sessionSchema, type SessionList } from "../../shared/conversation.ts"
import { scriptedModel } from "../support/scriptedModel.ts"
import { steppedModel } from "../support/steppedModel.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const sessions = "/api/conversations/sessions"
const nobodys = "00000000-0000-4000-8000-000000000000"

describe("the list of chats", () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer(
      {},
      { analyzer: noAnalyzer, database: await sharedDatabase(), model: scriptedModel([{ chunks: ["Forty-two."] }]) },
    )
  })
  after(() => server.close())
  const list = async (user: string, query = ""): Promise<SessionList> => {
    const reply = await server.request("GET", `${sessions}${query}`, { user })
    assert.equal(reply.status, 200)
    return sessionListSchema.parse(reply.body)
  }

  it("creates, finds, renames, clears and deletes a chat", async () => {
    const user = "life of a chat"
    const made = await server.request("POST", sessions, { user, body: { workbookId: "Budget.xlsx 1" } })
    assert.equal(made.status, 201)
    const { sessionId } = sessionSchema.parse(made.body)
    await server.request("POST", "/api/chat", { user, body: { message: "What is the ANSWER?", sessionId } })
    const [found] = (await list(user, "?q=answer&workbookId=Budget.xlsx%201")).sessions
    assert.deepEqual([found?.sessionId, found?.title, found?.messageCount], [sessionId, "What is the ANSWER?", 2])
    assert.deepEqual((await list(user, "?q=forty-TWO")).sessions, [found])

    const renamed = await server.request("PATCH", `${sessions}/${sessionId}`, {
      user,
      body: { title: " <b>Plan</b> " },
    })
    assert.equal(renamed.status, 200)
    assert.deepEqual(renamed.body, { ...found, title: "<b>Plan</b>" })

    const cleared = await server.request("DELETE", `/api/chat/history?sessionId=${sessionId}`, { user })
    assert.deepEqual([cleared.status, cleared.body], [204, { text: "" }])
    const history = await server.request("GET", `/api/chat/history?sessionId=${sessionId}`, { user })
    assert.deepEqual(history.body, { sessionId, messages: [] })

    const deleted = await server.request("DELETE", `${sessions}/${sessionId}`, { user })
    assert.deepEqual([deleted.status, deleted.body], [204, { text: "" }])
    assert.deepEqual(await list(user), { sessions: [], nextCursor: null })
    for (const [method, path] of [
      ["GET", `${sessions}/${sessionId}/history`],
      ["GET", `/api/chat/history?sessionId=${sessionId}`],
      ["DELETE", `/api/chat/history?sessionId=${sessionId}`],
      ["DELETE", `${sessions}/${sessionId}`],
    ] as const)
      assert.equal((await server.request(method, path, { user })).status, 404, `${method} ${path}`)
  })

  it("gives a script the history of the chat it used last", async () => {
    const user = "script"
    assert.equal((await server.request("GET", "/api/chat/history", { user })).status, 404)
    await server.createSession(user)
    const chat = await server.request("POST", "/api/chat", { user, body: { message: "What is the answer?" } })
    const { sessionId } = chat.body["metadata"] as { sessionId: string }
    const history = historySchema.parse((await server.request("GET", "/api/chat/history", { user })).body)
    assert.equal(history.sessionId, sessionId)
    assert.deepEqual(
      history.messages.map(({ role, content }) => [role, content]),
      [
        ["user", "What is the answer?"],
        ["assistant", "Forty-two."],
      ],
    )
  })

  it("goes from page to page by the cursor", async () => {
    const user = "pages"
    for (const title of ["a", "b", "c"]) await server.request("POST", sessions, { user, body: { title } })
    const first = await list(user, "?limit=2")
    const second = await list(user, `?limit=2&cursor=${encodeURIComponent(String(first.nextCursor))}`)
    assert.deepEqual(
      [first, second].map((page) => page.sessions.map(({ title }) => title)),
      [["c", "b"], ["a"]],
    )
    assert.equal(second.nextCursor, null)
  })

  it("answers 404 for another owner's chat, whatever is asked of it, and leaves it as it is", async () => {
    const sessionId = await server.createSession("owner")
    for (const [method, path, body] of [
      ["GET", `${sessions}/${sessionId}/history`],
      ["PATCH", `${sessions}/${sessionId}`, { title: "Mine now" }],
      ["DELETE", `${sessions}/${sessionId}`],
      ["GET", `/api/chat/history?sessionId=${sessionId}`],
      ["DELETE", `/api/chat/history?sessionId=${sessionId}`],
    ] as const) {
      const foreign = await server.request(method, path, { user: "stranger", body })
      const missing = await server.request(method, path.replace(sessionId, nobodys), { user: "stranger", body })
      assert.equal(foreign.status, 404, `${method} ${path}`)
      assert.deepEqual({ ...foreign.body, requestId: null }, { ...missing.body, requestId: null })
    }
    assert.equal((await list("owner")).sessions[0]?.title, "New chat")
  })

  const refused: [string, string, string, unknown, number][] = [
    ["a limit of 0", "GET", `${sessions}?limit=0`, undefined, 400],
    ["a limit above 200", "GET", `${sessions}?limit=201`, undefined, 400],
    ["a limit that is no number", "GET", `${sessions}?limit=ten`, undefined, 400],
    ["a limit with a fraction", "GET", `${sessions}?limit=1.5`, undefined, 400],
    ["an empty limit", "GET", `${sessions}?limit=`, undefined, 400],
    ["two limits", "GET", `${sessions}?limit=1&limit=2`, undefined, 400],
    ["a made-up cursor", "GET", `${sessions}?cursor=abc`, undefined, 400],
    [
      "a cursor on the 30th of February",
      "GET",
      `${sessions}?cursor=2026-02-30T00:00:00.000000Z_${nobodys}`,
      undefined,
      400,
    ],
    ["a cursor in the year 0", "GET", `${sessions}?cursor=0000-01-01T00:00:00.000000Z_${nobodys}`, undefined, 400],
    ["a very long search", "GET", `${sessions}?q=${"x".repeat(201)}`, undefined, 400],
    ["a workbook's name with NUL", "GET", `${sessions}?workbookId=%00`, undefined, 400],
    ["an empty workbook's name", "POST", sessions, { workbookId: "" }, 400],
    ["a workbook's name that is too long", "POST", sessions, { workbookId: "x".repeat(65) }, 400],
    ["a workbook's name of half a pair", "POST", sessions, { workbookId: "\ud800" }, 400],
    ["a workbook's name that is no text", "POST", sessions, { workbookId: 1 }, 400],
    ["a title that is too long", "POST", sessions, { title: "x".repeat(201) }, 400],
    ["a list for a chat", "POST", sessions, [], 400],
    ["no new title", "PATCH", `${sessions}/${nobodys}`, {}, 400],
    ["a new title that nobody can see", "PATCH", `${sessions}/${nobodys}`, { title: " \u0000\u200b\ud800 " }, 400],
    ["a new title for an id with NUL", "PATCH", `${sessions}/%00`, { title: "x" }, 404],
    ["a new title for an id with a quote", "PATCH", `${sessions}/'%20or%20true--`, { title: "x" }, 404],
    ["an id with NUL", "DELETE", `${sessions}/%00`, undefined, 404],
    ["a very long id", "DELETE", `${sessions}/${"a".repeat(3000)}`, undefined, 404],
    ["an id that cannot be decoded", "DELETE", `${sessions}/%ff`, undefined, 400],
    ["clearing without saying what", "DELETE", "/api/chat/history", undefined, 400],
    ["clearing an empty id", "DELETE", "/api/chat/history?sessionId=", undefined, 404],
    ["the history of two chats", "GET", "/api/chat/history?sessionId=a&sessionId=b", undefined, 400],
    ["the history of an id with NUL", "GET", "/api/chat/history?sessionId=%00", undefined, 404],
  ]
  for (const [what, method, path, body, status] of refused)
    it(`refuses ${what} with ${status}`, async () => {
      const reply = await server.request(method, path, { user: "clumsy", body })
      assert.equal(reply.status, status)
      assert.equal(reply.headers.get("content-type"), "application/problem+json; charset=utf-8")
      assert.equal(reply.body["code"], status === 404 ? "not_found" : "invalid_request")
    })

  it("takes names that mean something to JavaScript as what they are", async () => {
    const reply = await server.request("POST", sessions, {
      user: "proto",
      body: '{"title":"__proto__","workbookId":"constructor","__proto__":{"title":"polluted"}}',
    })
    assert.deepEqual([reply.body["title"], reply.body["workbookId"]], ["__proto__", "constructor"])
    assert.equal((await list("proto", "?q=__proto__&__proto__=x&constructor=y")).sessions.length, 1)
  })
})

describe("a chat that is deleted while it is being answered", () => {
  it("does not come back: the answer and the connection end, and the chat stays gone", async () => {
    const model = steppedModel()
    const server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase(), model })
    try {
      const user = "deleting"
      const sessionId = await server.createSession(user)
      const pane = await server.connect(user, sessionId)
      pane.ask("m1", "What?")
      await model.asked(1)
      await model.say("Forty-two.")
      assert.equal((await server.request("DELETE", `${sessions}/${sessionId}`, { user })).status, 204)
      assert.equal((await pane.closed).code, 4004)
      assert.equal((await server.request("GET", `${sessions}/${sessionId}/history`, { user })).status, 404)
      assert.deepEqual((await server.request("GET", sessions, { user })).body, { sessions: [], nextCursor: null })
    } finally {
      await server.close()
    }
  })
})
