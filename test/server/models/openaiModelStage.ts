import assert from "node:assert/strict"
import { createOpenAiModel } from "../../../server/models/openaiModel.ts"
import type { ModelEvent, ModelRequest } from "../../../server/models/languageModel.ts"
import type { AppError } from "../../../shared/errors.ts"
import { startScriptedModel, type ModelScript, type ScriptedModelServer } from "../../support/scriptedModelServer.ts"

export const key = "sk-very-secret-key"
export const tool = { name: "query_range", description: "Asks.", parameters: { type: "object", properties: {} } }
export const request: ModelRequest = {
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

export async function ask(baseUrl: string, { idleTimeoutMs = 5000, times = 1 } = {}): Promise<Outcome[]> {
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

export async function against<T>(script: ModelScript, work: (server: ScriptedModelServer) => Promise<T>): Promise<T> {
  const server = await startScriptedModel(script)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

export const outcomeOf = async (script: ModelScript, idleTimeoutMs?: number): Promise<Outcome> => {
  const [outcome] = await against(script, ({ baseUrl }) => ask(baseUrl, { idleTimeoutMs }))
  assert.ok(outcome)
  return outcome
}

export const sse = (...chunks: unknown[]): string =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")
export const raw = (body: string | Buffer, contentType = "text/event-stream") =>
  [{ kind: "raw", contentType, body }] as const
