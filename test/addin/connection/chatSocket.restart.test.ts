import assert from "node:assert/strict"
import type { ClientMessage } from "../../../shared/protocol.ts"
import { established, settle, socketStage } from "./socketStage.ts"

const question: ClientMessage = { v: 1, type: "user_message", messageId: "m1", content: "Total?" }
const start = (seq: number) => ({
  type: "assistant_response_start",
  seq,
  requestId: "r1",
  messageId: "m1",
  intent: "analysis",
})
const chunk = (seq: number, chunkIndex: number) => ({
  type: "assistant_response_chunk",
  seq,
  requestId: "r1",
  content: `part ${chunkIndex}`,
  chunkIndex,
})
describe("ChatSocket", () => {
  it("asks once for messages that were skipped, and goes on when the server no longer has them", async () => {
    const { lines, messages, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say(start(1))
    lines[0]!.say(chunk(4, 2))
    assert.deepEqual(lines[0]!.sent.at(-1), { v: 1, type: "resume", afterSeq: 1 })
    assert.equal(messages.length, 2)
    lines[0]!.say(chunk(4, 2))
    assert.equal(messages.length, 3)
    socket.close()
  })

  it("begins anew when the server counts from the beginning again", async () => {
    const { clock, lines, messages, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say(start(7))
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.say(established(0))
    assert.deepEqual(lines[1]!.sent, [{ v: 1, type: "resume", afterSeq: 0 }])
    lines[1]!.say({ ...start(1), requestId: "r2", messageId: "m2" })
    assert.equal(messages.at(-1)?.type, "assistant_response_start")
    socket.close()
  })

  describe("while the server restarts", () => {
    it("keeps a question that was refused for it, and asks it of the next server without a word", async () => {
      const { clock, lines, statuses, messages, socket } = socketStage()
      await settle()
      lines[0]!.say(established(0))
      socket.send(question)
      const stopping = { type: "error", code: "server_stopping", message: "Restarting.", retryable: true }
      lines[0]!.say({ ...stopping, messageId: "m1" })
      lines[0]!.break()
      await clock.advance(500)
      lines[1]!.say(established(0))
      assert.deepEqual(lines[1]!.sent, [{ v: 1, type: "resume", afterSeq: 0 }, question])
      assert.deepEqual(
        messages.map(({ type }) => type),
        ["connection_established", "connection_established"],
      )
      assert.deepEqual(statuses[2], { kind: "reconnecting", attempt: 1, error: null })
      socket.close()
    })

    it("comes back when the server says goodbye, and does not call the socket blocked", async () => {
      const { clock, lines, socket } = socketStage()
      await settle()
      for (const line of [0, 1, 2]) {
        lines[line]!.say(established(0))
        lines[line]!.say({ type: "error", code: "server_stopping", message: "Restarting.", retryable: true })
        await clock.advance(2_000)
      }
      assert.deepEqual(
        lines.map(({ by }) => by),
        ["socket", "socket", "socket", "socket"],
      )
      socket.close()
    })
  })
})
