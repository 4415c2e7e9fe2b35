import assert from "node:assert/strict"
import { conversationsIn } from "../../../server/conversation/conversations.ts"
import { deleteExpired } from "../../../server/conversation/retention.ts"
import { expiringSheets } from "../../../server/knowledge/index/expiringSheets.ts"
import { expiringWorkbooks, workbooksIn } from "../../../server/workbooks/storedWorkbooks.ts"
import { ann, bob, chunk, inOneGo, signal } from "../../support/indexedChunks.ts"
import { knowledgeStage, overEveryDatabase, place } from "./knowledgeStage.ts"

overEveryDatabase("What becomes of an index", (open) => {
  const stage = knowledgeStage(open)
  const { built, contents } = stage

  it("is forgotten when nobody has used it for long", async () => {
    await built().index(place(), inOneGo(chunk("revenue old")), signal, "r1")
    await built().index(place({ sheet: "Staff" }), inOneGo(chunk("revenue new", { sheet: "Staff" })), signal, "r1")
    const age = "update indexed_sheets set used_at = now() - interval '31 days' where sheet = 'Orders'"
    await stage.database.asMaintenance((rows) => rows.query(age))
    assert.deepEqual(await deleteExpired(stage.database, [expiringSheets], 30), { indexed_sheets: 1 })
    assert.deepEqual(await contents("revenue"), ["revenue new"])
  })

  it("is used when the same is indexed once more", async () => {
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    const age = "update indexed_sheets set used_at = now() - interval '31 days'"
    await stage.database.asMaintenance((rows) => rows.query(age))
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    assert.deepEqual(await deleteExpired(stage.database, [expiringSheets], 30), { indexed_sheets: 0 })
  })

  it("stays for as long as its workbook is stored, and goes with it", async () => {
    const stored = workbooksIn(stage.database)
    await stored.putWorkbook(place(), "pane", { name: "Book", names: [], sheets: [] })
    await built().index(place(), inOneGo(chunk("revenue")), signal)
    await stage.database.asMaintenance((rows) =>
      rows.query("update indexed_sheets set used_at = now() - interval '31 days'"),
    )
    assert.deepEqual(await deleteExpired(stage.database, [expiringSheets], 30), { indexed_sheets: 0 })
    await stage.database.asMaintenance((rows) =>
      rows.query("update workbooks set used_at = now() - interval '31 days'"),
    )
    assert.deepEqual(await deleteExpired(stage.database, [expiringSheets, expiringWorkbooks], 30), {
      indexed_sheets: 0,
      workbooks: 1,
    })
    assert.deepEqual(await contents("revenue"), [])
  })

  it("goes with the last chat about its workbook", async () => {
    const chats = conversationsIn(stage.database)
    const [first, second] = [
      await chats.create(ann, { workbookId: "w1" }),
      await chats.create(ann, { workbookId: "w1" }),
    ]
    const alone = await chats.create(ann)
    const ofChat = place({ workbookId: alone.sessionId })
    await chats.create(bob, { workbookId: "w1" })
    for (const at of [place(), ofChat, place({ owner: bob })])
      await built().index(at, inOneGo(chunk("revenue")), signal)
    await chats.delete(ann, first.sessionId)
    assert.deepEqual(await contents("revenue"), ["revenue"])
    await chats.delete(ann, second.sessionId)
    await chats.delete(ann, alone.sessionId)
    assert.deepEqual(await contents("revenue"), [])
    assert.deepEqual(await contents("revenue", {}, ofChat), [])
    assert.deepEqual(await contents("revenue", {}, place({ owner: bob })), ["revenue"])
  })
})
