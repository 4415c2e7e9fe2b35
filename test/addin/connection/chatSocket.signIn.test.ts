import assert from "node:assert/strict"
import { AppError } from "../../../shared/errors.ts"
import type { ClientMessage } from "../../../shared/protocol.ts"
import { established, settle, socketStage } from "./socketStage.ts"

const kinds = (statuses: readonly { kind: string }[]): string[] => statuses.map(({ kind }) => kind)

describe("ChatSocket while the sign-in ends", () => {
  const forMs = (signedInForMs: number) => ({ ...established(0), signedInForMs })
  const renewals = (sent: readonly ClientMessage[]) =>
    sent.flatMap((message) => (message.type === "renew" ? message.ticket : []))

  it("renews it a minute and a half before its end, again and again", async () => {
    let bought = 0
    const { clock, lines, socket } = socketStage(() => Promise.resolve(`ticket ${++bought}`))
    await settle()
    lines[0]!.say(forMs(600_000))
    const alive = async (milliseconds: number): Promise<void> => {
      for (let passed = 0; passed < milliseconds; passed += 30_000) {
        await clock.advance(30_000)
        lines[0]!.say({ type: "heartbeat", serverTime: "2026-01-01T00:00:30.000Z" })
      }
    }
    await alive(480_000)
    assert.deepEqual(renewals(lines[0]!.sent), [])
    await alive(30_000)
    assert.deepEqual(renewals(lines[0]!.sent), ["ticket 2"])
    lines[0]!.say({ type: "renewed", signedInForMs: 600_000 })
    await alive(510_000)
    assert.deepEqual(renewals(lines[0]!.sent), ["ticket 2", "ticket 3"])
    assert.equal(lines.length, 1)
    socket.close()
  })

  it("renews a short one after half of its life", async () => {
    const { clock, lines, socket } = socketStage()
    await settle()
    lines[0]!.say(forMs(30_000))
    await clock.advance(14_999)
    assert.deepEqual(renewals(lines[0]!.sent), [])
    await clock.advance(1)
    assert.deepEqual(renewals(lines[0]!.sent), ["ticket"])
    socket.close()
  })

  it("says so when the person must sign in, and renews when they have", async () => {
    let signedOut = false
    const { clock, lines, statuses, socket } = socketStage(() =>
      signedOut ? Promise.reject(new AppError("signed_out", "Sign in.")) : Promise.resolve("ticket"),
    )
    await settle()
    lines[0]!.say(forMs(30_000))
    signedOut = true
    await clock.advance(15_000)
    assert.deepEqual(statuses.at(-1), { kind: "connected", signInEnds: new AppError("signed_out", "Sign in.") })
    signedOut = false
    socket.retry()
    await clock.advance(0)
    assert.deepEqual(renewals(lines[0]!.sent), ["ticket"])
    lines[0]!.say({ type: "renewed", signedInForMs: 600_000 })
    assert.deepEqual(statuses.at(-1), { kind: "connected", signInEnds: null })
    assert.equal(lines.length, 1)
    socket.close()
  })

  it("tries again while no ticket can be had, and comes back with a new one when the server has hung up", async () => {
    let offline = false
    const { clock, lines, statuses, socket } = socketStage(() =>
      offline ? Promise.reject(new AppError("offline", "No network.")) : Promise.resolve("ticket"),
    )
    await settle()
    lines[0]!.say(forMs(30_000))
    offline = true
    await clock.advance(15_000)
    offline = false
    assert.deepEqual(renewals(lines[0]!.sent), [])
    await clock.advance(10_000)
    assert.deepEqual(renewals(lines[0]!.sent), ["ticket"])
    lines[0]!.say({ type: "error", code: "unauthenticated", message: "Your sign-in has ended.", retryable: false })
    lines[0]!.break()
    await clock.advance(500)
    lines[1]!.say(established(0))
    assert.deepEqual(kinds(statuses), ["connecting", "connected", "reconnecting", "connected"])
    socket.close()
  })

  it("gives up when the server refuses the new sign-in as well", async () => {
    const { lines, statuses, socket } = socketStage()
    await settle()
    lines[0]!.say({ type: "error", code: "unauthenticated", message: "Sign in.", retryable: false })
    assert.deepEqual(statuses.at(-1), { kind: "failed", error: new AppError("unauthenticated", "Sign in.") })
    socket.close()
  })
})
