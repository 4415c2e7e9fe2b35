import assert from "node:assert/strict"
import {
  browserSkipped,
  startPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"

describe("what the pane says is sent", () => {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  before(async () => {
    // Nothing listens there, and nothing is asked.
    const elsewhere = { provider: "openai", apiKey: undefined, baseUrl: "http://127.0.0.1:9/v1" } as const
    server = await startPlaygroundServer({
      model: { ...elsewhere, model: "answers-1" },
      embedding: { ...elsewhere, model: "embeds-1" },
    })
    opened = await server.open()
    await opened.select("Orders!A3:J213")
    await opened.pane.getByText("Orders!A3:J213").first().waitFor()
  })
  after(() => server.close())

  const facts = async (): Promise<string> => {
    await opened.pane.getByRole("button", { name: "What is sent?" }).click()
    const text = await opened.pane.getByRole("dialog", { name: "What is sent" }).innerText()
    await opened.page.keyboard.press("Escape")
    return text
  }

  it("names the model and the embedding model that receive parts of it", async () => {
    const text = await facts()
    assert.match(text, /your question, the earlier messages and what it needs of the data to the model answers-1/)
    assert.match(text, /your question and pieces of these cells to the embedding model embeds-1/)
  })

  it("names no embedding model where no cells are sent", async () => {
    await opened.pane.getByRole("button", { name: "Do not use the selection for this question" }).click()
    const text = await facts()
    assert.match(text, /Cells\s+none/)
    assert.doesNotMatch(text, /embeds-1|needs of the data/)
  })
})
