import assert from "node:assert/strict"
import type { ChatQuery } from "../../../addin/chat/backend.ts"
import { ChatList } from "../../../addin/chat/chatList.ts"
import type { SessionList } from "../../../shared/conversation.ts"
import { AppError } from "../../../shared/errors.ts"
import { session } from "./chatStage.ts"

/** A list whose server gives these pages in turn; a page may be a failure. */
function stage(...pages: (SessionList | AppError | Promise<SessionList>)[]) {
  const queries: ChatQuery[] = []
  const play: { refuse?: AppError } = {}
  const answer = <T>(value: T): Promise<T> => (play.refuse ? Promise.reject(play.refuse) : Promise.resolve(value))
  const list = new ChatList(
    {
      listChats: (query) => {
        queries.push(query)
        const page = pages.shift() ?? new AppError("offline", "No network.")
        return page instanceof AppError ? Promise.reject(page) : Promise.resolve(page)
      },
      renameChat: (sessionId, title) => answer(session(sessionId, { title })),
      deleteChat: () => answer(undefined),
    },
    "w1",
  )
  const ids = (): string[] => list.view().chats.map(({ sessionId }) => sessionId)
  return { list, queries, ids, play }
}
const page = (ids: string[], nextCursor: string | null = null): SessionList => ({
  sessions: ids.map((id) => session(id, { title: `Chat ${id}` })),
  nextCursor,
})

describe("ChatList", () => {
  it("lists this workbook's chats page by page, none of them twice", async () => {
    const { list, queries, ids } = stage(page(["a", "b"], "after b"), page(["b", "c"]))
    await list.search("")
    assert.deepEqual([ids(), list.view().more], [["a", "b"], true])
    await list.more()
    assert.deepEqual([ids(), list.view().more], [["a", "b", "c"], false])
    await list.more()
    assert.deepEqual(queries, [
      { workbookId: "w1", text: "", cursor: null },
      { workbookId: "w1", text: "", cursor: "after b" },
    ])
  })

  it("leaves out chats in which nothing was asked", async () => {
    const { list, ids } = stage({ sessions: [session("a", { messageCount: 0 }), session("b")], nextCursor: null })
    await list.search("")
    assert.deepEqual(ids(), ["b"])
  })

  it("drops a late page of an earlier search, and keeps the names it has learnt", async () => {
    let late = (_page: SessionList): void => undefined
    const { list, ids } = stage(new Promise((resolve) => (late = resolve)), page(["b"]))
    const first = list.search("wes")
    await list.search("west")
    late(page(["a"]))
    await first
    assert.deepEqual([ids(), list.view().text, list.view().loading], [["b"], "west", false])
    assert.deepEqual([...list.view().titles], [["b", "Chat b"]])
  })

  it("says why nothing could be listed, and keeps what it has", async () => {
    const { list, ids } = stage(page(["a"]), new AppError("offline", "No network."))
    await list.search("")
    await list.search("west")
    assert.equal(list.view().problem?.code, "offline")
    assert.deepEqual([ids(), list.view().loading], [["a"], false])
  })

  it("renames a chat where it stands, and says why it could not", async () => {
    const { list, play } = stage(page(["a", "b"]))
    await list.search("")
    await list.rename("b", "Costs")
    assert.deepEqual(
      list.view().chats.map(({ title }) => title),
      ["Chat a", "Costs"],
    )
    assert.equal(list.view().titles.get("b"), "Costs")
    play.refuse = new AppError("storage_unavailable", "Later.")
    await list.rename("b", "Income")
    assert.equal(list.view().chats[1]?.title, "Costs")
    assert.equal(list.view().problem?.message, "Later.")
  })

  it("takes a chat off the list once it is deleted, also when it was gone already", async () => {
    const { list, ids, play } = stage(page(["a", "b", "c"]))
    await list.search("")
    assert.equal(await list.delete("a"), true)
    play.refuse = new AppError("not_found", "No such chat.")
    assert.equal(await list.delete("b"), true)
    play.refuse = new AppError("offline", "No network.")
    assert.equal(await list.delete("c"), false)
    assert.deepEqual([ids(), list.view().problem?.code], [["c"], "offline"])
  })
})
