import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import type {} from "../../playground/page/simulatedExcel.ts"
import { playgroundPageStage } from "./playgroundPageStage.ts"

describe("the context menu of the playground's cells", () => {
  const stage = playgroundPageStage()
  const { cell, click, nameBox, value } = stage
  let page: Page
  beforeEach(() => {
    page = stage.page
  })

  const item = (name: string) => page.getByRole("menuitem", { name })
  const rightClick = async (row: number, column: number): Promise<void> => {
    const { x, y } = await cell(row, column)
    await page.mouse.click(x, y, { button: "right" })
  }
  const column = (at: number) => Promise.all([0, 1, 2, 3].map((row) => value(row, at)))

  it("opens with Shift+F10, is walked with the arrows, and Esc gives the cells the keyboard back", async () => {
    await click(1, 1)
    await page.keyboard.press("Shift+F10")
    await item("Ask about this").waitFor()
    for (const name of ["Cut", "Copy", "Paste", "Insert rows above", "Delete rows", "Sort A to Z"])
      assert.equal(await item(name).count(), 1, name)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    assert.match((await page.locator(":focus").textContent()) ?? "", /^Copy/)
    await page.keyboard.press("Enter")
    await item("Copy").waitFor({ state: "detached" })
    await page.keyboard.press("ArrowDown")
    assert.equal(await nameBox(), "B3")
    await page.keyboard.press("Shift+F10")
    await page.keyboard.press("Escape")
    await item("Copy").waitFor({ state: "detached" })
    await page.keyboard.press("ArrowDown")
    assert.equal(await nameBox(), "B4")
  })

  it("selects what is clicked, keeps a selection that is clicked, and pastes what was copied", async () => {
    await rightClick(1, 0)
    assert.equal(await nameBox(), "A2")
    await item("Copy").click()
    await rightClick(6, 3)
    assert.equal(await nameBox(), "D7")
    await item("Paste").click()
    await page.waitForFunction(() => window.simulatedExcel?.workbook.activeSheet.value(6, 3) === "Lamp")
    await click(1, 1)
    await page.keyboard.press("Shift+ArrowDown")
    await rightClick(2, 1)
    assert.equal(await nameBox(), "B2:B3")
    await item("Clear contents").click()
    assert.deepEqual(await column(1), ["Units", null, null, 8])
  })

  it("sorts the rows around a cell under their header, and inserts and deletes", async () => {
    await rightClick(2, 1)
    await item("Sort Z to A").click()
    assert.deepEqual(await column(1), ["Units", 8, 5, 3])
    assert.deepEqual(await column(0), ["Name", "Chair", "Desk", "Lamp"])
    await rightClick(1, 1)
    await item("Insert rows above").click()
    assert.deepEqual(await column(0), ["Name", null, "Chair", "Desk"])
    await rightClick(1, 0)
    await item("Delete rows").click()
    await rightClick(0, 1)
    await item("Delete columns").click()
    assert.deepEqual(await column(1), ["Price", 30, 20, 10])
  })
})
