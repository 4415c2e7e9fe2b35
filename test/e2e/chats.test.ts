import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import {
  browserSkipped,
  ordinaryPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { seriousViolations } from "../support/seriousViolations.ts"

describe("the chats of a workbook in the pane", () => {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  let person: string
  before(async () => {
    server = await ordinaryPlaygroundServer()
  })
  after(() => server.close())
  beforeEach(async () => {
    // Chats belong to their owner and workbook: each test has its own.
    person = `chats-${randomUUID()}`
    opened = await server.open(`/playground?user=${person}`)
    await opened.page.evaluate(
      (name) => window.simulatedExcel?.open(new TextEncoder().encode("Item,Cost\nPen,2\nInk,5\n"), name),
      `Costs ${Math.random()}.csv`,
    )
    await opened.pane.getByText("A1:B3").first().waitFor()
  })
  afterEach(() => opened.close())

  const ask = (question: string): Promise<string> => opened.answerTo(question)
  const askInNewChat = async (question: string): Promise<void> => {
    await opened.pane.getByRole("button", { name: "New chat" }).click()
    await opened.pane.getByText("What would you like to know?").waitFor()
    await ask(question)
  }
  const titles = (): Promise<string[]> =>
    opened.pane.locator("[data-chat]").evaluateAll((rows) => rows.map((row) => row.getAttribute("title") ?? ""))

  it("lists them last used first, finds one by what was answered, and opens it", async () => {
    const { pane, problems } = opened
    await ask("Total cost")
    await askInNewChat("How many rows are there?")
    await pane.getByRole("button", { name: "Chats" }).click()
    await pane.getByRole("button", { name: /^How many rows/ }).waitFor()
    assert.deepEqual(await titles(), ["How many rows are there?", "Total cost"])
    await pane.getByRole("searchbox", { name: "Search chats" }).fill("total COST")
    await pane.getByText("1 found.").waitFor()
    assert.deepEqual(await titles(), ["Total cost"])
    await pane.getByRole("searchbox").fill("<b>nothing</b>")
    await pane.getByText("No chat holds “<b>nothing</b>”.").waitFor()
    await pane.getByRole("searchbox").fill("")
    await pane.getByRole("button", { name: /^Total cost/ }).click()
    await pane.getByRole("heading", { name: "Total cost" }).waitFor()
    await pane.getByRole("article").getByText("Total cost").waitFor()
    assert.deepEqual(problems, [])
  })

  it("is all done with the keyboard, and keeps the draft of a question", async () => {
    const { page, pane } = opened
    await ask("Total cost")
    await pane.getByRole("textbox", { name: "Question" }).fill("And the")
    await pane.getByRole("button", { name: "Chats" }).press("Enter")
    await pane.locator("[data-chat]").waitFor()
    assert.equal(await pane.locator("[type=search]:focus").count(), 1)
    await page.keyboard.press("ArrowDown")
    assert.equal(await pane.locator("[data-chat]:focus").count(), 1)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await pane.getByRole("textbox", { name: "Name of the chat" }).waitFor()
    await page.keyboard.type("What pens cost")
    await page.keyboard.press("Enter")
    await pane.locator('[data-chat][title="What pens cost"]:focus').waitFor()
    await page.keyboard.press("Escape")
    await pane.getByRole("heading", { name: "What pens cost" }).waitFor()
    assert.equal(await pane.getByRole("textbox", { name: "Question" }).inputValue(), "And the")
    assert.equal(await pane.locator("header button:focus").count(), 1)
  })

  it("has its new name also after a reload", async () => {
    const { page, pane } = opened
    await page.reload() // the sample, which is there again after a reload
    await ask("How many orders are there?")
    await pane.getByRole("button", { name: "Chats" }).click()
    await pane
      .getByRole("button", { name: /^Rename/ })
      .first()
      .click()
    await pane.getByRole("textbox", { name: "Name of the chat" }).fill("Order count")
    await pane.getByRole("button", { name: "Save" }).click()
    await pane.getByRole("button", { name: "Rename Order count" }).waitFor()
    await page.reload()
    await pane.getByRole("heading", { name: "Order count" }).waitFor()
  })

  it("deletes one after asking, and starts a new chat when it was the present one", async () => {
    const { pane, problems } = opened
    await ask("Total cost")
    await askInNewChat("How many rows are there?")
    await pane.getByRole("button", { name: "Chats" }).click()
    await pane.getByRole("button", { name: "Delete Total cost" }).click()
    await pane.getByRole("button", { name: "Keep" }).click()
    assert.equal((await titles()).length, 2)
    await pane.getByRole("button", { name: "Delete How many rows are there?" }).click()
    await pane.getByRole("button", { name: "Delete", exact: true }).click()
    await pane.locator("[data-chat]").nth(1).waitFor({ state: "detached" })
    assert.deepEqual(await titles(), ["Total cost"])
    await pane.getByRole("button", { name: "Close the list" }).click()
    await pane.getByText("What would you like to know?").waitFor()
    await ask("How many rows are there?")
    assert.deepEqual(problems, [])
  })

  it("says that there are none yet, and that they cannot be had, and tries again", async () => {
    const { page, pane } = opened
    await pane.getByRole("button", { name: "Chats" }).click()
    await pane.getByText("No chats yet.").waitFor()
    await page.context().setOffline(true)
    await pane.getByRole("searchbox").fill("pen")
    await pane.getByText("The server cannot be reached. Check your connection, then try again.").waitFor()
    await page.context().setOffline(false)
    await pane.getByRole("alert").getByRole("button", { name: "Try again" }).click()
    await pane.getByText("No chat holds “pen”.").waitFor()
  })

  it("shows older ones on request, and goes on at the first of them", async () => {
    const { page, pane } = opened
    await ask("Total cost")
    const signedIn = await page.request.post(`${server.url}/auth/local/token`, { data: { user: person } })
    const { accessToken } = (await signedIn.json()) as { accessToken: string }
    const call = async (path: string, data?: object): Promise<Record<string, unknown>> => {
      const headers = { authorization: `Bearer ${accessToken}` }
      const address = `${server.url}/api/${path}`
      const reply = await (data
        ? page.request.post(address, { headers, data })
        : page.request.get(address, { headers }))
      assert.ok(reply.ok(), path)
      return (await reply.json()) as Record<string, unknown>
    }
    const { sessions } = (await call("conversations/sessions?limit=1")) as { sessions: { workbookId: string }[] }
    const workbookId = sessions[0]?.workbookId
    for (let number = 1; number <= 31; number++) {
      const { sessionId } = await call("conversations/sessions", { workbookId, title: `Chat ${number}` })
      await call("chat", { message: "Hello", sessionId })
    }
    await pane.getByRole("button", { name: "Chats" }).click()
    await pane.getByRole("button", { name: "Show older chats" }).press("Enter")
    await pane.locator('[data-chat][title="Chat 1"]:focus').waitFor()
    assert.equal((await titles()).length, 32)
  })

  it("shows a title from its first word, also where that stands on the right", async () => {
    const { pane } = opened
    await ask("كم مجموع التكلفة؟")
    assert.equal(await pane.getByRole("heading", { level: 1 }).getAttribute("dir"), "auto")
    await pane.getByRole("button", { name: "Chats" }).click()
    const title = pane.locator("[data-chat] span")
    assert.equal(await title.evaluate((span) => getComputedStyle(span).direction), "rtl")
  })

  it("has nothing serious for axe and never scrolls sideways at 320 px", async () => {
    const { page, pane } = opened
    await page.evaluate(() => {
      const frame = document.querySelector("iframe")
      if (frame?.parentElement) frame.parentElement.style.width = "320px"
    })
    await ask(`Total cost ${"of everything in this sheet ".repeat(3)}`)
    const frame = page.frames().find((candidate) => candidate.url().includes("taskpane"))
    assert.ok(frame)
    const check = async (): Promise<void> => {
      assert.deepEqual(await seriousViolations(frame), [])
      assert.equal(await pane.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth), 0)
    }
    await pane.getByRole("button", { name: "Chats" }).click()
    await pane.locator("[data-chat]").waitFor()
    await check()
    await pane.getByRole("button", { name: /^Rename/ }).click()
    await check()
    await pane.getByRole("button", { name: "Cancel" }).click()
    await pane.getByRole("button", { name: /^Delete/ }).click()
    await check()
  })
})
