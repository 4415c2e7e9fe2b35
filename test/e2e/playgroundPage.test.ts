import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import type {} from "../../playground/page/simulatedExcel.ts"
import { playgroundPageStage } from "./playgroundPageStage.ts"

describe("the playground's page", () => {
  const stage = playgroundPageStage()
  const { cell, click, nameBox, formulaBar, value, selection } = stage
  let page: Page
  beforeEach(() => {
    page = stage.page
  })

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

  it("takes an address typed into the name box for the sheet that is shown, and gives the keyboard back to the cells", async () => {
    await page.getByRole("button", { name: "Sample" }).click()
    await page.getByTestId("file-name").filter({ hasText: "Contoso" }).waitFor()
    const box = page.getByTestId("name-box").and(page.locator("input"))
    const typed = async (text: string): Promise<string | undefined> => {
      await box.click()
      await page.keyboard.type(text)
      await page.keyboard.press("Enter")
      return page.evaluate(() => window.simulatedExcel?.workbook.activeSheet.name)
    }
    assert.equal(await typed("B5"), "Orders")
    assert.deepEqual(await selection(), { row: 4, column: 1, rowCount: 1, columnCount: 1 })
    await page.keyboard.press("ArrowDown")
    assert.equal(await nameBox(), "B6")
    assert.equal(await typed("staff!c2"), "Staff")
    assert.equal(await nameBox(), "C2")
    await page.keyboard.press("ArrowRight")
    assert.equal(await nameBox(), "D2")
    await box.click()
    await page.keyboard.type("A1")
    await page.keyboard.press("Escape")
    await page.keyboard.press("ArrowRight")
    assert.equal(await nameBox(), "E2")
    // The list of names is still there for whoever opens it.
    await box.focus()
    await page.keyboard.press("Alt+ArrowDown")
    const first = await page.getByRole("option").first().textContent()
    await page.keyboard.press("Enter")
    assert.equal(await nameBox(), first)
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
})
