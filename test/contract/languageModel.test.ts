import { createOpenAiModel } from "../../server/models/openaiModel.ts"
import { scriptedModel, type SpokenReply } from "../support/scriptedModel.ts"
import { startScriptedModel, type ScriptedReply } from "../support/scriptedModelServer.ts"
import { languageModelContract } from "./languageModel.ts"

const onTheWire = ({ chunks, toolCalls, reason, silent }: SpokenReply): ScriptedReply =>
  silent ? { kind: "stall", chunks } : { kind: "say", chunks, toolCalls, finish: reason }

for (const provider of ["openai", "azure"] as const)
  languageModelContract(`${provider} over HTTP`, async (reply) => {
    const server = await startScriptedModel([onTheWire(reply)])
    const baseUrl = provider === "openai" ? server.baseUrl : server.endpoint
    const model = createOpenAiModel({ provider, apiKey: "sk-test", baseUrl, model: "gpt-test", idleTimeoutMs: 5000 })
    return { model, close: () => server.close() }
  })

languageModelContract("in memory", (reply) =>
  Promise.resolve({ model: scriptedModel([reply]), close: () => Promise.resolve() }),
)
