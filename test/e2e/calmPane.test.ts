import assert from "node:assert/strict"
import type { Frame } from "playwright-core"
import {
  browserSkipped,
  howOf,
  ordinaryPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"

/** Height of a task pane beside a window of 860 px. */
const paneHeight = 689

describe("the pane beside the work", () => {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  before(async () => {
    server = await ordinaryPlaygroundServer()
  })
  beforeEach(async () => {
    opened = await server.open()
  })
  afterEach(() => opened.close())

  const turns = () => opened.pane.getByRole("article")
  const chip = () => opened.pane.getByRole("group", { name: "Selected cells" })
  const footerHeight = async (): Promise<number> => (await opened.pane.locator("footer").boundingBox())?.height ?? 0
  const frame = (): Frame =>
    opened.page.frames().find((candidate) => candidate.url().includes("taskpane")) ?? assert.fail("no pane")
  const ask = async (question: string) => {
    const before = await turns().count()
    await opened.ask(question)
    const turn = turns().nth(before)
    await howOf(turn).waitFor()
    return turn
  }

  it("shows every choice of the first screen at 1400 × 860, and offers the workbook once", async () => {
    const { pane } = opened
    await pane.getByRole("heading", { name: "Include the whole workbook?" }).waitFor()
    await pane.getByRole("button", { name: "Total Revenue by Region" }).waitFor()
    const footer = await pane.locator("footer").boundingBox()
    const choices = [
      ...(await pane.getByRole("checkbox").all()),
      pane.getByRole("button", { name: "Include 6 sheets" }),
      pane.getByRole("button", { name: "Not now" }),
      pane.getByRole("heading", { name: "What would you like to know?" }),
    ]
    assert.equal(choices.length, 9)
    for (const choice of choices) {
      const box = await choice.boundingBox()
      assert.ok(box && footer && box.y > 0 && box.y + box.height <= footer.y, JSON.stringify({ box, footer }))
    }
    await ask("Total revenue by region")
    assert.doesNotMatch(await pane.locator("main").innerText(), /whole workbook/)
  })

  it("has a low footer: what is sent, the question, and who answers as a dot", async () => {
    const { pane } = opened
    await opened.select("Orders!A3:J213")
    await chip().getByText("Orders!A3:J213").waitFor()
    assert.ok((await footerHeight()) <= paneHeight / 6, String(await footerHeight()))
    await ask("Total revenue by region")
    assert.ok((await footerHeight()) <= paneHeight / 6, String(await footerHeight()))
    await pane.getByRole("button", { name: "Computed here · no model set. What is sent?" }).click()
    assert.match(await pane.getByRole("dialog", { name: "What is sent" }).innerText(), /Orders!A3:J213/)
  })

  it("folds what is behind an answer into one line, and offers what to ask next as buttons", async () => {
    await opened.select("Orders!A3:J213")
    await chip().getByText("Orders!A3:J213").waitFor()
    const turn = await ask("Total revenue by region")
    assert.doesNotMatch(await turn.innerText(), /I understood|Cells:|step/)
    assert.match(await howOf(turn).innerText(), /^How · Orders!A3:J213 · [\d.]+ m?s$/)
    await howOf(turn).click()
    const all = await turn.innerText()
    assert.match(all, /Computed without a model/)
    assert.match(all, /I understood: the total of Revenue/)
    assert.match(all, /Orders!I4:I213/)
    const next = turn.getByRole("group", { name: "Ask next" }).getByRole("button")
    assert.ok(!(await next.allInnerTexts()).includes("Total Revenue by Region"), "it was just asked")
    const question = await next.first().innerText()
    await next.first().click()
    await turns().nth(1).getByText(question, { exact: true }).first().waitFor()
    await howOf(turns().nth(1)).waitFor()
    assert.equal(await turn.getByRole("group", { name: "Ask next" }).count(), 0, "only the newest answer offers more")
  })

  it("names the cells that were used, where that is not the selection", async () => {
    await opened.pane.getByRole("button", { name: "Include 6 sheets" }).click()
    await opened.pane.getByRole("button", { name: /workbook included/ }).waitFor()
    await opened.select("Targets!A1")
    await chip().getByText("Targets!A1").waitFor()
    assert.match(await howOf(await ask("Total revenue by region in Orders")).innerText(), /^How · Orders!/)
  })

  it("turns the examples of a refusal into buttons", async () => {
    await opened.select("Orders!A3:J213")
    await chip().getByText("Orders!A3:J213").waitFor()
    const turn = await ask("Write me a poem about the sea")
    assert.doesNotMatch(await turn.innerText(), /such as/)
    await turn.getByRole("button", { name: "What is the total Revenue?" }).click()
    await howOf(turns().nth(1)).waitFor()
    assert.match(await turns().nth(1).innerText(), /658,235\.36/)
  })

  it("shows the choices that the server sends with an answer, and asks what they stand for", async () => {
    const { page, pane } = opened
    await page.routeWebSocket(/\/ws\/chat\//, (socket) => {
      const upstream = socket.connectToServer()
      upstream.onMessage((message) => {
        const parsed = JSON.parse(String(message)) as { type: string; suggestions?: unknown }
        if (parsed.type === "assistant_response_complete")
          parsed.suggestions = [{ label: "Sheet Targets", question: "How many rows are in Targets?" }]
        socket.send(JSON.stringify(parsed))
      })
    })
    await page.reload()
    await pane.getByRole("textbox", { name: "Question" }).waitFor()
    const turn = await ask("How many orders are there?")
    const next = turn.getByRole("group", { name: "Ask next" }).getByRole("button")
    assert.deepEqual(await next.allInnerTexts(), ["Sheet Targets"])
    await next.click()
    await turns().nth(1).getByText("How many rows are in Targets?").waitFor()
  })

  it("says that cited cells are only looked at, and asks about them on request", async () => {
    await opened.select("Orders!A3:J213")
    await chip().getByText("Orders!A3:J213").waitFor()
    const turn = await ask("Total revenue by region")
    await howOf(turn).click()
    await turn.getByRole("button", { name: "Orders!I4:I213" }).first().click()
    await opened.pane.getByText("You are only looking at Orders!I4:I213.").waitFor()
    assert.match(await chip().innerText(), /Orders!A3:J213/)
    assert.equal(await opened.selection(), "Orders r4 c9 210x1")
    await opened.pane.getByRole("button", { name: "Ask about it" }).click()
    await chip().getByText("Orders!I4:I213").waitFor()
    assert.equal(await opened.pane.getByText("You are only looking at").count(), 0)
  })

  it("copies words and cells: no markdown, no addresses, no markup and no formulas of a cell", async () => {
    await opened.page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      if (!workbook) throw new Error("no workbook")
      for (const [row, text] of [
        [3, "'=1+1"],
        [4, "<b>Bold</b>"],
      ] as const)
        workbook.type(workbook.activeSheet.id, row, 2, text)
    })
    await opened.select("Orders!A3:J213")
    await chip().getByText("Orders!A3:J213").waitFor()
    const turn = await ask("Total revenue by region")
    await frame().evaluate(() => {
      navigator.clipboard.write = async ([item]) => {
        const read = async (type: string) => (await item?.getType(type))?.text()
        Object.assign(window, { copied: [await read("text/plain"), await read("text/html")] })
      }
    })
    await turn.getByRole("button", { name: "Copy", exact: true }).click()
    await turn.getByRole("button", { name: "Copied" }).waitFor()
    const [text = "", html = ""] = await frame().evaluate(() => (window as unknown as { copied: string[] }).copied)
    assert.match(text, /^\S.*\$291,522\.82/)
    assert.match(text, /\nRegion\tTotal of Revenue\n/)
    assert.match(text, /\n'=1\+1\t\$/)
    assert.match(text, /\n<b>Bold<\/b>\t\$/)
    assert.doesNotMatch(text, /\*\*|cell:|I understood|\|/)
    assert.match(html, /<td style="mso-number-format:'\\@'">=1\+1<\/td>/)
    assert.match(html, /<td>&lt;b&gt;Bold&lt;\/b&gt;<\/td>/)
    assert.doesNotMatch(html, /<button|<b>|class=|cell:/)
  })

  it("keeps the first column of a wide table in sight at 320 px, and folds a long one", async () => {
    const { page, pane } = opened
    await page.evaluate(() => {
      const inner = document.querySelector("iframe")
      if (inner?.parentElement) inner.parentElement.style.width = "320px"
    })
    await opened.select("Orders!A3:J213")
    await chip().getByText("Orders!A3:J213").waitFor()
    const turn = await ask("Show the orders with Revenue above 4000")
    const table = turn.getByRole("group", { name: "Table" })
    const first = table.locator("td").first()
    const before = await first.boundingBox()
    await table.evaluate((box) => box.scrollTo({ left: box.scrollWidth }))
    assert.ok((await table.evaluate((box) => box.scrollLeft)) > 50, "the table scrolls in its own frame")
    const frameBox = await table.boundingBox()
    const list = await pane.getByRole("log").boundingBox()
    assert.ok(frameBox && list && frameBox.x + frameBox.width <= list.x + list.width, "the frame is not cut off")
    const after = await first.boundingBox()
    assert.ok(before && after && Math.abs(before.x - after.x) < 2, JSON.stringify({ before, after }))
    assert.ok(after.width < 160, `the first column leaves room: ${after.width}`)
    assert.equal(await table.evaluate((box) => box.scrollHeight - box.clientHeight), 0, "no second scroll bar")
    const more = turn.getByRole("button", { name: /^Show all \d+ rows$/ })
    assert.equal(await table.locator("tbody tr:visible").count(), 10)
    await more.click()
    assert.ok((await table.locator("tbody tr:visible").count()) > 12)
    assert.equal(await pane.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth), 0)
  })
})
