import assert from "node:assert/strict"
import { openAiEmbedder } from "../../../server/models/openaiEmbedder.ts"
import { embedderWithCircuit, embedderWithRetry } from "../../../server/models/resilience.ts"
import { AppError, type ErrorCode } from "../../../shared/errors.ts"
import { startScriptedModel, type ScriptedReply, type ScriptedRequest } from "../../support/scriptedModelServer.ts"

const signal = new AbortController().signal
const json = (body: unknown): ScriptedReply => ({
  kind: "raw",
  contentType: "application/json",
  body: typeof body === "string" ? body : JSON.stringify(body),
})

async function embedWith(
  replies: readonly ScriptedReply[],
  texts: readonly string[],
): Promise<{ vectors: Float32Array[]; requests: readonly ScriptedRequest[] }> {
  const server = await startScriptedModel(replies)
  try {
    const embedder = openAiEmbedder({
      baseUrl: server.baseUrl,
      apiKey: "test-key",
      model: "embed-test",
      timeoutMs: 300,
    })
    return { vectors: await embedder.embed(texts, signal), requests: server.requests }
  } finally {
    await server.close()
  }
}

describe("openAiEmbedder", () => {
  it("asks for floats of its model and makes vectors of length one of them", async () => {
    const { vectors, requests } = await embedWith([{ kind: "embed", vector: () => [3, 0, 4] }], ["Revenue"])
    assert.deepEqual(vectors, [Float32Array.of(0.6, 0, 0.8)])
    assert.equal(requests[0]?.path, "/v1/embeddings")
    assert.equal(requests[0].headers.authorization, "Bearer test-key")
    assert.deepEqual(requests[0].body, { model: "embed-test", input: ["Revenue"], encoding_format: "float" })
  })

  it("sends at most 64 texts at once, none of them empty or endless", async () => {
    const texts = ["", "x".repeat(9000), ...Array.from({ length: 63 }, (_, at) => `text ${at}`)]
    const { requests } = await embedWith([{ kind: "embed", vector: () => [1] }], texts)
    assert.deepEqual(
      requests.map(({ body }) => body.input?.length),
      [64, 1],
    )
    const [empty, long] = requests[0]?.body.input ?? []
    assert.equal(empty, "-")
    assert.equal(long?.length, 8000)
  })

  const failures: [string, ScriptedReply, ErrorCode, RegExp][] = [
    ["a full service", { kind: "refuse", status: 429 }, "model_busy", /no more requests/],
    ["a faulty service", { kind: "refuse", status: 500 }, "model_unavailable", /has a fault/],
    ["a refused key", { kind: "refuse", status: 401 }, "model_unavailable", /OPENAI_API_KEY/],
    ["an unknown model", { kind: "refuse", status: 404 }, "model_unavailable", /"embed-test".*EMBEDDING_MODEL/],
    ["a chat model", { kind: "refuse", status: 400 }, "model_unavailable", /EMBEDDING_MODEL is an embedding model/],
    ["a service that says nothing", { kind: "stall" }, "timeout", /did not answer/],
    ["no JSON", json("<html>hello</html>"), "model_output_invalid", /./],
    ["no vectors", json({ data: [] }), "model_output_invalid", /not its protocol/],
    ["another object", json({ choices: [] }), "model_output_invalid", /not its protocol/],
    ["text for numbers", json({ data: [{ index: 0, embedding: ["a"] }] }), "model_output_invalid", /./],
    ["an empty vector", json({ data: [{ index: 0, embedding: [] }] }), "model_output_invalid", /./],
    ["numbers without end", json('{"data":[{"index":0,"embedding":[1e999]}]}'), "model_output_invalid", /./],
    ["an index that nobody asked for", json({ data: [{ index: 7, embedding: [1] }] }), "model_output_invalid", /./],
    [
      "one index twice",
      json({
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      }),
      "model_output_invalid",
      /./,
    ],
  ]
  for (const [name, reply, code, message] of failures)
    it(`says ${code} for ${name}`, async () => {
      await assert.rejects(embedWith([reply], ["Revenue"]), { name: "AppError", code, message })
    })

  it("refuses vectors of another length than before", async () => {
    let length = 1
    const server = await startScriptedModel([{ kind: "embed", vector: () => new Array<number>(length++).fill(1) }])
    const embedder = openAiEmbedder({ baseUrl: server.baseUrl, model: "embed-test", timeoutMs: 5000 })
    await embedder.embed(["a"], signal)
    await assert.rejects(embedder.embed(["b"], signal), { code: "model_output_invalid" })
    await server.close()
  })
})

describe("embedderWithRetry and embedderWithCircuit", () => {
  const failing = (code: ErrorCode, times: number) => {
    let calls = 0
    return {
      get calls() {
        return calls
      },
      name: "failing",
      embed: () =>
        ++calls <= times ? Promise.reject(new AppError(code, "no")) : Promise.resolve([Float32Array.of(1)]),
    }
  }
  const options = { attempts: 3, pauseMs: 1, longestPauseMs: 100 }

  it("tries again what may pass by itself", async () => {
    const embedder = failing("model_busy", 2)
    assert.deepEqual(await embedderWithRetry(embedder, options).embed(["a"], signal), [Float32Array.of(1)])
    assert.equal(embedder.calls, 3)
  })

  it("gives up after its attempts, and at once for what does not pass", async () => {
    for (const [code, calls] of [
      ["model_unavailable", 3],
      ["model_output_invalid", 1],
    ] as const) {
      const embedder = failing(code, 9)
      await assert.rejects(embedderWithRetry(embedder, options).embed(["a"], signal), { code })
      assert.equal(embedder.calls, calls)
    }
  })

  it("leaves a service that is down to rest and then tries it again", async () => {
    let time = 0
    const embedder = failing("model_unavailable", 2)
    const circuit = embedderWithCircuit(embedder, { failures: 2, restMs: 1000, now: () => time })
    for (let attempt = 0; attempt < 4; attempt++)
      await assert.rejects(circuit.embed(["a"], signal), { code: "model_unavailable" })
    assert.equal(embedder.calls, 2)
    time = 1000
    assert.equal((await circuit.embed(["a"], signal)).length, 1)
  })
})
