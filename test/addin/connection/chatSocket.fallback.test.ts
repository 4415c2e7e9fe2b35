import assert from "node:assert/strict"
import { AppError } from "../../../shared/errors.ts"
import { established, settle, socketStage } from "./socketStage.ts"

const start = (seq: number) => ({
  type: "assistant_response_start",
  seq,
  requestId: "r1",
  messageId: "m1",
  intent: "analysis",
})
describe("ChatSocket where WebSockets do not come through", () => {
  const silent = async ({ clock }: ReturnType<typeof socketStage>): Promise<void> => {
    await clock.advance(10_000) // the handshake
    await clock.advance(1_000) // and the pause after it
  }

  it("falls back to events after two attempts that reached nobody, and stays with what works", async () => {
    const stage = socketStage()
    await settle()
    await silent(stage)
    await silent(stage)
    const { clock, lines, statuses, socket } = stage
    assert.deepEqual(
      lines.map(({ by }) => by),
      ["socket", "socket", "events"],
    )
    lines[2]!.say(established(0))
    lines[2]!.say(start(1))
    lines[2]!.break()
    await clock.advance(500)
    assert.equal(lines[3]!.by, "events")
    lines[3]!.say(established(1))
    assert.equal(statuses.at(-1)?.kind, "connected")
    assert.deepEqual(lines[3]!.sent, [{ v: 1, type: "resume", afterSeq: 1 }])
    socket.close()
  })

  it("falls back when upgrades are refused, and says what the server then says", async () => {
    const { clock, lines, statuses, socket } = socketStage()
    await settle()
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.break()
    await clock.advance(1000)
    assert.equal(lines[2]!.by, "events")
    lines[2]!.break(new AppError("not_found", "No such chat."))
    assert.deepEqual(statuses.at(-1), { kind: "failed", error: new AppError("not_found", "No such chat.") })
    socket.close()
  })

  it("falls back when nothing follows the opening", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    await clock.advance(40_500)
    lines[1]!.say(established(0))
    await clock.advance(41_000)
    assert.deepEqual(
      lines.map(({ by }) => by),
      ["socket", "socket", "events"],
    )
    socket.close()
  })

  it("falls back when the server hears nothing and hangs up, however often it was heard itself", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    for (const line of [0, 1]) {
      lines[line]!.say(established(0))
      await clock.advance(20_000)
      lines[line]!.say({ type: "heartbeat", serverTime: "2026-01-01T00:00:20.000Z" })
      await clock.advance(20_000)
      lines[line]!.break()
      await clock.advance(1_000)
    }
    assert.equal(lines[2]!.by, "events")
    socket.close()
  })

  it("stays with sockets that broke after the server had answered, or had lived for a minute", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.say(established(0))
    lines[0]!.say(start(1))
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.say(established(1))
    for (let beat = 0; beat < 3; beat++) {
      await clock.advance(20_000)
      lines[1]!.say({ type: "heartbeat", serverTime: "2026-01-01T00:00:20.000Z" })
    }
    lines[1]!.break()
    await clock.advance(500)
    lines[2]!.break()
    await clock.advance(1000)
    assert.deepEqual(
      lines.map(({ by }) => by),
      ["socket", "socket", "socket", "socket"],
    )
    socket.close()
  })

  it("does not take a lost network for a blocked socket", async () => {
    const { clock, lines, statuses, socket, loseNetwork } = socketStage()
    await settle()
    for (let attempt = 0; attempt < 3; attempt++) {
      loseNetwork()
      assert.deepEqual(statuses.at(-1), {
        kind: "reconnecting",
        attempt: attempt + 1,
        error: new AppError("offline", "This device is offline."),
      })
      await clock.advance(2_000)
    }
    assert.deepEqual(
      lines.map(({ by, closed }) => [by, closed]),
      [
        ["socket", true],
        ["socket", true],
        ["socket", true],
        ["socket", false],
      ],
    )
    socket.close()
  })
})
