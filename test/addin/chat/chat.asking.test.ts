import assert from "node:assert/strict"
import { AppError } from "../../../shared/errors.ts"
import { asked, chatStage, content, says, settle } from "./chatStage.ts"

/** Nothing beside the selection. */
const workbook = { id: "w1" }

describe("Chat", () => {
  it("sends a question with the cells it is about", async () => {
    const { chat, sent, last } = chatStage()
    await chat.start()
    assert.equal(chat.ask("Total?", asked), true)
    assert.equal(last()?.phase, "reading")
    await settle()
    assert.equal(last()?.phase, "sending")
    assert.deepEqual(sent, [
      { v: 1, type: "user_message", messageId: "m1", content: "Total?", selection: { ...asked, content }, workbook },
    ])
  })

  it("sends only the question when no cells are attached", async () => {
    const { chat, sent } = chatStage()
    await chat.start()
    chat.ask("Hello?", null)
    await settle()
    assert.deepEqual(sent, [{ v: 1, type: "user_message", messageId: "m1", content: "Hello?", workbook }])
  })

  it("sends only the address of a range that is too large for one message", async () => {
    const { chat, sent } = chatStage({ read: () => assert.fail("must not be read") })
    await chat.start()
    const large = { worksheet: "Orders", address: "A1:B20000", rowCount: 20_000, columnCount: 2 }
    chat.ask("Total?", large)
    await settle()
    assert.deepEqual(sent, [
      { v: 1, type: "user_message", messageId: "m1", content: "Total?", selection: large, workbook },
    ])
  })

  it("refuses a range that is too large for one question and says how large it may be", async () => {
    const { chat, sent, last } = chatStage()
    await chat.start()
    chat.ask("Total?", { worksheet: "Orders", address: "A1:B100000", rowCount: 100_000, columnCount: 2 })
    await settle()
    assert.deepEqual(sent, [])
    assert.equal(last()?.error?.code, "range_too_large")
  })

  it("takes one question at a time", async () => {
    const { chat } = chatStage()
    await chat.start()
    assert.equal(chat.ask("First?", null), true)
    assert.equal(chat.ask("Second?", null), false)
  })

  it("shows what a slow reading waits for, and can stop it before anything is sent", async () => {
    const { chat, sent, last } = chatStage({
      read: (_sheet, _address, options) =>
        new Promise((_resolve, reject) => {
          options?.onWaiting?.({ label: "Waiting for Excel", progress: null })
          options?.signal?.addEventListener("abort", () => reject(new AppError("cancelled", "Stopped.")))
        }),
    })
    await chat.start()
    chat.ask("Total?", asked)
    assert.deepEqual(last()?.waiting, { label: "Waiting for Excel", progress: null })
    chat.stop()
    await settle()
    assert.deepEqual(last()?.error, { code: "cancelled", message: "Stopped.", retryable: true })
    assert.deepEqual(sent, [])
  })

  it("withdraws a question that the server has not taken, and stops a turn that runs", async () => {
    const { chat, sent, withdrawn, hear, last } = chatStage()
    await chat.start()
    chat.ask("First?", null)
    await settle()
    chat.stop()
    assert.deepEqual(withdrawn, ["m1"])
    assert.equal(last()?.phase, "failed")
    chat.ask("Second?", null)
    await settle()
    hear(says.start("m2"))
    chat.stop()
    assert.deepEqual(sent.at(-1), { v: 1, type: "stop", requestId: "r1" })
    assert.equal(last()?.phase, "waiting")
  })

  it("stops a turn again that begins although its question was stopped", async () => {
    const { chat, sent, hear, last } = chatStage()
    await chat.start()
    chat.ask("First?", null)
    await settle()
    chat.stop()
    hear(says.start("m1"))
    assert.deepEqual(sent.at(-1), { v: 1, type: "stop", requestId: "r1" })
    assert.equal(last()?.error?.code, "cancelled")
  })

  it("hands over the cells that the running turn asks for, and its own failure to read them", async () => {
    const { chat, play, sent, hear } = chatStage()
    await chat.start()
    chat.ask("Total?", asked)
    await settle()
    hear(says.start("m1"))
    hear(says.read("read-1"))
    await settle()
    assert.deepEqual(sent.at(-1), { v: 1, type: "range_content", readId: "read-1", content })
    play.read = () => Promise.reject(new AppError("not_found", "The sheet is gone."))
    hear(says.read("read-2"))
    await settle()
    assert.deepEqual(sent.at(-1), {
      v: 1,
      type: "range_failed",
      readId: "read-2",
      code: "not_found",
      message: "The sheet is gone.",
    })
  })

  it("does not read cells for a turn that is over and merely replayed", async () => {
    const { chat, sent, hear } = chatStage()
    await chat.start()
    hear(says.established(null))
    hear(says.read("read-1", { requestId: "r-old" }))
    await settle()
    assert.deepEqual(sent, [])
  })

  it("tells the server when cells are too much for one message instead of sending them", async () => {
    const { chat, play, sent, hear } = chatStage()
    await chat.start()
    chat.ask("Total?", asked)
    await settle()
    hear(says.start("m1"))
    const values = Array.from({ length: 300 }, () => ["x".repeat(32_767)])
    play.read = () => Promise.resolve({ worksheet: "Orders", address: "A1:A300", values })
    hear(says.read("read-1"))
    await settle()
    assert.equal(sent.at(-1)?.type, "range_failed")
    assert.deepEqual(sent.at(-1), {
      v: 1,
      type: "range_failed",
      readId: "read-1",
      code: "message_too_large",
      message: "These cells hold more text than can be sent at once. Select fewer columns.",
    })
  })
})
