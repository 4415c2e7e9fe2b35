import assert from "node:assert/strict"
import {
  browserSkipped,
  startPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { startScriptedModel, type ScriptedModelServer } from "../support/scriptedModelServer.ts"

const words = Array.from({ length: 60 }, (_, index) => `word${index} `)

/** Asks for a sum of Revenue first, then speaks slowly about what the tool said. */
async function startModel(): Promise<ScriptedModelServer> {
  return startScriptedModel(({ body }) => {
    const last = body.messages.at(-1)
    const question = body.messages.findLast((message) => message.role === "user")?.content ?? ""
    if (question.includes("slowly")) return { kind: "say", chunks: words, delayMs: 60 }
    if (last?.role !== "tool")
      return {
        kind: "say",
        toolCalls: [{ name: "query_range", arguments: { aggregates: [{ function: "sum", column: "Revenue" }] } }],
      }
    const total = /\d[\d,]*\.\d+/.exec(last.content)?.[0] ?? "nothing"
    return { kind: "say", chunks: ["Revenue adds up to ", total, ". Costs were about 12,345 then."] }
  })
}

describe("a language model's answer in the pane", () => {
  if (browserSkipped) return
  let model: ScriptedModelServer
  let server: PlaygroundServer
  let opened: Playground
  before(async () => {
    model = await startModel()
    server = await startPlaygroundServer({
      model: { provider: "openai", apiKey: "none", baseUrl: model.baseUrl, model: "scripted" },
    })
  })
  after(async () => {
    await server.close()
    await model.close()
  })
  beforeEach(async () => {
    opened = await server.open()
    await opened.select("Orders!A3:J213")
    await opened.pane.getByText("Orders!A3:J213").first().waitFor()
  })
  afterEach(() => opened.close())

  it("computes with a tool, proves its figure and marks the one that no tool produced", async () => {
    const { pane } = opened
    await opened.ask("What is the total revenue?")
    const turn = pane.getByRole("article").first()
    await turn
      .getByText(/unverified/i)
      .first()
      .waitFor()
    const text = await turn.innerText()
    assert.match(text, /658235\.36|658,235\.36/)
    assert.match(text, /12,345 unverified/)
  })

  it("stops on Esc and keeps what was said", async () => {
    const { pane } = opened
    await opened.ask("Tell me slowly")
    await pane
      .getByRole("article")
      .getByText(/word5 /)
      .waitFor()
    await pane.getByRole("textbox").press("Escape")
    await pane
      .getByText(/Stopped/)
      .first()
      .waitFor()
    const text = await pane.getByRole("article").first().innerText()
    assert.match(text, /word0 word1 word2 word3 word4 word5/)
    assert.doesNotMatch(text, /word59/)
  })

  it("goes on after a reload in mid-answer, without a lost or repeated word", async () => {
    const { page, pane } = opened
    await opened.ask("Tell me slowly")
    await pane
      .getByRole("article")
      .getByText(/word10 /)
      .waitFor()
    await page.reload()
    await pane
      .getByRole("article")
      .getByText(/word59/)
      .waitFor()
    assert.ok((await pane.getByRole("article").first().innerText()).includes(words.join("").trim()))
  })

  it("goes on after its connection was cut in mid-answer, without a lost or repeated word", async () => {
    const { page } = opened
    let cut: (() => Promise<void>) | undefined
    await page.routeWebSocket(/\/ws\/chat\//, (socket) => {
      const toServer = socket.connectToServer()
      cut = async () => {
        await socket.close({ code: 4999, reason: "cut by the test" })
        await toServer.close()
      }
    })
    await page.reload()
    await opened.pane.getByRole("textbox").waitFor()
    await opened.select("Orders!A3:J213")
    await opened.ask("Tell me slowly")
    await opened.pane
      .getByRole("article")
      .getByText(/word10 /)
      .waitFor()
    await cut?.()
    await opened.pane
      .getByRole("article")
      .getByText(/word59/)
      .waitFor()
    assert.ok((await opened.pane.getByRole("article").first().innerText()).includes(words.join("").trim()))
  })

  it("says that it is offline, keeps the question, and answers it when the network is back", async () => {
    const { page, pane } = opened
    await page.context().setOffline(true)
    await opened.ask("What is the total revenue?")
    await pane
      .getByText(/offline|cannot be reached|Reconnecting/i)
      .first()
      .waitFor()
    await page.context().setOffline(false)
    await pane
      .getByRole("article")
      .first()
      .getByText(/unverified/i)
      .first()
      .waitFor()
  })
})
