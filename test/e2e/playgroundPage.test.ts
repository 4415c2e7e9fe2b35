import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { extname, join } from "node:path"
import type { BrowserContext, Page } from "playwright-core"
import type {} from "../../playground/page/simulatedExcel.ts"
import { browserSkipped, sharedBrowser } from "../support/openPlayground.ts"

const built = "dist/playground"
const kinds: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
}
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

/** The built page and nothing behind it: what is tested here needs no server. */
function servePage(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/\?.*/, "").replace(/^\/playground\/?/, "") || "playground.html"
    const file = join(built, path)
    if (path === "taskpane.html") {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>A pane</title>")
      return
    }
    if (!existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      "content-type": kinds[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
    })
    response.end(readFileSync(file))
  })
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)))
}

const csv = "Name,Units,Price\nLamp,3,10\nDesk,5,20\nChair,8,30\n"

describe("the playground's page", function () {
  let server: Server | undefined
  let context: BrowserContext
  let page: Page
  const failures: string[] = []

  before(async function () {
    if (browserSkipped) this.skip()
    assert.ok(existsSync(built), "the page is not built: run npm test, which builds it")
    server = await servePage()
    const browser = await sharedBrowser()
    context = await browser.newContext({ viewport: { width: 1200, height: 700 } })
    await context.grantPermissions(["clipboard-read", "clipboard-write"])
  })

  beforeEach(async () => {
    assert.ok(server)
    page = await context.newPage()
    page.on("pageerror", (error) => failures.push(error.message))
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/playground?theme=light`)
    await page.waitForFunction(() => window.simulatedExcel !== undefined)
    await page.evaluate((text) => window.simulatedExcel?.open(new TextEncoder().encode(text), "Stock.csv"), csv)
    await page.locator("canvas").waitFor()
    await page.getByTestId("name-box").and(page.locator("input")).waitFor()
    await drawn()
  })

  afterEach(async () => {
    await page.evaluate(() => localStorage.clear())
    await page.close()
    assert.deepEqual(failures.splice(0), [])
  })

  after(async () => {
    if (browserSkipped) return
    await context.close()
    server?.close()
  })

  const drawn = (): Promise<void> =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))

  /** Clicks the middle of a cell, columns being 64 and rows 20 pixels beyond the headers. */
  async function cell(row: number, column: number): Promise<{ x: number; y: number }> {
    const box = await page.locator("canvas").boundingBox()
    assert.ok(box)
    return { x: box.x + 38 + column * 64 + 32, y: box.y + 22 + row * 20 + 10 }
  }
  async function click(row: number, column: number): Promise<void> {
    const { x, y } = await cell(row, column)
    await page.mouse.click(x, y)
  }
  const nameBox = (): Promise<string> => page.getByTestId("name-box").and(page.locator("input")).inputValue()
  const formulaBar = (): Promise<string> => page.getByTestId("formula-bar").inputValue()
  const value = (row: number, column: number) =>
    page.evaluate(([r, c]) => window.simulatedExcel?.workbook.activeSheet.value(r!, c!), [row, column])
  const selection = () => page.evaluate(() => window.simulatedExcel?.workbook.selection.area)

  it("selects by mouse, by dragging and by keyboard, and adds the selection up", async () => {
    await click(1, 1)
    assert.equal(await nameBox(), "B2")
    assert.equal(await formulaBar(), "3")
    const to = await cell(3, 2)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y)
    await page.mouse.up()
    assert.equal(await nameBox(), "B2:C4")
    await page.getByText("Sum: 76").waitFor()
    await page.getByText("Average: 12.666667").waitFor()
    await page.keyboard.press("Control+Home")
    await page.keyboard.press("Control+ArrowDown")
    assert.equal(await nameBox(), "A4")
    await page.keyboard.press("Shift+ArrowRight")
    assert.equal(await nameBox(), "A4:B4")
    await page.keyboard.press("Control+a")
    assert.deepEqual(await selection(), { row: 0, column: 0, rowCount: 1_048_576, columnCount: 16_384 })
  })

  it("selects whole columns and rows by their headers", async () => {
    const box = await page.locator("canvas").boundingBox()
    assert.ok(box)
    await page.mouse.click(box.x + 38 + 64 + 32, box.y + 10)
    assert.deepEqual(await selection(), { row: 0, column: 1, rowCount: 1_048_576, columnCount: 1 })
    await page.getByText("Sum: 16").waitFor()
    await page.mouse.click(box.x + 10, box.y + 22 + 30)
    assert.deepEqual(await selection(), { row: 1, column: 0, rowCount: 1, columnCount: 16_384 })
  })

  it("types over a cell, calculates a formula and undoes", async () => {
    await click(5, 1)
    await page.keyboard.type("=SUM(B2:B4)")
    await page.getByText("Enter", { exact: true }).waitFor()
    await page.keyboard.press("Enter")
    assert.equal(await nameBox(), "B7")
    assert.equal(await value(5, 1), 16)
    await click(1, 1)
    await page.keyboard.type("10")
    await page.keyboard.press("Tab")
    assert.equal(await nameBox(), "C2")
    assert.equal(await value(5, 1), 23)
    await page.keyboard.press("Control+z")
    assert.equal(await value(5, 1), 16)
    await page.keyboard.press("Control+y")
    assert.equal(await value(5, 1), 23)
  })

  it("keeps what was there when an edit is escaped, and says why a formula is refused", async () => {
    await click(1, 0)
    await page.keyboard.press("F2")
    await page.keyboard.type(" and shade")
    assert.equal(await formulaBar(), "Lamp and shade")
    await page.keyboard.press("Escape")
    assert.equal(await value(1, 0), "Lamp")
    await page.keyboard.type("=SUM(")
    await page.keyboard.press("Enter")
    await page.getByTestId("notice").filter({ hasText: "formula" }).waitFor()
    assert.equal(await page.getByTestId("cell-editor").inputValue(), "=SUM(")
    await page.keyboard.press("Escape")
    assert.equal(await value(1, 0), "Lamp")
  })

  it("edits in the formula bar", async () => {
    await click(2, 0)
    await page.getByTestId("formula-bar").fill("Table")
    await page.keyboard.press("Enter")
    assert.equal(await value(2, 0), "Table")
  })

  it("copies and pastes, and clears with Delete", async () => {
    await click(1, 1)
    await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Control+c")
    await click(6, 3)
    await page.keyboard.press("Control+v")
    await page.waitForFunction(() => window.simulatedExcel?.workbook.activeSheet.value(6, 4) === 10)
    assert.equal(await value(6, 3), 3)
    await page.keyboard.press("Delete")
    assert.equal(await value(6, 3), null)
  })

  it("goes where the name box says, and says so when it cannot", async () => {
    const box = page.getByTestId("name-box").and(page.locator("input"))
    await box.fill("AB4000")
    await box.press("Enter")
    assert.deepEqual(await selection(), { row: 3999, column: 27, rowCount: 1, columnCount: 1 })
    await box.fill("nowhere at all")
    await box.press("Enter")
    await page.getByText("“nowhere at all” is no address").waitFor()
  })

  it("follows a selection that the add-in makes, on another sheet too", async () => {
    await page.evaluate(() => {
      const book = window.simulatedExcel?.workbook
      const added = book?.addSheet("Plan")
      if (added) book?.select(added.id, { row: 90_000, column: 2, rowCount: 3, columnCount: 2 })
    })
    await page.getByRole("tab", { name: "Plan", selected: true }).waitFor()
    assert.equal(await nameBox(), "C90001:D90003")
  })

  it("adds, renames, hides and deletes sheets", async () => {
    await page.getByRole("button", { name: "New sheet" }).click()
    await page.getByRole("tab", { selected: true }).dblclick()
    await page.getByRole("textbox", { name: "Sheet name" }).fill("Budget")
    await page.keyboard.press("Enter")
    const budget = page.getByRole("tab", { name: "Budget" })
    await budget.focus()
    await page.keyboard.press("ArrowLeft")
    await page.getByRole("tab", { name: "Stock", selected: true }).waitFor()
    await budget.click({ button: "right" })
    await page.getByRole("menuitem", { name: "Hide", exact: true }).click()
    await budget.waitFor({ state: "detached" })
    await page.getByRole("tab", { name: "Stock" }).click({ button: "right" })
    await page.getByRole("menuitem", { name: "Unhide" }).click()
    await page.getByRole("menuitem", { name: "Budget" }).click()
    await budget.click({ button: "right" })
    await page.getByRole("menuitem", { name: "Delete" }).click()
    assert.deepEqual(await page.getByRole("tab").allTextContents(), ["Stock"])
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
