import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { conversationsIn, type Conversations } from "../../../server/conversation/conversations.ts"
import type { Owner } from "../../../server/auth/owner.ts"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import type { HistoryMessage } from "../../../shared/conversation.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"
import { sharedDatabase } from "../../support/startTestServer.ts"

describe("conversations in the embedded database", function () {
  let database: Database
  before(async () => {
    database = await sharedDatabase()
  })
  conversationTests(() => database)
})

describe("conversations on a PostgreSQL server", function () {
  let postgres: FreshPostgres | undefined
  let database: Database
  before(async function () {
    if (!hasPostgres()) this.skip()
    postgres = await freshPostgres()
    database = await openPgDatabase(postgres.url)
    await migrate(database)
  })
  after(async () => {
    if (!postgres) return
    await database.close()
    await postgres.drop()
  })
  conversationTests(() => database)

  it("does not bring a chat back whose answer arrives while it is being deleted", async () => {
    const chats = conversationsIn(database)
    const ann = { tenantId: "t", userId: "racing" }
    for (let round = 0; round < 20; round++) {
      const { sessionId } = await chats.create(ann)
      const [appended, deleted] = await Promise.allSettled([
        chats.append(ann, sessionId, asked("Q")),
        chats.delete(ann, sessionId),
      ])
      assert.equal(deleted.status, "fulfilled")
      if (appended.status === "rejected") assert.equal((appended.reason as { code: string }).code, "not_found")
      await assert.rejects(chats.history(ann, sessionId), { code: "not_found" })
    }
    const left = await database.asOwner(ann, ({ unscoped: rows }) => rows.query("select 1 from messages", []))
    assert.deepEqual(left, [])
  })
})

function conversationTests(open: () => Database): void {
  let chats: Conversations
  let ann: Owner
  let bob: Owner
  before(() => {
    chats = conversationsIn(open())
  })
  beforeEach(() => {
    // The database is shared by tests, owners are not.
    ann = { tenantId: "t", userId: `ann ${randomUUID()}` }
    bob = { tenantId: "t", userId: `bob ${randomUUID()}` }
  })
  const titles = async (query: { q?: string; workbookId?: string }): Promise<string[]> =>
    (await chats.list(ann, { limit: 50, ...query })).sessions.map(({ title }) => title)

  it("gives a chat its first question as its title, and counts its messages", async () => {
    const made = await chats.create(ann, { workbookId: "book 1" })
    assert.deepEqual([made.title, made.workbookId, made.messageCount], ["New chat", "book 1", 0])
    assert.equal(made.createdAt, made.updatedAt)
    await chats.append(ann, made.sessionId, asked("How much was it?"))
    await chats.append(ann, made.sessionId, asked("And now?"))
    const [listed] = (await chats.list(ann, { limit: 1 })).sessions
    assert.deepEqual([listed?.title, listed?.messageCount], ["How much was it?", 2])
  })

  it("stores a message once", async () => {
    const { sessionId } = await chats.create(ann)
    const question = asked("How much?")
    await chats.append(ann, sessionId, question)
    await chats.append(ann, sessionId, { ...question, content: "Something else" })
    assert.deepEqual(await chats.history(ann, sessionId), [question])
  })

  it("lists the last used chat first, page by page, each once", async () => {
    const made: string[] = []
    for (let index = 0; index < 7; index++) made.push((await chats.create(ann, { title: `Chat ${index}` })).sessionId)
    await chats.append(ann, made[2] ?? "", asked("Again"))
    const seen: string[][] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await chats.list(ann, { limit: 3, cursor })
      seen.push(page.sessions.map(({ title }) => title))
      cursor = page.nextCursor
    }
    assert.deepEqual(seen, [["Chat 2", "Chat 6", "Chat 5"], ["Chat 4", "Chat 3", "Chat 1"], ["Chat 0"]])
  })

  it("has no next page when the last one is just full", async () => {
    for (const title of ["a", "b"]) await chats.create(ann, { title })
    assert.equal((await chats.list(ann, { limit: 2 })).nextCursor, null)
  })

  it("lists the chats of one workbook", async () => {
    await chats.create(ann, { title: "one", workbookId: "w1" })
    await chats.create(ann, { title: "two", workbookId: "w2" })
    await chats.create(ann, { title: "none" })
    assert.deepEqual(await titles({ workbookId: "w1" }), ["one"])
    assert.deepEqual(await titles({ workbookId: "W1" }), [])
    assert.deepEqual(await titles({}), ["none", "two", "one"])
  })

  it("finds what a title or a message holds, whatever its case, and takes every character as it is", async () => {
    const found = await chats.create(ann, { title: "Margin in % of SALES" })
    await chats.append(ann, found.sessionId, asked("What about\n Übergröße_XL \\ 'n' \u0000 \ud83d?"))
    await chats.create(ann, { title: "Other" })
    for (const q of ["sales", "% of", "ÜBERGRÖSSE".replace("SS", "ß"), "e_x", "about übergr", "\\ '", "xl \\", "?"])
      assert.deepEqual(await titles({ q }), ["Margin in % of SALES"], q)
    for (const q of ["%", "_", "\\"]) assert.deepEqual(await titles({ q }), ["Margin in % of SALES"], q)
    for (const q of ["s_les", "m%n", ".*", "' or '1'='1", "messages", "content", "nothing like it"])
      assert.deepEqual(await titles({ q }), [], q)
    for (const q of ["", "  ", "\u0000"]) assert.deepEqual(await titles({ q }), ["Other", "Margin in % of SALES"], q)
  })

  it("finds nothing of another owner", async () => {
    const { sessionId } = await chats.create(bob, { title: "Secret", workbookId: "w1" })
    await chats.append(bob, sessionId, asked("Secret question"))
    assert.deepEqual(await titles({ q: "secret" }), [])
    assert.deepEqual(await titles({ workbookId: "w1" }), [])
  })

  it("renames a chat, which leaves its place in the list, and keeps the new title", async () => {
    const { sessionId } = await chats.create(ann)
    await chats.create(ann, { title: "Later" })
    assert.equal((await chats.rename(ann, sessionId, " The  plan ")).title, "The plan")
    assert.deepEqual(await titles({}), ["Later", "The plan"])
    await chats.append(ann, sessionId, asked("How much?"))
    assert.deepEqual(await titles({ q: "PLAN" }), ["The plan"])
  })

  it("deletes a chat with what was said in it; what arrives later does not bring it back", async () => {
    const { sessionId } = await chats.create(ann)
    await chats.append(ann, sessionId, asked("How much?"))
    await chats.delete(ann, sessionId)
    await assert.rejects(chats.append(ann, sessionId, asked("Late")), { code: "not_found" })
    for (const attempt of [
      chats.history(ann, sessionId),
      chats.rename(ann, sessionId, "x"),
      chats.clear(ann, sessionId),
      chats.delete(ann, sessionId),
      chats.require(ann, sessionId),
    ])
      await assert.rejects(attempt, { code: "not_found" })
    assert.deepEqual(await titles({}), [])
    assert.deepEqual(await open().asOwner(ann, ({ unscoped: rows }) => rows.query("select 1 from messages", [])), [])
  })

  it("clears what was said and keeps the chat, with its title only where the owner chose it", async () => {
    const [one, two] = [await chats.create(ann), await chats.create(ann, { title: "Mine" })]
    for (const { sessionId } of [one, two]) {
      await chats.append(ann, sessionId, asked("A secret question"))
      await chats.clear(ann, sessionId)
      assert.deepEqual(await chats.history(ann, sessionId), [])
    }
    assert.deepEqual(await titles({}), ["Mine", "New chat"])
    assert.deepEqual(await titles({ q: "secret" }), [])
    await chats.append(ann, one.sessionId, asked("Next"))
    assert.deepEqual(await titles({}), ["Next", "Mine"])
  })

  it("treats another owner's chat like one that does not exist, and leaves it as it is", async () => {
    const { sessionId } = await chats.create(bob, { title: "Bob's" })
    await chats.append(bob, sessionId, asked("Mine"))
    for (const attempt of [
      chats.history(ann, sessionId),
      chats.rename(ann, sessionId, "Ann's"),
      chats.clear(ann, sessionId),
      chats.delete(ann, sessionId),
      chats.append(ann, sessionId, asked("Forged")),
      chats.require(ann, sessionId),
    ])
      await assert.rejects(attempt, { code: "not_found" })
    assert.equal((await chats.list(bob, { limit: 1 })).sessions[0]?.title, "Bob's")
    assert.equal((await chats.history(bob, sessionId)).length, 1)
  })

  it("knows the chat that was used last", async () => {
    await assert.rejects(chats.last(ann), { code: "not_found" })
    const first = await chats.create(ann)
    await chats.create(ann)
    await chats.append(ann, first.sessionId, asked("Again"))
    assert.equal(await chats.last(ann), first.sessionId)
  })

  it("gives back every text as it came: SQL, HTML, what PostgreSQL cannot store and what looks like a pattern", async () => {
    for (const text of hostileTexts) {
      const { sessionId } = await chats.create(ann, {
        title: text,
        workbookId: text.replace(/\p{C}/gu, "").slice(0, 64),
      })
      const question = { ...asked(text), messageId: text.replace(/\p{C}/gu, "").slice(0, 64) }
      await chats.append(ann, sessionId, question)
      assert.deepEqual(await chats.history(ann, sessionId), [question], text)
      const storable = text.replace(/\p{Cs}/gu, "").trim()
      const { sessions } = await chats.list(ann, { q: text, limit: 50 })
      assert.ok(
        sessions.some((session) => session.sessionId === sessionId),
        text,
      )
      assert.equal((await chats.rename(ann, sessionId, storable)).title.length > 0, true)
      await chats.delete(ann, sessionId)
    }
    assert.deepEqual(await titles({}), [])
  })

  it("stays fast enough to search an owner's thousand chats", async () => {
    await open().asOwner(ann, async ({ unscoped: rows }) => {
      await rows.query(
        `insert into sessions (tenant_id, user_id, session_id, title, folded_title, created_at, updated_at)
         select $1, $2, 'many ' || i, 'Chat ' || i, 'chat ' || i, now(), now() from generate_series(1, 1000) as i`,
        [ann.tenantId, ann.userId],
      )
      await rows.query(
        `insert into messages (tenant_id, user_id, session_id, message_id, role, body, folded_content)
         select $1, $2, 'many ' || (i % 1000 + 1), i::text, 'user', '{}', repeat('some words ', 50) || i from generate_series(1, 10000) as i`,
        [ann.tenantId, ann.userId],
      )
    })
    // The database ends a request's statement after five seconds, which would fail this.
    assert.deepEqual(await titles({ q: "words 4711" }), ["Chat 712"])
    assert.deepEqual(await titles({ q: "not there" }), [])
  })
}

const hostileTexts = [
  "'; drop table sessions; --",
  '" or ""="',
  "$1 $2 $$ :name ?",
  "\\'; select pg_sleep(10); --",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>&amp;",
  "{{constructor.constructor('x')()}} ${7*7}",
  "%_%\\%",
  "__proto__",
  "null",
  "0",
  "\u202egnihton",
  "nul \u0000 inside",
  "half \ud83d of a pair",
  "😀👩‍👩‍👧‍👦é日本語",
  "x".repeat(190),
]

const asked = (content: string): HistoryMessage => ({
  role: "user",
  messageId: randomUUID(),
  createdAt: "2026-01-01T00:00:00.000Z",
  content,
  selection: null,
})
