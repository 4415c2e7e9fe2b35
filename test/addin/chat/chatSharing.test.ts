import assert from "node:assert/strict"
import { asked, chatStage, content, says, settle } from "./chatStage.ts"

describe("Chat and the rest of the sheet", () => {
  it("names a shared sheet's used cells with a question about it", async () => {
    const { chat, sent } = chatStage({ shared: ["Orders"] })
    await chat.start()
    chat.ask("Total?", asked)
    await settle()
    const message = sent.at(-1)
    assert.deepEqual(message?.type === "user_message" && message.workbook, {
      id: "w1",
      sheets: [{ worksheet: "Orders", address: "A1:J213", revision: "v1" }],
    })
  })

  it("shares nothing with a question about another sheet, or about no cells", async () => {
    const { chat, sent, hear } = chatStage({ shared: ["Costs"] })
    await chat.start()
    chat.ask("Total?", asked)
    await settle()
    hear(says.start("m1"))
    hear(says.complete())
    chat.ask("Hello?", null)
    await settle()
    assert.deepEqual(
      sent.map((message) => message.type === "user_message" && message.workbook?.sheets),
      [[], []],
    )
  })

  it("remembers with the workbook what is shared", async () => {
    const { chat, shared } = chatStage({ shared: ["Costs"] })
    chat.shareSheet("Orders", true)
    chat.shareSheet("Orders", true)
    chat.shareSheet("Costs", false)
    assert.deepEqual(shared, [["Costs", "Orders"], ["Costs", "Orders"], ["Orders"]])
    assert.deepEqual(chat.view().sharedSheets, ["Orders"])
  })

  it("hands over no cell that is not shared, as soon as it no longer is", async () => {
    const { chat, sent, hear, play } = chatStage({ shared: ["Orders"] })
    play.read = (worksheet, address) => Promise.resolve({ ...content, worksheet, address })
    await chat.start()
    chat.ask("Total?", asked)
    await settle()
    hear(says.start("m1"))
    hear(says.read("read-1", { address: "C9" }))
    await settle()
    assert.equal(sent.at(-1)?.type, "range_content")
    chat.shareSheet("Orders", false)
    hear(says.read("read-2", { address: "C9" }))
    await settle()
    assert.deepEqual(sent.at(-1), {
      v: 1,
      type: "range_failed",
      readId: "read-2",
      code: "forbidden",
      message: "Orders!C9 is not shared. Turn on “Also use this sheet” to allow it.",
    })
  })

  it("reads after a reload what the running question was about, and no more", async () => {
    const question = {
      role: "user",
      messageId: "m1",
      createdAt: "2026-01-01T00:00:00.000Z",
      content: "Total?",
      selection: asked,
    } as const
    const { chat, sent, hear } = chatStage({ stored: "s7", histories: { s7: [question] } })
    await chat.start()
    hear(says.established("r1"))
    hear(says.read("read-1"))
    await settle()
    hear(says.read("read-2", { worksheet: "Salaries" }))
    await settle()
    assert.deepEqual(
      sent.map((message) => message.type),
      ["range_content", "range_failed"],
    )
  })
})
