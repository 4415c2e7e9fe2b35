import assert from "node:assert/strict"
import { createOpenAiModel } from "../../../server/models/openaiModel.ts"
import type { ModelScript } from "../../support/scriptedModelServer.ts"
import { against, ask, key, outcomeOf, raw, request, sse, tool } from "./openaiModelStage.ts"

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

  it("reads a proper stream under a wrong content type", async () => {
    const body = sse({ choices: [{ delta: { content: "42" }, finish_reason: "stop" }] })
    const { events } = await outcomeOf(raw(body, "text/plain"))
    assert.deepEqual(events, [
      { kind: "text", text: "42" },
      { kind: "done", reason: "stop", usage: null },
    ])
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
