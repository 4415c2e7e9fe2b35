import assert from "node:assert/strict"
import { foldHistory, lostAnswer } from "../../../addin/chat/foldHistory.ts"
import { newTurn } from "../../../addin/chat/turn.ts"
import type { HistoryMessage } from "../../../shared/conversation.ts"

const createdAt = "2026-01-01T00:00:00.000Z"
const selection = { worksheet: "Orders", address: "A3:F212", rowCount: 210, columnCount: 6 }
const question = (messageId: string): HistoryMessage => ({
  role: "user",
  messageId,
  createdAt,
  content: `Question ${messageId}`,
  selection,
})
const answer = (messageId: string, ended: "well" | "badly"): HistoryMessage => ({
  role: "assistant",
  requestId: `r-${messageId}`,
  messageId,
  createdAt,
  content: `Answer ${messageId}`,
  intent: "analysis",
  steps: [{ tool: "query_range", summary: "Summed", ranges: [], durationMs: 5, ok: true }],
  summary:
    ended === "well"
      ? {
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
        }
      : null,
  error: ended === "badly" ? { code: "timeout", message: "Too slow.", retryable: true } : null,
})
const phases = (turns: readonly { messageId: string; phase: string }[]): string[] =>
  turns.map(({ messageId, phase }) => `${messageId} ${phase}`)

describe("foldHistory", () => {
  it("shows questions with what they were asked about, and their answers", () => {
    const turns = foldHistory([], [question("m1"), answer("m1", "well"), question("m2"), answer("m2", "badly")], null)
    assert.deepEqual(phases(turns), ["m1 complete", "m2 failed"])
    const [first, second] = turns
    assert.deepEqual(first?.asked, selection)
    assert.equal(first.text, "Answer m1")
    assert.deepEqual(first.steps[0], {
      toolCallId: "r-m1-0",
      tool: "query_range",
      summary: "Summed",
      ranges: [],
      durationMs: 5,
      ok: true,
    })
    assert.equal(second?.error?.message, "Too slow.")
  })

  it("keeps an unanswered question open while its turn runs, and says so when none does", () => {
    const history = [question("m1"), answer("m1", "well"), question("m2")]
    assert.deepEqual(phases(foldHistory([], history, "r9")), ["m1 complete", "m2 waiting"])
    const [, lost] = foldHistory([], history, null)
    assert.equal(lost?.phase, "failed")
    assert.equal(lost.error, lostAnswer)
  })

  it("replaces a turn that arrived in part with what is stored", () => {
    const partly = { ...newTurn("m1", "Question m1", null, "complete"), text: "Ans", incomplete: true }
    assert.equal(foldHistory([partly], [question("m1"), answer("m1", "well")], null)[0]?.text, "Answer m1")
  })

  it("leaves complete turns and questions not yet sent as they are", () => {
    const done = { ...newTurn("m1", "Question m1", null, "complete"), text: "Shown" }
    const sending = newTurn("m2", "Question m2", null, "sending")
    const turns = foldHistory([done, sending], [question("m1"), answer("m1", "well")], null)
    assert.equal(turns[0], done)
    assert.equal(turns[1], sending)
  })

  it("passes over an answer without a question", () => {
    assert.deepEqual(foldHistory([], [answer("m1", "well")], null), [])
  })
})
