import assert from "node:assert/strict"
import type { HistoryMessage } from "../../../shared/conversation.ts"
import { chatStage, says, settle } from "./chatStage.ts"

const storedQuestion: HistoryMessage = {
  role: "user",
  messageId: "old",
  createdAt: "2026-01-01T00:00:00.000Z",
  content: "Earlier?",
  selection: null,
}
const storedAnswer: HistoryMessage = {
  role: "assistant",
  requestId: "r1",
  messageId: "old",
  createdAt: "2026-01-01T00:00:01.000Z",
  content: "Stored answer",
  intent: "analysis",
  steps: [],
  summary: {
    sources: [],
    proofs: [],
    unverified: [],
    confidence: 1,
    usage: null,
    processingTimeMs: 1,
    answeredBy: "offline",
    model: null,
    notice: null,
    ended: "complete",
  },
  error: null,
}

describe("Chat", () => {
  it("starts a session when none is stored and remembers its id", async () => {
    const { chat, written } = chatStage()
    await chat.start()
    assert.deepEqual(written, ["s1"])
    assert.equal(chat.view().loading, false)
  })

  it("shows the stored session's history after a reload", async () => {
    const { chat, written } = chatStage({ stored: "s7", histories: { s7: [storedQuestion, storedAnswer] } })
    await chat.start()
    assert.deepEqual(written, ["s7"])
    assert.deepEqual(
      chat.view().turns.map(({ question, text, phase }) => [question, text, phase]),
      [["Earlier?", "Stored answer", "complete"]],
    )
  })

  it("starts a new session when the server no longer knows the stored one", async () => {
    const { chat, written } = chatStage({ stored: "gone" })
    await chat.start()
    assert.deepEqual(written, ["s1"])
  })

  it("says why it cannot start, and starts when asked again", async () => {
    const { chat, play } = chatStage({ offline: true })
    await chat.start()
    assert.equal(chat.view().problem?.code, "offline")
    play.offline = false
    chat.reconnect()
    await settle()
    assert.equal(chat.view().problem, null)
    assert.equal(chat.view().settings?.answeredBy, "offline")
  })

  it("goes on with the running turn after a reload", async () => {
    const { chat, hear, last } = chatStage({ stored: "s7", histories: { s7: [storedQuestion] } })
    await chat.start()
    assert.equal(last()?.phase, "waiting")
    hear(says.established("r1"))
    hear(says.start("old"))
    hear(says.chunk(0, "Here"))
    hear(says.complete())
    assert.deepEqual([last()?.phase, last()?.text], ["complete", "Here"])
  })

  it("says that an answer was interrupted when no turn runs after a reload", async () => {
    const { chat, hear, last } = chatStage({ stored: "s7", histories: { s7: [storedQuestion] } })
    await chat.start()
    hear(says.established(null))
    await settle()
    assert.equal(last()?.error?.message, "The answer was interrupted. The question is kept: ask it again.")
  })

  it("reads the history when a part of an answer did not arrive", async () => {
    const { chat, play, hear, last } = chatStage({ stored: "s7", histories: { s7: [storedQuestion] } })
    await chat.start()
    hear(says.start("old"))
    hear(says.chunk(3, "…of it"))
    play.histories = { s7: [storedQuestion, storedAnswer] }
    hear(says.complete())
    await settle()
    assert.deepEqual([last()?.text, last()?.incomplete], ["Stored answer", false])
  })

  it("shows the answer to a question that was asked elsewhere in this chat", async () => {
    const { chat, play, hear, last } = chatStage({ stored: "s7", histories: { s7: [] } })
    await chat.start()
    hear(says.established(null))
    play.histories = { s7: [storedQuestion] }
    hear(says.start("old"))
    await settle()
    assert.equal(last()?.phase, "waiting")
    hear(says.chunk(0, "Stored "))
    play.histories = { s7: [storedQuestion, storedAnswer] }
    hear(says.complete())
    await settle()
    assert.deepEqual([last()?.phase, last()?.text], ["complete", "Stored answer"])
    assert.equal(chat.ask("Next?", null), true)
  })

  it("leaves the old session when a new chat is started", async () => {
    const { chat, closed, written, hear } = chatStage()
    await chat.start()
    chat.ask("First?", null)
    await chat.startNewChat()
    hear(says.start("m1"))
    assert.deepEqual(closed, ["s1"])
    assert.deepEqual(written, ["s1", "s2"])
    assert.deepEqual(chat.view().turns, [])
  })

  it("opens another chat of the workbook, and is not disturbed by the one before", async () => {
    const { chat, closed, written, hear } = chatStage({ histories: { s7: [storedQuestion, storedAnswer] } })
    await chat.start()
    chat.ask("First?", null)
    await chat.openChat("s7")
    hear(says.established(null))
    assert.deepEqual([closed, written, chat.view().sessionId], [["s1"], ["s1", "s7"], "s7"])
    assert.deepEqual(
      chat.view().turns.map(({ question }) => question),
      ["Earlier?"],
    )
  })

  it("says that an answer was interrupted when another question runs after the server has died", async () => {
    const { chat, play, hear, last } = chatStage({ histories: { s1: [] } })
    await chat.start()
    chat.ask("First?", null)
    await settle()
    hear(says.start("m1"))
    hear(says.chunk(0, "Half"))
    play.histories = { s1: [{ ...storedQuestion, messageId: "m1", content: "First?" }] }
    hear(says.established("r2"))
    await settle()
    assert.deepEqual([last()?.phase, last()?.text, last()?.error?.retryable], ["failed", "Half", true])
  })

  it("finds the answer with the next connection when the history could not be read", async () => {
    const { chat, play, hear, last } = chatStage({ stored: "s7", histories: { s7: [storedQuestion] } })
    await chat.start()
    play.histories = {}
    hear(says.established(null))
    await settle()
    assert.deepEqual([last()?.phase, last()?.error?.code], ["failed", "not_found"])
    play.histories = { s7: [storedQuestion, storedAnswer] }
    hear(says.established(null))
    await settle()
    assert.deepEqual([last()?.phase, last()?.text, last()?.error], ["complete", "Stored answer", null])
  })

  it("does not show an answer with a hole as complete when the history cannot be read", async () => {
    const { chat, play, hear, last } = chatStage({ stored: "s7", histories: { s7: [storedQuestion] } })
    await chat.start()
    hear(says.start("old"))
    hear(says.chunk(3, "…of it"))
    play.histories = {}
    hear(says.complete())
    await settle()
    assert.deepEqual([last()?.phase, last()?.error?.code], ["failed", "not_found"])
    play.histories = { s7: [storedQuestion, storedAnswer] }
    hear(says.established(null))
    await settle()
    assert.deepEqual([last()?.phase, last()?.text, last()?.error], ["complete", "Stored answer", null])
  })
})
