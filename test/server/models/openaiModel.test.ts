import assert from "node:assert/strict"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { createOpenAiModel } from "../../../server/models/openaiModel.ts"
import type { ModelEvent, ModelRequest } from "../../../server/models/languageModel.ts"
import type { AppError } from "../../../shared/errors.ts"
import { startScriptedModel, type ModelScript, type ScriptedModelServer } from "../../support/scriptedModelServer.ts"

const key = "sk-very-secret-key"
const tool = { name: "query_range", description: "Asks.", parameters: { type: "object", properties: {} } }
const request: ModelRequest = {
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Total?" },
    { role: "assistant", content: "", toolCalls: [{ id: "call_1", name: "query_range", arguments: "{}" }] },
    { role: "tool", toolCallId: "call_1", content: '{"rows":[]}' },
  ],
  tools: [tool],
  maxOutputTokens: 300,
}

interface Outcome {
  readonly events: ModelEvent[]
  readonly error: AppError | undefined
}

async function ask(baseUrl: string, { idleTimeoutMs = 5000, times = 1 } = {}): Promise<Outcome[]> {
  const model = createOpenAiModel({ provider: "openai", apiKey: key, baseUrl, model: "gpt-test", idleTimeoutMs })
  const outcomes: Outcome[] = []
  for (let time = 0; time < times; time++) {
    const events: ModelEvent[] = []
    let error: AppError | undefined
    try {
      for await (const event of model.stream(request, new AbortController().signal)) events.push(event)
    } catch (thrown) {
      error = thrown as AppError
    }
    outcomes.push({ events, error })
  }
  return outcomes
}

async function against<T>(script: ModelScript, work: (server: ScriptedModelServer) => Promise<T>): Promise<T> {
  const server = await startScriptedModel(script)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

const outcomeOf = async (script: ModelScript, idleTimeoutMs?: number): Promise<Outcome> => {
  const [outcome] = await against(script, ({ baseUrl }) => ask(baseUrl, { idleTimeoutMs }))
  assert.ok(outcome)
  return outcome
}

const sse = (...chunks: unknown[]): string => chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")
const raw = (body: string | Buffer, contentType = "text/event-stream") => [{ kind: "raw", contentType, body }] as const

describe("createOpenAiModel", () => {
  it("asks in the chat completions protocol, with the key, the tools and usage", async () => {
    await against([{ kind: "say", chunks: ["0"] }], async (server) => {
      await ask(server.baseUrl)
      assert.equal(server.requests[0]?.path, "/v1/chat/completions")
      assert.equal(server.requests[0].headers.authorization, `Bearer ${key}`)
      assert.deepEqual(server.requests[0].body, {
        model: "gpt-test",
        stream: true,
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Total?" },
          {
            role: "assistant",
            content: "",
            tool_calls: [{ id: "call_1", type: "function", function: { name: "query_range", arguments: "{}" } }],
          },
          { role: "tool", tool_call_id: "call_1", content: '{"rows":[]}' },
        ],
        max_tokens: 300,
        stream_options: { include_usage: true },
        tools: [{ type: "function", function: tool }],
      })
    })
  })

  it("asks Azure at the deployment's address with its own key header and version", async () => {
    await against([{ kind: "say", chunks: ["0"] }], async (server) => {
      const model = createOpenAiModel({
        provider: "azure",
        apiKey: key,
        endpoint: `${server.endpoint}/`,
        deployment: "my-gpt",
        apiVersion: "2024-10-21",
        idleTimeoutMs: 5000,
      })
      for await (const event of model.stream(request, new AbortController().signal)) assert.ok(event)
      assert.equal(server.requests[0]?.path, "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21")
      assert.equal(server.requests[0].headers["api-key"], key)
      assert.equal(server.requests[0].body["max_completion_tokens"], 300)
      assert.equal(model.name, "my-gpt")
    })
  })

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

  it("reads a proper stream under a wrong content type", async () => {
    const body = sse({ choices: [{ delta: { content: "42" }, finish_reason: "stop" }] })
    const { events } = await outcomeOf(raw(body, "text/plain"))
    assert.deepEqual(events, [
      { kind: "text", text: "42" },
      { kind: "done", reason: "stop", usage: null },
    ])
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

  it("reads one chunk of a megabyte, and no reply beyond eight", async () => {
    const mega = "x".repeat(1024 * 1024)
    const { events } = await outcomeOf([{ kind: "say", chunks: [mega] }])
    assert.equal(events[0]?.kind === "text" && events[0].text.length, 1024 * 1024)
    const { error } = await outcomeOf([{ kind: "say", chunks: Array.from({ length: 9 }, () => mega) }])
    assert.equal(error?.code, "model_output_invalid")
  })

  it("keeps tool calls apart that all carry index 0, and names those without an id", async () => {
    const call = (id: string | undefined, name: string) => ({ index: 0, id, function: { name, arguments: "{}" } })
    const delta = { tool_calls: [call("a", "query_range"), call("b", "describe_range")] }
    const lone = { tool_calls: [{ function: { name: "query_range", arguments: "{}" } }] }
    const { events } = await outcomeOf(raw(sse({ choices: [{ delta, finish_reason: "stop" }] })))
    assert.deepEqual(events, [
      { kind: "tool_call", call: { id: "a", name: "query_range", arguments: "{}" } },
      { kind: "tool_call", call: { id: "b", name: "describe_range", arguments: "{}" } },
      { kind: "done", reason: "tool_calls", usage: null },
    ])
    const second = await outcomeOf(raw(sse({ choices: [{ delta: lone, finish_reason: "tool_calls" }] })))
    assert.deepEqual(second.events[0], {
      kind: "tool_call",
      call: { id: "call_1", name: "query_range", arguments: "{}" },
    })
  })

  it("leaves out what a server refuses to understand, and remembers it", async () => {
    const script: ModelScript = ({ body }) => {
      if (body["stream_options"]) return { kind: "refuse", status: 400, message: "Unknown field stream_options" }
      if (body.tools) return { kind: "refuse", status: 400, message: "gemma:2b does not support tools" }
      if (body["max_tokens"])
        return {
          kind: "refuse",
          status: 400,
          message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
        }
      return { kind: "say", chunks: ["42"] }
    }
    await against(script, async (server) => {
      const outcomes = await ask(server.baseUrl, { times: 2 })
      assert.deepEqual(
        outcomes.map(({ events }) => events[0]),
        [
          { kind: "text", text: "42" },
          { kind: "text", text: "42" },
        ],
      )
      assert.equal(server.requests.length, 5)
      assert.deepEqual(Object.keys(server.requests[4]?.body ?? {}).sort(), [
        "max_completion_tokens",
        "messages",
        "model",
        "stream",
      ])
    })
  })

  it("does not go round in circles with a server that refuses everything", async () => {
    const message = "max_tokens, max_completion_tokens, stream_options: all wrong; does not support tools"
    await against([{ kind: "refuse", status: 400, message }], async (server) => {
      const [outcome] = await ask(server.baseUrl)
      assert.equal(outcome?.error?.code, "model_unavailable")
      assert.ok(server.requests.length <= 5)
    })
  })

  it("does not follow a redirect, which would take the key elsewhere", async () => {
    await against([{ kind: "say", chunks: ["stolen"] }], async (thief) => {
      const headers = { location: `${thief.baseUrl}/chat/completions` }
      const { error } = await outcomeOf([{ kind: "refuse", status: 307, headers }])
      assert.equal(error?.code, "model_unavailable")
      assert.equal(thief.requests.length, 0)
    })
  })

  it("ends the request when its reader goes away", async () => {
    await against([{ kind: "say", chunks: Array.from({ length: 50 }, () => "la "), delayMs: 20 }], async (server) => {
      const { baseUrl } = server
      const model = createOpenAiModel({ provider: "openai", baseUrl, model: "gpt-test", idleTimeoutMs: 5000 })
      for await (const event of model.stream(request, new AbortController().signal)) {
        assert.deepEqual(event, { kind: "text", text: "la " })
        break
      }
      await server.abandoned
    })
  })
})
