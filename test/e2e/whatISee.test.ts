import assert from "node:assert/strict"
import {
  browserSkipped,
  ordinaryPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { seriousViolations } from "../support/seriousViolations.ts"

const costs = "Item,Cost\nPen,2\nInk,5\n"

describe("what the pane says it sees of the workbook", function () {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  before(async () => {
    server = await ordinaryPlaygroundServer()
  })
  beforeEach(async () => {
    opened = await server.open()
    await opened.pane.getByRole("heading", { name: "Include the whole workbook?" }).waitFor()
  })
  afterEach(() => opened.close())
  after(() => server.close())

  const openPanel = () => opened.pane.locator("header").getByRole("button", { name: "What I see" }).click()
  const tree = () => opened.pane.getByRole("tree", { name: "This workbook" })
  const item = (name: RegExp) => tree().getByRole("treeitem", { name })
  /** Includes all but the left out sheets, and waits until they are shown. */
  const include = async (...leftOut: string[]): Promise<void> => {
    const { pane } = opened
    for (const name of leftOut) await pane.getByRole("checkbox", { name: new RegExp(`^${name}`) }).uncheck()
    await pane.getByRole("button", { name: /^Include \d+ sheets?$/ }).click()
    await openPanel()
    await item(/^Orders .*searchable/).waitFor({ timeout: 30_000 })
  }

  it("asks once, and takes “Not now” for an answer", async () => {
    const { page, pane } = opened
    await opened.select("Orders!A3:J213")
    await pane.getByRole("button", { name: "Not now" }).click()
    assert.equal(await pane.getByRole("heading", { name: "Include the whole workbook?" }).count(), 0)
    // The add-in starts anew with the same document.
    for (const item of ["Sign out", "Sign in"]) {
      await page.getByTestId("account").click()
      await page.getByRole("menuitem", { name: item }).click()
    }
    await pane.getByText("What would you like to know?").waitFor()
    await pane.getByText("Orders!A3:J213").first().waitFor()
    assert.equal(await pane.getByRole("heading", { name: "Include the whole workbook?" }).count(), 0)
    await openPanel()
    await pane.getByRole("button", { name: "Include whole workbook…" }).click()
    await pane.getByRole("button", { name: "Include 6 sheets" }).waitFor()
  })

  it("shows sheets, tables and columns of what is included, and names what is not", async () => {
    const { pane } = opened
    await include("Staff")
    await item(/^Staff not included/).waitFor()
    await item(/^Orders /).click()
    await item(/^Orders of|210 rows/)
      .first()
      .waitFor()
    assert.match(await tree().innerText(), /210 rows, 10 columns · A3:J213/)
    assert.equal(await pane.getByRole("button", { name: "5 sheets" }).count(), 0, "the composer is behind the panel")
    await pane.getByRole("button", { name: "Close what I see" }).click()
    await pane.getByRole("button", { name: "5 sheets" }).waitFor()
    await pane.getByRole("button", { name: /No model set · workbook included/ }).waitFor()
  })

  it("walks through the tree with the keys and shows cells with Enter", async () => {
    const { page } = opened
    await include()
    await opened.select("Staff!A1")
    await item(/^Orders /).focus()
    await page.keyboard.press("ArrowRight")
    await item(/210 rows, 10 columns/).waitFor()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.waitForFunction(() => window.simulatedExcel?.workbook.activeSheet.name === "Orders")
    assert.equal(await opened.selection(), "Orders r3 c1 211x10")
    await page.keyboard.press("ArrowRight")
    await item(/^Revenue /).waitFor()
    await item(/^Revenue /).focus()
    await page.keyboard.press("Enter")
    await page.waitForFunction(() => window.simulatedExcel?.workbook.selection.area.columnCount === 1)
    assert.equal(await opened.selection(), "Orders r4 c9 210x1")
  })

  it("shows cells with a click, and says when their sheet is gone", async () => {
    const { page, pane } = opened
    await include()
    await item(/^Targets /).click()
    const table = item(/^(?!Targets ).*column/).first()
    await table.waitFor()
    await page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      const sheet = workbook?.sheets.find(({ name }) => name === "Targets")
      if (workbook && sheet) workbook.renameSheet(sheet.id, "Goals")
    })
    await table.click()
    await pane.getByRole("alert").getByText('The sheet "Targets" is no longer in this workbook').waitFor()
    await item(/^Goals /).waitFor({ timeout: 30_000 })
  })

  it("finds tables and columns by their names", async () => {
    const { pane } = opened
    await include()
    await pane.getByRole("searchbox", { name: "Find in this workbook" }).fill("revenue")
    await item(/^Revenue /)
      .first()
      .waitFor()
    assert.equal(await item(/^Staff /).count(), 0)
    await pane.getByRole("searchbox", { name: "Find in this workbook" }).fill("no such thing")
    await pane.getByText("Nothing here is called “no such thing”.").waitFor()
  })

  it("follows an edit and a new sheet", async () => {
    const { page } = opened
    await include()
    await page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      const sheet = workbook?.addSheet("Extra")
      if (workbook && sheet) workbook.type(sheet.id, 0, 0, "Hello")
    })
    await item(/^Extra 1 cell/).waitFor({ timeout: 30_000 })
  })

  it("closes with Esc and gives the focus back", async () => {
    const { page, pane } = opened
    await openPanel()
    await pane.getByRole("region", { name: "What I see" }).waitFor()
    await page.keyboard.press("Escape")
    await pane.getByRole("textbox", { name: "Question" }).waitFor()
    const focused = pane.locator("button:focus")
    assert.equal(await focused.getAttribute("aria-label"), "What I see")
  })

  it("deletes what is stored when including stops", async () => {
    const { page, pane } = opened
    await include()
    await pane.getByRole("button", { name: "Stop and delete…" }).click()
    const gone = page.waitForResponse((response) => response.request().method() === "DELETE")
    await pane.getByRole("button", { name: "Delete", exact: true }).click()
    assert.equal((await gone).status(), 204)
    await pane.getByText("Only the cells you select are used in answers.").waitFor()
    assert.equal(await pane.getByText("The server still has").count(), 0)
    assert.equal(await tree().count(), 0)
  })

  it("tells truthfully what is sent", async () => {
    const { page, pane } = opened
    const facts = async (): Promise<string> => {
      await pane.getByRole("button", { name: "What is sent?" }).click()
      const text = await pane.getByRole("dialog", { name: "What is sent" }).innerText()
      await page.keyboard.press("Escape")
      return text
    }
    assert.match(await facts(), /Workbook\s+no other cells/)
    await include("Staff")
    await pane.getByRole("button", { name: "Close what I see" }).click()
    assert.match(
      await facts(),
      /Workbook\s+Orders, Targets, Expenses, Summary, Notes.*: [\d,]+ cells, sent when you included them and after each edit; [\d.]+ kB since/,
    )
  })

  it("asks for a workbook with one sheet in the singular", async () => {
    await opened.page.evaluate(
      (text) => window.simulatedExcel?.open(new TextEncoder().encode(text), "Costs.csv"),
      costs,
    )
    await opened.pane.getByRole("button", { name: "Include 1 sheet", exact: true }).waitFor()
  })

  for (const theme of ["light", "dark", "contrast"])
    it(`has nothing serious for axe and never scrolls sideways at 320 px in the ${theme} theme`, async () => {
      await opened.close()
      opened = await server.open(`/playground?theme=${theme}`)
      const { page, pane } = opened
      await page.evaluate(() => {
        const frame = document.querySelector("iframe")
        if (frame?.parentElement) frame.parentElement.style.width = "320px"
      })
      const frame = page.frames().find((candidate) => candidate.url().includes("taskpane"))
      assert.ok(frame)
      const check = async (): Promise<void> => {
        assert.deepEqual(await seriousViolations(frame), [])
        assert.equal(await pane.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth), 0)
      }
      await pane.getByRole("heading", { name: "Include the whole workbook?" }).waitFor()
      await check()
      await include()
      await item(/^Orders /).click()
      await item(/210 rows, 10 columns/).waitFor()
      await check()
      await pane.getByRole("button", { name: "Stop and delete…" }).click()
      await check()
    })
})
