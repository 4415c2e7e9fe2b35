import assert from "node:assert/strict"
import {
  browserSkipped,
  ordinaryPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"

describe("the keyboard between the pane and the workbook", () => {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  before(async () => {
    server = await ordinaryPlaygroundServer()
    opened = await server.open()
  })
  after(() => opened.close())

  /** The part of the page, or within the pane the part of it, that has the keyboard. */
  const focused = async (): Promise<string> => {
    const region = await opened.page.evaluate(
      () => document.activeElement?.closest<HTMLElement>("[data-region]")?.dataset["region"] ?? "nothing",
    )
    if (region !== "pane") return region
    return opened.pane
      .locator("html")
      .evaluate(() => document.activeElement?.closest("[data-region]")?.tagName.toLowerCase() ?? "pane")
  }
  const press = async (key: string): Promise<string> => {
    await opened.page.keyboard.press(key)
    // The pane and the page tell each other by messages.
    for (let count = 0; count < 20 && (await focused()) === "nothing"; count++) await opened.page.waitForTimeout(20)
    await opened.page.waitForTimeout(150)
    return focused()
  }

  it("goes with F6 into the pane, through its parts and on to the cells, and with Shift+F6 the other way", async () => {
    await opened.select("B5")
    assert.equal(await focused(), "sheet")
    const forward: string[] = []
    for (let count = 0; count < 5; count++) forward.push(await press("F6"))
    assert.deepEqual(forward, ["tabs", "header", "div", "footer", "sheet"])
    for (let count = 0; count < 3; count++) await press("F6")
    const back: string[] = []
    for (let count = 0; count < 2; count++) back.push(await press("Shift+F6"))
    assert.deepEqual(back, ["header", "tabs"])
  })

  it("leaves the pane with Ctrl+F6 wherever it is, and comes back to it", async () => {
    await opened.pane.getByRole("textbox", { name: "Question" }).focus()
    assert.equal(await press("Control+F6"), "title")
    assert.equal(await press("Shift+F6"), "header")
    assert.equal(await press("Control+Shift+F6"), "tabs")
  })

  it("asks about cells from their menu: the question is ready to be typed, and the chip holds the cells", async () => {
    const { page, pane } = opened
    await opened.select("Orders!C3:I9")
    await page.keyboard.press("Shift+F10")
    await page.getByRole("menuitem", { name: "Ask about this" }).press("Enter")
    await pane.locator("#question:focus").waitFor()
    await page.keyboard.type("How many?")
    assert.equal(await pane.getByRole("textbox", { name: "Question" }).inputValue(), "How many?")
    await pane.getByRole("group", { name: "Selected cells" }).getByText("Orders!C3:I9").waitFor()
  })
})
