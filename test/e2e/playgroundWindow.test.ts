import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import type {} from "../../playground/page/simulatedExcel.ts"
import { csv, playgroundPageStage } from "./playgroundPageStage.ts"

describe("the playground's page", () => {
  const stage = playgroundPageStage()
  const { click, drawn, value } = stage
  let page: Page
  beforeEach(() => {
    page = stage.page
  })

  it("opens a file that is dropped anywhere", async () => {
    const files = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(["Region,Sales\nWest,7\n"], "Dropped.csv"))
      return transfer
    })
    await page.dispatchEvent("body", "dragover", { dataTransfer: files })
    await page.getByText("Drop the file to open it").waitFor()
    await page.dispatchEvent("body", "drop", { dataTransfer: files })
    await page.getByTestId("file-name").filter({ hasText: "Dropped.csv" }).waitFor()
    assert.equal(await value(1, 1), 7)
  })

  it("keeps the workbook when a file cannot be opened, and says why", async () => {
    await page.getByTestId("file-picker").setInputFiles({
      name: "Broken.xlsx",
      mimeType: "application/octet-stream",
      buffer: Buffer.from("PK\u0003\u0004 not a workbook"),
    })
    await page.getByTestId("notice").filter({ hasText: "Broken.xlsx" }).waitFor()
    assert.equal(await page.getByTestId("file-name").textContent(), "Stock.csv")
  })

  it("takes the keyboard from part to part of the page with F6", async () => {
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-region]")?.dataset["region"])
    await click(0, 0)
    const order: (string | undefined)[] = [await focused()]
    for (let count = 0; count < 6; count++) {
      await page.keyboard.press("F6")
      order.push(await focused())
    }
    assert.deepEqual(order, ["sheet", "tabs", "pane", "title", "ribbon", "formula", "sheet"])
    await page.keyboard.press("Shift+F6")
    assert.equal(await focused(), "formula")
  })

  it("says that the pane could not be loaded, and loads it when the server is back", async () => {
    await page.route("**/taskpane.html", (route) => route.abort("connectionrefused"))
    await page.evaluate((text) => window.simulatedExcel?.open(new TextEncoder().encode(text), "Other.csv"), csv)
    await page.getByText("The server does not answer, so the task pane could not be loaded.").waitFor()
    await page.unroute("**/taskpane.html")
    await page.getByRole("button", { name: "Try again" }).click()
    await page.getByTestId("pane").waitFor()
    assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0)
  })

  it("resizes the task pane by keyboard within its limits, closes it and brings it back", async () => {
    const pane = page.getByTestId("task-pane")
    const width = async (): Promise<number | undefined> => (await pane.boundingBox())?.width
    assert.equal(await width(), 360)
    await page.getByTestId("splitter").focus()
    await page.keyboard.press("ArrowLeft")
    assert.equal(await width(), 380)
    await page.keyboard.press("End")
    assert.equal(await width(), 280)
    await page.getByRole("button", { name: "Close the task pane" }).click()
    assert.equal(await pane.isVisible(), false)
    await page.getByRole("button", { name: "Excel Chat" }).click()
    assert.equal(await width(), 280)
  })

  it("hands its theme to the pane as the person's own preference, now and later", async () => {
    const pane = page.frame({ url: /taskpane\.html$/ })
    assert.ok(pane)
    await pane.waitForLoadState()
    const dark = () => pane.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)
    assert.equal(await dark(), false)
    const told = pane.evaluate(
      () =>
        new Promise((resolve) =>
          matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => resolve("told")),
        ),
    )
    await page.getByRole("button", { name: "Theme: Light" }).click()
    await page.getByRole("menuitemradio", { name: "Dark" }).click()
    assert.equal(await told, "told")
    assert.equal(await dark(), true)
  })

  it("fits a screen of 320 px: nothing of the pane and the ribbon is cut off", async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const name of ["Close the task pane", "Excel Chat", "Redo"]) {
      const box = await page.getByRole("button", { name, exact: true }).boundingBox()
      assert.ok(box && box.x >= 0 && box.x + box.width <= 320 && box.width >= 24, `${name} ${JSON.stringify(box)}`)
    }
  })

  it("has no scroll bar of its own and hides no command in a narrow window", async () => {
    await page.setViewportSize({ width: 700, height: 500 })
    await drawn()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.equal(overflow, 0)
    for (const name of ["Open…", "Sample", "Undo", "Excel Chat", "Theme: Light"]) {
      const box = await page.getByRole("button", { name, exact: true }).boundingBox()
      assert.ok(box && box.x >= 0 && box.x + box.width <= 700, name)
    }
  })
})
