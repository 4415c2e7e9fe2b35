import assert from "node:assert/strict"
import {
  browserSkipped,
  ordinaryPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { seriousViolations } from "../support/seriousViolations.ts"

const budget = {
  name: "Budget.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("Department,Budget\nSales,1000\nLegal,2500\nSales,500\n"),
}

describe("files in the pane", function () {
  if (browserSkipped) return
  let server: PlaygroundServer
  let opened: Playground
  let user = 0
  before(async () => {
    server = await ordinaryPlaygroundServer()
  })
  beforeEach(async () => {
    // Files belong to a person, not to a workbook.
    opened = await server.open(`/playground?user=files-${++user}`)
    await opened.pane.getByText("What would you like to know?").waitFor()
    await opened.pane.getByRole("button", { name: "Add…" }).click()
    await opened.pane.getByText("Upload Excel and CSV files").waitFor()
  })
  afterEach(() => opened.close())
  after(() => server.close())

  const upload = (...files: (typeof budget)[]) => opened.pane.locator("input[type=file]").setInputFiles(files)
  const used = (name: string) => opened.pane.getByRole("checkbox", { name })

  it("uploads a file, uses it in questions, and cites it without pretending to jump", async () => {
    const { pane, problems } = opened
    await upload(budget)
    await used("Budget.csv").waitFor()
    assert.equal(await used("Budget.csv").isChecked(), true)
    await pane.getByRole("button", { name: "Close what I see" }).click()
    await pane.getByRole("button", { name: "1 file" }).waitFor()
    await pane.getByRole("button", { name: "Do not use the selection for this question" }).click()
    const answer = await opened.answerTo("total Budget by Department in Budget")
    assert.match(answer, /Computed without a model/)
    assert.match(answer, /2,500/)
    assert.match(answer, /1,500/)
    await pane
      .getByRole("article")
      .getByRole("button", { name: /^(?!How).*Budget/ })
      .first()
      .click()
    await pane.getByText(/is in the uploaded file Budget.csv, which is not this workbook/).waitFor()
    assert.deepEqual(problems, [])
  })

  it("shows what was found in a file", async () => {
    const { pane } = opened
    await upload(budget)
    await pane.getByRole("button", { name: "What was found in Budget.csv" }).click()
    const tree = pane.getByRole("tree", { name: "Budget.csv" })
    await tree.getByRole("treeitem").first().click()
    await tree.getByRole("treeitem", { name: /3 rows, 2 columns/ }).waitFor({ timeout: 30_000 })
    await pane.getByText("Not open in Excel: its cells cannot be shown from here.").waitFor()
  })

  it("names the file that could not be read, and why", async () => {
    const { pane } = opened
    await upload({ ...budget, name: "Broken.xlsx", buffer: Buffer.from("PK\u0003\u0004 no workbook") }, budget)
    await pane
      .getByRole("alert")
      .getByText(/^Broken.xlsx: /)
      .waitFor()
    await used("Budget.csv").waitFor()
    await pane.getByRole("button", { name: "Dismiss" }).click()
    assert.equal(await pane.getByRole("alert").count(), 0)
  })

  it("refuses an empty file at once", async () => {
    const { pane, problems } = opened
    await upload({ ...budget, name: "Nothing.csv", buffer: Buffer.alloc(0) })
    await pane.getByText("Nothing.csv: It is empty.").waitFor()
    assert.deepEqual(problems, [])
  })

  it("takes a file that is dropped on it, and the page does not open it", async () => {
    const { page, pane } = opened
    const frame = page.frames().find((candidate) => candidate.url().includes("taskpane"))
    assert.ok(frame)
    const files = await frame.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(["Region,Sales\nWest,7\n"], "Dropped.csv"))
      return transfer
    })
    await frame.dispatchEvent("body", "dragover", { dataTransfer: files })
    await pane.getByText("Drop files to ask about them").waitFor()
    await frame.dispatchEvent("body", "drop", { dataTransfer: files })
    await used("Dropped.csv").waitFor()
    assert.equal(await page.getByTestId("file-name").filter({ hasText: "Dropped.csv" }).count(), 0)
  })

  it("remembers which files are used, and deletes one after asking", async () => {
    const { page, pane, problems } = opened
    await upload(budget)
    await used("Budget.csv").uncheck()
    await page.reload()
    await pane.getByText("What would you like to know?").waitFor()
    await pane.getByRole("button", { name: "Add…" }).click()
    await used("Budget.csv").waitFor()
    await pane.getByRole("button", { name: "Delete Budget.csv" }).click()
    await page.keyboard.press("Escape")
    await pane.getByRole("button", { name: "Delete Budget.csv" }).click()
    await pane.getByRole("button", { name: "Delete", exact: true }).click()
    await pane.getByText("Upload Excel and CSV files").waitFor()
    assert.deepEqual(problems, [])
  })

  it("has nothing serious for axe at 320 px", async () => {
    const { page, pane } = opened
    await page.evaluate(() => {
      const frame = document.querySelector("iframe")
      if (frame?.parentElement) frame.parentElement.style.width = "320px"
    })
    await upload({ ...budget, name: `${"A very long name of a file ".repeat(4)}.csv` })
    await pane.getByRole("button", { name: /^What was found in/ }).click()
    await pane.getByRole("tree", { name: /^A very long name/ }).waitFor({ timeout: 30_000 })
    const frame = page.frames().find((candidate) => candidate.url().includes("taskpane"))
    assert.ok(frame)
    assert.deepEqual(await seriousViolations(frame), [])
    assert.equal(await pane.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth), 0)
  })
})
