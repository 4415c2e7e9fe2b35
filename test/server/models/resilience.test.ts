import assert from "node:assert/strict"
import type { LanguageModel, ModelEvent } from "../../../server/models/languageModel.ts"
import { withCircuit, withRetry } from "../../../server/models/resilience.ts"
import { AppError } from "../../../shared/errors.ts"
import { scriptedModel } from "../../support/scriptedModel.ts"

const request = { messages: [], tools: [], maxOutputTokens: 10 }
const quick = { attempts: 3, pauseMs: 1, longestPauseMs: 1000 }

async function collect(model: LanguageModel, signal = new AbortController().signal): Promise<ModelEvent[]> {
  const events: ModelEvent[] = []
  for await (const event of model.stream(request, signal)) events.push(event)
  return events
}

const failing = (error: AppError): LanguageModel & { calls: number } => ({
  name: "failing",
  calls: 0,
  // eslint-disable-next-line require-yield -- it fails before it says anything
  async *stream() {
    this.calls += 1
    await Promise.resolve()
    throw error
  },
})

describe("withRetry", () => {
  it("tries again until the model answers", async () => {
    const model = scriptedModel([{ fail: "model_busy" }, { fail: "model_unavailable" }, { chunks: ["42"] }])
    const events = await collect(withRetry(model, quick))
    assert.deepEqual(events[0], { kind: "text", text: "42" })
    assert.equal(model.requests.length, 3)
  })

  it("gives up after the last attempt with the model's own error", async () => {
    const model = scriptedModel([{ fail: "model_busy" }])
    await assert.rejects(collect(withRetry(model, quick)), { code: "model_busy" })
    assert.equal(model.requests.length, 3)
  })

  it("never tries again once something was said", async () => {
    const model = scriptedModel([{ chunks: ["The "], fail: "model_unavailable" }, { chunks: ["again"] }])
    await assert.rejects(collect(withRetry(model, quick)), { code: "model_unavailable" })
    assert.equal(model.requests.length, 1)
  })

  for (const code of ["timeout", "model_output_invalid", "cancelled"] as const)
    it(`does not try again after ${code}`, async () => {
      const model = scriptedModel([{ fail: code }])
      await assert.rejects(collect(withRetry(model, quick)), { code })
      assert.equal(model.requests.length, 1)
    })

  it("does not try again with a refused key", async () => {
    const model = failing(new AppError("model_unavailable", "Refused.", { retryable: false }))
    await assert.rejects(collect(withRetry(model, quick)), { code: "model_unavailable" })
    assert.equal(model.calls, 1)
  })

  it("does not wait for a service that asks for a longer pause than allowed", async () => {
    const model = failing(new AppError("model_busy", "Later.", { retryAfterMs: 60_000 }))
    await assert.rejects(collect(withRetry(model, quick)), { code: "model_busy", retryAfterMs: 60_000 })
    assert.equal(model.calls, 1)
  })

  it("stops waiting when it is stopped", async () => {
    const stop = new AbortController()
    const model = failing(new AppError("model_busy", "Later.", { retryAfterMs: 60_000 }))
    const waiting = collect(withRetry(model, { ...quick, longestPauseMs: 90_000 }), stop.signal)
    setTimeout(() => stop.abort(), 10)
    await assert.rejects(waiting, { code: "cancelled" })
  })
})

describe("withCircuit", () => {
  it("fails at once after failures in a row, and tries again after its rest", async () => {
    let now = 1000
    const model = scriptedModel([{ fail: "model_unavailable" }, { fail: "timeout" }, { chunks: ["back"] }])
    const guarded = withCircuit(model, { failures: 2, restMs: 500, now: () => now })
    await assert.rejects(collect(guarded), { code: "model_unavailable" })
    await assert.rejects(collect(guarded), { code: "timeout" })
    await assert.rejects(collect(guarded), { code: "model_unavailable", retryAfterMs: 500 })
    assert.equal(model.requests.length, 2)
    now += 500
    assert.deepEqual((await collect(guarded))[0], { kind: "text", text: "back" })
  })

  it("forgets failures after a success", async () => {
    const model = scriptedModel([{ fail: "timeout" }, { chunks: ["ok"] }, { fail: "timeout" }, { chunks: ["ok"] }])
    const guarded = withCircuit(model, { failures: 2, restMs: 500, now: () => 0 })
    await assert.rejects(collect(guarded), { code: "timeout" })
    await collect(guarded)
    await assert.rejects(collect(guarded), { code: "timeout" })
    assert.deepEqual((await collect(guarded))[0], { kind: "text", text: "ok" })
  })

  it("does not count refusals of one question, which say nothing about the next", async () => {
    const refusing = failing(new AppError("model_unavailable", "Too long for this model.", { retryable: false }))
    const guarded = withCircuit(refusing, { failures: 1, restMs: 500, now: () => 0 })
    await assert.rejects(collect(guarded), { message: "Too long for this model." })
    await assert.rejects(collect(guarded), { message: "Too long for this model." })
    assert.equal(refusing.calls, 2)
  })

  it("does not count a busy service or a stopped answer as failures", async () => {
    const model = scriptedModel([{ fail: "model_busy" }, { fail: "cancelled" }, { chunks: ["ok"] }])
    const guarded = withCircuit(model, { failures: 1, restMs: 500, now: () => 0 })
    await assert.rejects(collect(guarded), { code: "model_busy" })
    await assert.rejects(collect(guarded), { code: "cancelled" })
    assert.deepEqual((await collect(guarded))[0], { kind: "text", text: "ok" })
  })
})
