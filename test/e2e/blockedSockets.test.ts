import assert from "node:assert/strict"
import { startBlockingProxy, type BlockingProxy } from "../support/blockingProxy.ts"
import {
  browserSkipped,
  startPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { startScriptedModel, type ScriptedModelServer } from "../support/scriptedModelServer.ts"

const words = Array.from({ length: 60 }, (_, index) => `word${index} `)

describe("the pane behind a proxy that blocks WebSockets", () => {
  if (browserSkipped) return
  let model: ScriptedModelServer
  let server: PlaygroundServer
  let proxy: BlockingProxy | undefined
  let opened: Playground | undefined
  before(async () => {
    model = await startScriptedModel(() => ({ kind: "say", chunks: words, delayMs: 60 }))
    server = await startPlaygroundServer({
      model: { provider: "openai", apiKey: "none", baseUrl: model.baseUrl, model: "scripted" },
    })
  })
  after(async () => {
    await server.close()
    await model.close()
  })
  afterEach(async () => {
    await opened?.close()
    await proxy?.close()
  })

  const openBehind = async (
    upgrades: "refused" | "swallowed",
  ): Promise<{ proxy: BlockingProxy; opened: Playground }> => {
    proxy = await startBlockingProxy(server.url, upgrades)
    opened = await server.open(`${proxy.url}/playground`)
    await opened.select("Orders!A3:J213")
    await opened.pane.getByText("Orders!A3:J213").first().waitFor()
    return { proxy, opened }
  }
  const wholeAnswer = async ({ pane }: Playground): Promise<string> => {
    const turn = pane.getByRole("article").first()
    await turn.getByText(/word59/).waitFor({ timeout: 60_000 })
    return turn.innerText()
  }

  it("streams the answer all the same where upgrades are refused", async () => {
    const { proxy, opened } = await openBehind("refused")
    await opened.ask("Tell me slowly")
    assert.ok((await wholeAnswer(opened)).includes(words.join("").trim()))
    assert.equal(proxy.upgrades(), 2)
  })

  it("goes on after its stream was cut in mid-answer, without a lost or repeated word", async () => {
    const { proxy, opened } = await openBehind("refused")
    await opened.ask("Tell me slowly")
    await opened.pane
      .getByRole("article")
      .getByText(/word10 /)
      .waitFor()
    proxy.cut()
    assert.ok((await wholeAnswer(opened)).includes(words.join("").trim()))
    assert.equal(proxy.upgrades(), 2)
  })

  it("notices sockets that open and then stay silent", async () => {
    const { proxy, opened } = await openBehind("swallowed")
    await opened.ask("Tell me slowly")
    assert.ok((await wholeAnswer(opened)).includes(words.join("").trim()))
    assert.equal(proxy.upgrades(), 2)
  })
})
