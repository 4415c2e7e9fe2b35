import assert from "node:assert/strict"
import type { LanguageModel, ModelEvent, ModelRequest } from "../../server/models/languageModel.ts"
import type { SpokenReply } from "../support/scriptedModel.ts"

const request: ModelRequest = {
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "What is the total?" },
  ],
  tools: [{ name: "query_range", description: "Asks the range.", parameters: { type: "object", properties: {} } }],
  maxOutputTokens: 200,
}

async function collect(model: LanguageModel, signal = new AbortController().signal): Promise<ModelEvent[]> {
  const events: ModelEvent[] = []
  for await (const event of model.stream(request, signal)) events.push(event)
  return events
}

/** What every language model does. `open` gives one that will reply as told, and a way to put it away. */
export function languageModelContract(
  flavour: string,
  open: (reply: SpokenReply) => Promise<{ model: LanguageModel; close: () => Promise<void> }>,
): void {
  describe(`LanguageModel contract: ${flavour}`, () => {
    async function using<T>(reply: SpokenReply, work: (model: LanguageModel) => Promise<T>): Promise<T> {
      const { model, close } = await open(reply)
      try {
        return await work(model)
      } finally {
        await close()
      }
    }

    it("streams text as it comes and ends with done and the usage", async () => {
      const events = await using({ chunks: ["The total ", "is 12 € ✓."] }, (model) => collect(model))
      assert.deepEqual(events, [
        { kind: "text", text: "The total " },
        { kind: "text", text: "is 12 € ✓." },
        { kind: "done", reason: "stop", usage: { inputTokens: 100, outputTokens: 20 } },
      ])
    })

    it("gives each tool call whole, after the text, with its arguments as the model wrote them", async () => {
      const toolCalls = [
        { name: "query_range", arguments: { limit: 3 } },
        { name: "describe_range", arguments: "{not json" },
      ]
      const events = await using({ chunks: ["Let me look. "], toolCalls }, (model) => collect(model))
      assert.deepEqual(events, [
        { kind: "text", text: "Let me look. " },
        { kind: "tool_call", call: { id: "call_scripted_0", name: "query_range", arguments: '{"limit":3}' } },
        { kind: "tool_call", call: { id: "call_scripted_1", name: "describe_range", arguments: "{not json" } },
        { kind: "done", reason: "tool_calls", usage: { inputTokens: 100, outputTokens: 20 } },
      ])
    })

    for (const reason of ["length", "content_filter"] as const)
      it(`says that a reply was ended by ${reason}`, async () => {
        const events = await using({ chunks: ["The tot"], reason }, (model) => collect(model))
        assert.deepEqual(events.at(-1), { kind: "done", reason, usage: { inputTokens: 100, outputTokens: 20 } })
      })

    it("ends with cancelled when it is stopped before it starts", async () => {
      await using({ chunks: ["never"] }, (model) =>
        assert.rejects(collect(model, AbortSignal.abort()), { name: "AppError", code: "cancelled" }),
      )
    })

    it("ends with cancelled when it is stopped in mid-reply, after giving what was said", async () => {
      await using({ chunks: ["The total"], silent: true }, async (model) => {
        const stop = new AbortController()
        const said: ModelEvent[] = []
        await assert.rejects(
          async () => {
            for await (const event of model.stream(request, stop.signal)) {
              said.push(event)
              stop.abort()
            }
          },
          { name: "AppError", code: "cancelled" },
        )
        assert.deepEqual(said, [{ kind: "text", text: "The total" }])
      })
    })

    it("answers several requests at the same time", async () => {
      const both = await using({ chunks: ["one"] }, (model) => Promise.all([collect(model), collect(model)]))
      assert.deepEqual(
        both.map((events) => events[0]),
        [
          { kind: "text", text: "one" },
          { kind: "text", text: "one" },
        ],
      )
    })
  })
}
