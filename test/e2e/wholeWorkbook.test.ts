import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import {
  browserSkipped,
  ordinaryPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"

/** Counts what the pane stores of the workbook from now on. */
function watchSync(page: Page): { blocks: () => number; requests: () => number; reset: () => void } {
  let sent: string[] = []
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname
    if (request.method() === "PUT" && path.startsWith("/api/workbooks/")) sent.push(path)
  })
  return {
    blocks: () => sent.filter((path) => path.includes("/blocks/")).length,
    requests: () => sent.length,
    reset: () => void (sent = []),
  }
}

/** Holds back every block until it is let go. */
async function holdBlocks(page: Page): Promise<() => void> {
  let letGo: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  await page.route("**/api/workbooks/*/blocks/*", async (route) => {
    await gate
    // The request may have been called off meanwhile.
    await route.continue().catch((error: unknown) => assert.match(String(error), /closed|handled|canceled|Invalid/i))
  })
  return () => letGo()
}

describe("a whole workbook in the pane", () => {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  let user = 0
  before(async () => {
    server = await ordinaryPlaygroundServer()
  })
  beforeEach(async () => {
    opened = await server.open(`/playground?user=whole-${++user}`)
    await opened.pane.getByRole("heading", { name: "Include the whole workbook?" }).waitFor()
  })
  afterEach(() => opened.close())
  after(() => server.close())

  const include = (pane = opened.pane) => pane.getByRole("button", { name: /^Include \d+ sheets?$/ }).click()
  const included = (pane = opened.pane) =>
    pane.getByRole("button", { name: /No model set · workbook included/ }).waitFor({ timeout: 60_000 })
  const openPanel = () => opened.pane.locator("header").getByRole("button", { name: "What I see" }).click()
  const closePanel = () => opened.pane.getByRole("button", { name: "Close what I see" }).click()
  const item = (name: RegExp) =>
    opened.pane.getByRole("tree", { name: "This workbook" }).getByRole("treeitem", { name })
  const answerTo = (question: string): Promise<string> => opened.answerTo(question)
  /** Starts the add-in anew with the same document. */
  const reopen = async (): Promise<void> => {
    const { page, pane } = opened
    for (const name of ["Sign out", "Sign in"]) {
      await page.getByTestId("account").click()
      await page.getByRole("menuitem", { name }).click()
    }
    await pane.getByRole("textbox", { name: "Question" }).waitFor()
  }

  it("answers over another sheet than the one that is shown, and its citation jumps there", async () => {
    const { page, pane, problems } = opened
    await include()
    await included()
    await opened.select("Targets!A1")
    const answer = await answerTo("total revenue by region in Orders")
    for (const figure of ["$292,883.62", "$176,442.52", "$128,421.79", "$60,487.43"])
      assert.ok(answer.includes(figure), `${figure} in: ${answer}`)
    await pane
      .getByRole("article")
      .getByRole("button", { name: /^Orders!/ })
      .first()
      .click()
    await page.waitForFunction(() => window.simulatedExcel?.workbook.activeSheet.name === "Orders")
    assert.deepEqual(
      problems.filter((problem) => !problem.startsWith("404")),
      [],
    )
  })

  it("answers with the figure that was typed a moment ago", async () => {
    const { page } = opened
    await include()
    await included()
    await opened.select("Targets!A1")
    assert.match(await answerTo("total revenue in West in Orders"), /\$292,883\.62/)
    await page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      const orders = workbook?.sheetByName("Orders")
      workbook?.type(orders?.id ?? "", 3, 5, "1008") // Units of the first order, in the West: 8 before
    })
    assert.match(await answerTo("total revenue in West in Orders"), /\$462,983\.62/)
  })

  it("follows sheets and tables that are renamed, added and deleted", async () => {
    const { page } = opened
    await include()
    await openPanel()
    await item(/^Orders /).waitFor({ timeout: 30_000 })
    await page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      workbook?.renameSheet(workbook.sheetByName("Orders")?.id ?? "", "Sales")
      workbook?.deleteSheet(workbook.sheetByName("Staff")?.id ?? "")
      const prices = workbook?.addSheet("Prices")
      workbook?.write(prices?.id ?? "", { row: 0, column: 0, rowCount: 3, columnCount: 2 }, [
        ["Fruit", "Price"],
        ["Apple", 3],
        ["Pear", 4],
      ])
    })
    for (const name of [/^Sales /, /^Prices 6 cells/]) await item(name).waitFor({ timeout: 30_000 })
    for (const name of [/^Orders /, /^Staff /]) assert.equal(await item(name).count(), 0)
    await closePanel()
    await opened.select("Targets!A1")
    assert.match(await answerTo("total price in Prices"), /\b7\b/)
    assert.match(await answerTo("total revenue in West in Sales"), /\$292,883\.62/)
  })

  it("sends no cell again when it is opened again, and asks for nothing once nothing has changed", async () => {
    const { page } = opened
    const sync = watchSync(page)
    await include()
    await included()
    assert.ok(sync.blocks() >= 6)
    sync.reset()
    await reopen()
    await included()
    assert.deepEqual([sync.blocks(), sync.requests()], [0, 7], "the outline and the hashes of six sheets")
    sync.reset()
    await answerTo("total revenue in West in Orders")
    assert.equal(sync.requests(), 0)
    // The page makes its workbook anew, and with it the choice is gone; what is stored is not.
    await page.reload()
    await opened.pane.getByRole("button", { name: "Choose…" }).click()
    await include()
    await closePanel()
    await included()
    assert.equal(sync.blocks(), 0)
  })

  it("leaves hidden sheets out until they are chosen", async () => {
    const { page, pane } = opened
    await page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      workbook?.setVisibility(workbook.sheetByName("Staff")?.id ?? "", "Hidden")
    })
    const staff = pane.getByRole("checkbox", { name: /^Staff · hidden/ })
    await staff.waitFor()
    assert.equal(await staff.isChecked(), false)
    await pane.getByRole("button", { name: "Include 5 sheets" }).waitFor()
    await staff.check()
    await pane.getByRole("button", { name: "Include 6 sheets" }).waitFor()
  })

  it("can be paused, goes on where it was, and shows how far it is", async () => {
    const { page, pane } = opened
    const sync = watchSync(page)
    const letGo = await holdBlocks(page)
    await include()
    await openPanel()
    await pane.getByRole("progressbar", { name: "Including the workbook" }).waitFor()
    await pane.getByText(/^Sending Orders, 0 of \d+ blocks?…$/).waitFor()
    await pane.getByRole("button", { name: "Pause" }).click()
    await pane.getByText("Paused. Edits are not sent until you go on.").waitFor()
    letGo()
    sync.reset()
    await pane.getByRole("button", { name: "Go on" }).click()
    await item(/^Notes .*searchable/).waitFor({ timeout: 30_000 })
    assert.ok(sync.blocks() >= 6)
  })

  it("leaves nothing on the server when it is cancelled in the middle", async () => {
    const { page, pane } = opened
    const letGo = await holdBlocks(page)
    await include()
    await openPanel()
    await pane.getByText(/^Sending Orders/).waitFor()
    const gone = page.waitForResponse((response) => response.request().method() === "DELETE")
    await pane.getByRole("button", { name: "Cancel" }).click()
    letGo()
    assert.equal((await gone).status(), 204)
    await pane.getByText("Only the cells you select are used in answers.").waitFor()
    assert.equal(await pane.getByText("The server still has").count(), 0)
  })

  it("answers a question that is asked while the first sync is under way, and says so", async () => {
    const { page } = opened
    const letGo = await holdBlocks(page)
    await include()
    await opened.select("Orders!A3:J213")
    const answer = await answerTo("total revenue by region")
    assert.match(answer, /\$292,883\.62/)
    letGo()
    await included()
    assert.match(await answerTo("total revenue in West in Orders"), /\$292,883\.62/)
  })

  it("comes to rest with two panes on one workbook", async () => {
    const other = await server.open(`/playground?user=whole-${user}`)
    await other.pane.getByRole("heading", { name: "Include the whole workbook?" }).waitFor()
    await Promise.all([include(), include(other.pane)])
    await Promise.all([included(), included(other.pane)])
    await opened.page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      workbook?.type(workbook.sheetByName("Orders")?.id ?? "", 3, 5, "1008")
    })
    await other.page.evaluate(() => {
      const workbook = window.simulatedExcel?.workbook
      workbook?.asCoauthor(() => workbook.type(workbook.sheetByName("Orders")?.id ?? "", 3, 5, "1008"))
    })
    await opened.select("Targets!A1")
    assert.match(await answerTo("total revenue in West in Orders"), /\$462,983\.62/)
    const syncs = [watchSync(opened.page), watchSync(other.page)]
    await opened.page.waitForTimeout(5_000)
    assert.deepEqual(
      syncs.map((sync) => sync.requests()),
      [0, 0],
    )
    await other.close()
  })
})
