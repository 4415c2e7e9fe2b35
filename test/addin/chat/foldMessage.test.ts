import assert from "node:assert/strict"
import { foldMessage } from "../../../addin/chat/foldMessage.ts"
import { newTurn, type Turn } from "../../../addin/chat/turn.ts"
import type { ServerMessage } from "../../../shared/protocol.ts"

const turn = { v: 1, seq: 1, requestId: "r1" } as const
const start: ServerMessage = { ...turn, type: "assistant_response_start", messageId: "m1", intent: "analysis" }
const chunk = (chunkIndex: number, content: string): ServerMessage => ({
  ...turn,
  type: "assistant_response_chunk",
  chunkIndex,
  content,
})
const summary = {
  sources: [{ sheet: "Orders", address: "C4:C9" }],
  proofs: [],
  unverified: [],
  confidence: 1,
  usage: null,
  processingTimeMs: 12,
  answeredBy: "offline",
  model: null,
  notice: null,
  ended: "complete",
} as const
const complete: ServerMessage = {
  ...turn,
  type: "assistant_response_complete",
  ...summary,
  sources: [...summary.sources],
  proofs: [],
  unverified: [],
}
const started = { ...turn, type: "tool_started", toolCallId: "t1", tool: "query_range", summary: "Summing" } as const
const finished = {
  ...turn,
  type: "tool_finished",
  toolCallId: "t1",
  tool: "query_range",
  summary: "Summed Revenue",
  ranges: [{ sheet: "Orders", address: "C4:C9" }],
  durationMs: 7,
  ok: true,
} satisfies ServerMessage

const asked = [newTurn("m1", "Total?", null, "sending")]
const fold = (turns: readonly Turn[], ...messages: ServerMessage[]): readonly Turn[] =>
  messages.reduce(foldMessage, turns)

describe("foldMessage", () => {
  it("folds a whole turn", () => {
    const [answered] = fold(asked, start, started, finished, chunk(0, "West "), chunk(1, "leads."), complete)
    assert.deepEqual(answered, {
      messageId: "m1",
      question: "Total?",
      asked: null,
      requestId: "r1",
      phase: "complete",
      text: "West leads.",
      nextChunk: 2,
      waiting: null,
      steps: [
        {
          toolCallId: "t1",
          tool: "query_range",
          summary: "Summed Revenue",
          ranges: [{ sheet: "Orders", address: "C4:C9" }],
          durationMs: 7,
          ok: true,
        },
      ],
      summary,
      error: null,
      incomplete: false,
    })
  })

  it("changes nothing when messages come twice", () => {
    const once = fold(asked, start, started, finished, chunk(0, "West "))
    assert.deepEqual(fold(once, start, started, finished, chunk(0, "West ")), once)
  })

  it("leaves a complete turn alone when everything is replayed after a reload", () => {
    const done = fold(asked, start, chunk(0, "West"), complete)
    assert.equal(fold(done, start, chunk(0, "West"), complete), done)
  })

  it("shows what is waited for until text comes", () => {
    const waiting: ServerMessage = {
      ...turn,
      type: "typing_indicator",
      label: "Reading Orders, 3 of 8 blocks",
      progress: 0.375,
    }
    assert.deepEqual(fold(asked, start, waiting)[0]?.waiting, {
      label: "Reading Orders, 3 of 8 blocks",
      progress: 0.375,
    })
    assert.equal(fold(asked, start, waiting, chunk(0, "x"))[0]?.waiting, null)
  })

  it("shows nothing behind a chunk that was lost, and does not take the turn for complete", () => {
    const [turnNow] = fold(asked, start, chunk(0, "a"), chunk(2, "c"), chunk(3, "d"), complete)
    assert.deepEqual([turnNow?.phase, turnNow?.text, turnNow?.incomplete], ["streaming", "a", true])
  })

  it("fails the turn that an error ends and keeps its text", () => {
    const error: ServerMessage = { ...turn, type: "error", code: "timeout", message: "Too slow.", retryable: true }
    const [failed] = fold(asked, start, chunk(0, "Half"), error)
    assert.deepEqual(
      [failed?.phase, failed?.text, failed?.error],
      ["failed", "Half", { code: "timeout", message: "Too slow.", retryable: true }],
    )
  })

  it("fails the question that was refused before it became a turn", () => {
    const refused: ServerMessage = {
      v: 1,
      type: "error",
      messageId: "m1",
      code: "rate_limited",
      message: "Wait.",
      retryable: true,
    }
    assert.equal(fold(asked, refused)[0]?.error?.code, "rate_limited")
  })

  it("ignores an error that belongs to no question, and messages of unknown turns", () => {
    const stray: ServerMessage = { v: 1, type: "error", code: "internal", message: "Hm.", retryable: true }
    assert.equal(fold(asked, stray, chunk(0, "x"), complete), asked)
  })

  it("revives a turn that was given up while its answer was still on the way", () => {
    const lost: Turn = {
      ...asked[0]!,
      requestId: "r1",
      phase: "failed",
      incomplete: true,
      error: { code: "internal", message: "", retryable: true },
    }
    const [revived] = fold([lost], chunk(0, "Here"), complete)
    assert.deepEqual(
      [revived?.phase, revived?.text, revived?.error, revived?.incomplete],
      ["complete", "Here", null, false],
    )
  })

  it("takes a turn that was given up for complete when only its end was missing, but not one with a hole", () => {
    const giveUp = (turns: readonly Turn[]): Turn[] =>
      turns.map((turnNow) => ({ ...turnNow, phase: "failed", incomplete: true }))
    const [whole] = fold(giveUp(fold(asked, start, chunk(0, "Here"))), complete)
    assert.deepEqual([whole?.phase, whole?.text, whole?.incomplete], ["complete", "Here", false])
    const [holed] = fold(giveUp(fold(asked, start, chunk(1, "re"))), complete)
    assert.deepEqual([holed?.phase, holed?.text, holed?.incomplete], ["failed", "", true])
  })
})
