import assert from "node:assert/strict"
import { AppError } from "../../../shared/errors.ts"
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
const failedTurn = (seq: number) => ({
  type: "error",
  seq,
  requestId: "r1",
  code: "timeout",
  message: "Too slow.",
  retryable: true,
})

const kinds = (statuses: readonly { kind: string }[]): string[] => statuses.map(({ kind }) => kind)

describe("ChatSocket", () => {
  it("connects with a ticket and asks for everything that was kept", async () => {
    const { lines, statuses, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    assert.deepEqual(kinds(statuses), ["connecting", "connected"])
    assert.deepEqual(lines[0]!.sent, [{ v: 1, type: "resume", afterSeq: 0 }])
    socket.close()
  })

  it("reconnects after a break, resumes after the last message seen and hands none on twice", async () => {
    const { clock, lines, statuses, messages, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say(start(1))
    lines[0]!.say(chunk(2, 0))
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.say(established(3, "r1"))
    lines[1]!.say(chunk(2, 0))
    lines[1]!.say(chunk(3, 1))
    assert.deepEqual(kinds(statuses), ["connecting", "connected", "reconnecting", "connected"])
    assert.deepEqual(lines[1]!.sent, [{ v: 1, type: "resume", afterSeq: 2 }])
    assert.deepEqual(
      messages
        .filter(({ type }) => type === "assistant_response_chunk")
        .map((message) => "seq" in message && message.seq),
      [2, 3],
    )
    socket.close()
  })

  it("waits longer after each failed attempt", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.break()
    await clock.advance(499)
    assert.equal(lines.length, 1)
    await clock.advance(1)
    assert.equal(lines.length, 2)
    lines[1]!.break()
    await clock.advance(999)
    assert.equal(lines.length, 2)
    await clock.advance(1)
    assert.equal(lines.length, 3)
    socket.close()
  })

  it("sends a question again that the server had not taken, under the same id", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    socket.send(question)
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.say(established(0))
    assert.deepEqual(lines[1]!.sent, [{ v: 1, type: "resume", afterSeq: 0 }, question])
    socket.close()
  })

  it("sends a question asked while there was no connection, and not one that was taken, refused or withdrawn", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    socket.send(question)
    socket.send({ ...question, messageId: "m2" })
    socket.send({ ...question, messageId: "m3" })
    assert.equal(socket.withdraw("m3"), true)
    assert.equal(socket.withdraw("m3"), false)
    lines[0]!.say(established(0))
    assert.deepEqual(
      lines[0]!.sent.flatMap((message) => ("messageId" in message ? message.messageId : [])),
      ["m1", "m2"],
    )
    lines[0]!.say(start(1))
    lines[0]!.say({ type: "error", messageId: "m2", code: "turn_running", message: "Wait.", retryable: false })
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.say(established(1, "r1"))
    assert.deepEqual(lines[1]!.sent, [{ v: 1, type: "resume", afterSeq: 1 }])
    socket.close()
  })

  it("stops a turn that was stopped while there was no connection, before it asks the next question", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say(start(1))
    lines[0]!.break()
    socket.send({ v: 1, type: "stop", requestId: "r1" })
    socket.send({ ...question, messageId: "m2" })
    await clock.advance(500)
    lines[1]!.say(established(1, "r1"))
    assert.deepEqual(lines[1]!.sent, [
      { v: 1, type: "resume", afterSeq: 1 },
      { v: 1, type: "stop", requestId: "r1" },
      { ...question, messageId: "m2" },
    ])
    lines[1]!.break()
    await clock.advance(1000)
    lines[2]!.say(established(1, "r1"))
    assert.equal(lines[2]!.sent.filter(({ type }) => type === "stop").length, 0)
    socket.close()
  })

  it("takes a server for dead that is silent for two heartbeats", async () => {
    const { clock, lines, statuses, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    await clock.advance(30_000)
    lines[0]!.say({ type: "heartbeat", serverTime: "2026-01-01T00:00:30.000Z" })
    await clock.advance(39_999)
    assert.equal(lines[0]!.closed, false)
    await clock.advance(1)
    assert.equal(lines[0]!.closed, true)
    assert.equal(statuses.at(-1)?.kind, "reconnecting")
    socket.close()
  })

  it("gives up a handshake that the server does not answer", async () => {
    const { clock, lines, statuses, socket } = socketStage()
    await settle()
    await clock.advance(10_000)
    assert.equal(lines[0]!.closed, true)
    assert.equal(statuses.at(-1)?.kind, "reconnecting")
    socket.close()
  })

  it("acknowledges with its heartbeat what came before the running turn only, and all of it once the turn has ended", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say(start(1))
    lines[0]!.say(chunk(2, 0))
    await clock.advance(20_000)
    lines[0]!.say(failedTurn(3))
    await clock.advance(20_000)
    assert.deepEqual(
      lines[0]!.sent.filter(({ type }) => type === "heartbeat"),
      [
        { v: 1, type: "heartbeat", seq: 0 },
        { v: 1, type: "heartbeat", seq: 3 },
      ],
    )
    socket.close()
  })

  it("tries again by itself while the server cannot be reached, and at once when told to", async () => {
    let fail = true
    const { clock, lines, statuses, socket } = socketStage(() =>
      fail ? Promise.reject(new AppError("offline", "No network.")) : Promise.resolve("ticket"),
    )
    await settle()
    assert.deepEqual(kinds(statuses), ["connecting", "reconnecting"])
    await clock.advance(500)
    assert.deepEqual(kinds(statuses), ["connecting", "reconnecting", "reconnecting"])
    fail = false
    socket.retry()
    await settle()
    assert.equal(lines.length, 1)
    socket.close()
  })

  it("stops trying when signed out, until told to try again", async () => {
    let signedOut = true
    const { clock, lines, statuses, socket } = socketStage(() =>
      signedOut ? Promise.reject(new AppError("signed_out", "Sign in.")) : Promise.resolve("ticket"),
    )
    await settle()
    await clock.advance(600_000)
    assert.deepEqual(kinds(statuses), ["connecting", "failed"])
    signedOut = false
    socket.retry()
    await settle()
    assert.equal(lines.length, 1)
    socket.close()
  })

  it("does not fight with another window that has taken the chat over", async () => {
    const { clock, lines, statuses, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say({ type: "error", code: "cancelled", message: "Opened elsewhere.", retryable: false })
    lines[0]!.break()
    await clock.advance(600_000)
    assert.deepEqual(kinds(statuses), ["connecting", "connected", "failed"])
    assert.equal(lines.length, 1)
    socket.close()
  })

  it("asks for a reload when it does not understand the server", async () => {
    const { lines, statuses, socket } = socketStage()
    await settle()
    lines[0]!.say({ ...established(0), v: 2 })
    assert.deepEqual(kinds(statuses), ["connecting", "failed"])
    socket.close()
  })

  it("is silent after it was closed, also when a ticket comes late", async () => {
    let give = (_ticket: string): void => undefined
    const { clock, lines, statuses, socket } = socketStage(() => new Promise((resolve) => (give = resolve)))
    socket.close()
    give("late")
    await settle()
    await clock.advance(600_000)
    assert.equal(lines.length, 0)
    assert.deepEqual(kinds(statuses), ["connecting"])
  })
})
