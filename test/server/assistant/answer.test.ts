import assert from "node:assert/strict"
import { answer } from "../../../server/assistant/answer.ts"
import type { TurnEvent } from "../../../server/assistant/question/turnEvent.ts"
import type { LanguageModel } from "../../../server/models/languageModel.ts"
import { AppError } from "../../../shared/errors.ts"
import { ordersRange } from "../../support/ordersRange.ts"
import { createOpenAiModel } from "../../../server/models/openaiModel.ts"
import { withRetry } from "../../../server/models/resilience.ts"
import { startScriptedModel, type ModelScript } from "../../support/scriptedModelServer.ts"
import { scriptedModel } from "../../support/scriptedModel.ts"

const question = {
  content: "What is the total revenue?",
  intent: "analysis" as const,
  history: [],
  range: ordersRange(),
}

async function run(model: LanguageModel | undefined, asked = question, signal = new AbortController().signal) {
  const events: TurnEvent[] = []
  for await (const event of answer({ model, today: "2026-11-20" }, asked, signal)) events.push(event)
  const last = events.at(-1)
  assert.equal(last?.kind, "complete")
  assert.equal(events.filter(({ kind }) => kind === "complete").length, 1)
  const text = events.map((event) => (event.kind === "text" ? event.text : "")).join("")
  return { text, summary: last.summary }
}

describe("answer", () => {
  it("is the model's when there is one", async () => {
    const { text, summary } = await run(scriptedModel([{ chunks: ["It is $3,600.50."] }]))
    assert.equal(text, "It is $3,600.50.")
    assert.equal(summary.answeredBy, "model")
  })

  it("is the offline analyst's without a model, and needs no notice", async () => {
    const { text, summary } = await run(undefined)
    assert.notEqual(text, "")
    assert.notEqual(summary.answeredBy, "model")
    assert.equal(summary.notice, null)
  })

  for (const fail of ["model_busy", "model_unavailable", "model_output_invalid", "timeout"] as const)
    it(`is the offline analyst's after ${fail}, and the notice says so`, async () => {
      const { text, summary } = await run(scriptedModel([{ fail }]))
      assert.notEqual(text, "")
      assert.notEqual(summary.answeredBy, "model")
      assert.equal(summary.notice, "The scripted model fails here. Answered without the model.")
    })

  it("keeps what a failing model has said and adds no second answer", async () => {
    const { text, summary } = await run(scriptedModel([{ chunks: ["It is $3,6"], fail: "model_unavailable" }]))
    assert.equal(text, "It is $3,6")
    assert.equal(summary.answeredBy, "model")
    assert.equal(summary.ended, "cut")
    assert.equal(summary.notice, "The scripted model fails here. The answer is cut short; ask again to have it whole.")
  })

  it("ends with cancelled when it is stopped, without asking the offline analyst", async () => {
    const stop = new AbortController()
    const model = scriptedModel(() => {
      stop.abort()
      return {}
    })
    await assert.rejects(run(model, question, stop.signal), { name: "AppError", code: "cancelled" })
  })

  it("passes on what is not the model's fault", async () => {
    const range = ordersRange({
      profile: () => Promise.reject(new AppError("range_empty", "The range has no values.")),
    })
    await assert.rejects(run(scriptedModel([{}]), { ...question, range }), { code: "range_empty" })
  })
})

describe("answer with a model over HTTP", () => {
  async function over(script: ModelScript, idleTimeoutMs = 20_000) {
    const server = await startScriptedModel(script)
    try {
      const { baseUrl } = server
      const model = createOpenAiModel({ provider: "openai", baseUrl, model: "gpt-test", idleTimeoutMs })
      const retried = withRetry(model, { attempts: 2, pauseMs: 1, longestPauseMs: 100 })
      return { ...(await run(retried)), requests: server.requests }
    } finally {
      await server.close()
    }
  }

  it("asks the range, reads the result and phrases it with proofs", async () => {
    const { text, summary } = await over(({ body }) => {
      const last = body.messages.at(-1)
      if (last?.role !== "tool")
        return {
          kind: "say",
          toolCalls: [{ name: "query_range", arguments: { aggregates: [{ function: "sum", column: "Revenue" }] } }],
        }
      const result = JSON.parse(last.content.split("\n")[1] ?? "") as { rows: string[][] }
      return { kind: "say", chunks: ["Total revenue is ", `**${result.rows[0]?.[0]}**.`] }
    })
    assert.equal(text, "Total revenue is **$3,600.50**.")
    assert.deepEqual(summary.proofs, [
      {
        value: 3600.5,
        text: "$3,600.50",
        operation: "sum of Revenue",
        ranges: [{ sheet: "Orders", address: "C4:C8" }],
      },
    ])
    assert.deepEqual(summary.usage, { inputTokens: 200, outputTokens: 40 })
  })

  it("tries a busy service again and then answers", async () => {
    const { summary, requests } = await over((_, index) =>
      index === 0 ? { kind: "refuse", status: 429 } : { kind: "say", chunks: ["It is $3,600.50."] },
    )
    assert.equal(summary.answeredBy, "model")
    assert.equal(requests.length, 2)
  })

  const failures: [string, ModelScript, RegExp][] = [
    ["is busy for long", [{ kind: "refuse", status: 429, headers: { "retry-after": "60" } }], /no more requests/],
    ["has a fault", [{ kind: "refuse", status: 500 }], /fault \(500\)/],
    ["refuses the key", [{ kind: "refuse", status: 401 }], /OPENAI_API_KEY/],
    ["stalls", [{ kind: "stall" }], /said nothing/],
    ["breaks off at once", [{ kind: "cut" }], /broke off/],
    ["sends garbage", [{ kind: "raw", contentType: "text/html", body: "<html>" }], /broke off|protocol/],
  ]
  for (const [what, script, notice] of failures)
    it(`answers without the model when it ${what}, and says why`, async () => {
      const { text, summary } = await over(script, what === "stalls" ? 300 : undefined)
      assert.notEqual(text, "")
      assert.notEqual(summary.answeredBy, "model")
      assert.match(summary.notice ?? "", notice)
      assert.match(summary.notice ?? "", /Answered without the model\.$/)
    })

  for (const kind of ["stall", "cut"] as const)
    it(`keeps what was said when the service ${kind === "cut" ? "breaks off" : "stalls"} in mid-answer`, async () => {
      const { text, summary } = await over(
        [{ kind, chunks: ["Total revenue is $3,600.50"] }],
        kind === "stall" ? 1000 : undefined,
      )
      assert.equal(text, "Total revenue is $3,600.50")
      assert.equal(summary.ended, "cut")
      assert.equal(summary.proofs.length, 1)
      assert.match(summary.notice ?? "", /cut short; ask again/)
    })
})
