import { createOpenAiModel } from "../../server/models/openaiModel.ts"
import { scriptedModel, type SpokenReply } from "../support/scriptedModel.ts"
import { startScriptedModel, type ScriptedReply } from "../support/scriptedModelServer.ts"
import { languageModelContract } from "./languageModel.ts"

const onTheWire = ({ chunks, toolCalls, reason, silent }: SpokenReply): ScriptedReply =>
  silent ? { kind: "stall", chunks } : { kind: "say", chunks, toolCalls, finish: reason }

languageModelContract("OpenAI over HTTP", async (reply) => {
  const server = await startScriptedModel([onTheWire(reply)])
  const { baseUrl } = server
  const model = createOpenAiModel({ provider: "openai", baseUrl, model: "gpt-test", idleTimeoutMs: 5000 })
  return { model, close: () => server.close() }
})

languageModelContract("Azure OpenAI over HTTP", async (reply) => {
  const server = await startScriptedModel([onTheWire(reply)])
  const model = createOpenAiModel({
    provider: "azure",
    apiKey: "test-key",
    endpoint: server.endpoint,
    deployment: "gpt-test",
    apiVersion: "2024-10-21",
    idleTimeoutMs: 5000,
  })
  return { model, close: () => server.close() }
})

languageModelContract("in memory", (reply) =>
  Promise.resolve({ model: scriptedModel([reply]), close: () => Promise.resolve() }),
)
