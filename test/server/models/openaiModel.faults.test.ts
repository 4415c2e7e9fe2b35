import assert from "node:assert/strict"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { startScriptedModel, type ModelScript } from "../../support/scriptedModelServer.ts"
import { ask, key, outcomeOf, raw, sse } from "./openaiModelStage.ts"

describe("createOpenAiModel", () => {
  const refusals: [number, string | undefined, string, boolean, RegExp][] = [
    [401, undefined, "model_unavailable", false, /check OPENAI_API_KEY/],
    [403, undefined, "model_unavailable", false, /check OPENAI_API_KEY/],
    [404, undefined, "model_unavailable", false, /no model "gpt-test".*OPENAI_MODEL/],
    [400, undefined, "model_unavailable", false, /refused the request \(400\)/],
    [400, "context_length_exceeded", "model_unavailable", false, /too long for this model/],
    [400, "content_filter", "model_unavailable", false, /content filter/],
    [429, "insufficient_quota", "model_busy", false, /no quota left/],
    [429, undefined, "model_busy", true, /no more requests/],
    [500, undefined, "model_unavailable", true, /fault \(500\)/],
    [503, undefined, "model_unavailable", true, /fault \(503\)/],
  ]
  for (const [status, vendorCode, code, retryable, message] of refusals)
    it(`turns ${status} ${vendorCode ?? ""} into ${code} and says what to check without the key or the vendor's text`, async () => {
      const text = `Incorrect API key provided: ${key}`
      const { error } = await outcomeOf([{ kind: "refuse", status, code: vendorCode, message: text }])
      assert.equal(error?.name, "AppError")
      assert.equal(error.code, code)
      assert.equal(error.retryable, retryable)
      assert.match(error.message, message)
      assert.ok(!`${error.message} ${String(error.cause)} ${error.stack}`.includes("sk-"))
    })

  for (const [headers, milliseconds] of [
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after-ms": "250", "retry-after": "1" }, 250],
    [{}, undefined],
    [{ "retry-after": "soon" }, undefined],
  ] as const)
    it(`reads when to come back from ${JSON.stringify(headers)}`, async () => {
      const { error } = await outcomeOf([{ kind: "refuse", status: 429, headers }])
      assert.equal(error?.retryAfterMs, milliseconds)
    })

  it("says that the service cannot be reached when nothing listens there", async () => {
    const server = await startScriptedModel([])
    await server.close()
    const [outcome] = await ask(server.baseUrl)
    assert.equal(outcome?.error?.code, "model_unavailable")
    assert.equal(outcome.error.retryable, true)
    assert.match(outcome.error.message, /cannot be reached; check OPENAI_BASE_URL/)
  })

  const garbage: [string, ModelScript][] = [
    ["a web page", raw("<html><body>Sign in to the network</body></html>", "text/html")],
    ["JSON that is no stream", raw('{"choices":[{"message":{"content":"42"}}]}', "application/json")],
    ["random bytes", raw(Buffer.from([0, 255, 254, 13, 10, 10, 1, 2, 3, 10, 10]), "application/octet-stream")],
    ["events that are no JSON", raw("data: {oops\n\n")],
    ["JSON of another kind", raw(sse({ type: "response.created" }))],
    ["choices of another shape", raw(sse({ choices: [{ delta: { content: { text: "42" } } }] }))],
    ["null", raw(sse(null))],
    ["nothing", raw("")],
    ["an early end mark", raw("data: [DONE]\n\n")],
    [
      "a tool call without a name",
      raw(sse({ choices: [{ delta: { tool_calls: [{ index: 0, id: "a" }] }, finish_reason: "tool_calls" }] })),
    ],
  ]
  for (const [what, script] of garbage)
    it(`refuses ${what} as invalid output`, async () => {
      const { events, error } = await outcomeOf(script)
      assert.equal(error?.code, "model_output_invalid")
      assert.deepEqual(events, [])
    })

  it("gives what was said and then fails when the connection breaks", async () => {
    const { events, error } = await outcomeOf([{ kind: "cut", chunks: ["The total "] }])
    assert.deepEqual(events, [{ kind: "text", text: "The total " }])
    assert.equal(error?.code, "model_output_invalid")
    assert.equal(error.message, "The model's answer broke off.")
  })

  it("fails as unavailable when the service reports a fault in mid-stream", async () => {
    const body = sse(
      { choices: [{ delta: { content: "The" } }] },
      { error: { message: "overloaded", type: "server_error" } },
    )
    const { events, error } = await outcomeOf(raw(body))
    assert.equal(events.length, 1)
    assert.equal(error?.code, "model_unavailable")
  })

  it("times out when the service says nothing at all", async () => {
    const { error } = await outcomeOf([{ kind: "stall" }], 100)
    assert.equal(error?.code, "timeout")
  })

  it("notices silence also when the garbage collector runs meanwhile", async () => {
    setFlagsFromString("--expose-gc")
    const collect = runInNewContext("gc") as () => void
    const collecting = setInterval(collect, 20)
    try {
      const { error } = await outcomeOf([{ kind: "stall", chunks: ["The"] }], 400)
      assert.equal(error?.code, "timeout")
    } finally {
      clearInterval(collecting)
    }
  })

  it("times out when the service stops in mid-reply, after giving what was said", async () => {
    const { events, error } = await outcomeOf([{ kind: "stall", chunks: ["The"] }], 100)
    assert.deepEqual(events, [{ kind: "text", text: "The" }])
    assert.equal(error?.code, "timeout")
  })

  it("is patient with a trickle that takes longer in all than the silence allowed", async () => {
    const chunks = ["a", "b", "c", "d", "e"]
    const { events } = await outcomeOf([{ kind: "say", chunks, delayMs: 100 }], 400)
    assert.equal(events.map((event) => (event.kind === "text" ? event.text : "")).join(""), "abcde")
  })
})
