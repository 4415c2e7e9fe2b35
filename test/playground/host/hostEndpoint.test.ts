import assert from "node:assert/strict"
import { openRows } from "../../support/officeInNode.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import { openExcel } from "../../support/officeInNode.ts"

describe("HostEndpoint", () => {
  it("starts Office.js as Excel on the web", async () => {
    const { Office, close } = await openRows([])
    assert.deepEqual(
      [Office.context.host, Office.context.platform, Office.context.displayLanguage, Office.context.document.url],
      ["Excel", "OfficeOnline", "en-US", "https://localhost:3000/Orders.xlsx"],
    )
    close()
  })

  it("saves and refreshes document settings, which batches see too", async () => {
    const { Office, Excel, workbook, close } = await openRows([])
    const { settings } = Office.context.document
    settings.set("theme", { name: "dark" })
    await new Promise((resolve) => settings.saveAsync(resolve))
    assert.deepEqual([...workbook.settings], [["theme", { name: "dark" }]])
    workbook.settings.set("theme", { name: "light" })
    await new Promise((resolve) => settings.refreshAsync(resolve))
    assert.equal((settings.get("theme") as { name: string }).name, "light")
    const value = await Excel.run(async (context): Promise<unknown> => {
      const setting = context.workbook.settings.getItem("theme")
      setting.load("value")
      await context.sync()
      return setting.value as unknown
    })
    assert.deepEqual(value, { name: "light" })
    close()
  })

  for (const [thrown, code] of [
    [Object.assign(new Error("nobody"), { code: 13001 }), 13001],
    [Object.assign(new Error("no"), { code: 13012 }), 13012],
    [new Error("the server is down"), 13006],
  ] as const)
    it(`refuses a token with ${code} for "${thrown.message}"`, async () => {
      const { Office, close } = await openExcel(createWorkbook(), { getAccessToken: () => Promise.reject(thrown) })
      await assert.rejects(Office.auth.getAccessToken(), { code })
      close()
    })

  it("answers calls it does not support instead of leaving them hanging", async () => {
    const { Office, close } = await openRows([["a"]])
    const result = await new Promise<Office.AsyncResult<unknown>>((resolve) =>
      Office.context.document.getSelectedDataAsync(Office.CoercionType.Matrix, resolve),
    )
    assert.equal(result.status, "failed")
    assert.equal(result.error.code, 5000)
    close()
  })

  it("shows and hides the pane and tells it", async () => {
    const asked: boolean[] = []
    const told: string[] = []
    const { Office, close } = await openExcel(createWorkbook(), { onVisibility: (visible) => void asked.push(visible) })
    await Office.addin.onVisibilityModeChanged(({ visibilityMode }) => void told.push(visibilityMode))
    await Office.addin.hide()
    await Office.addin.showAsTaskpane()
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual(asked, [false, true])
    assert.deepEqual(told, ["Hidden", "Taskpane"])
    close()
  })
})
