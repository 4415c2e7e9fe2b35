import assert from "node:assert/strict"
import type { HostConnection } from "../../playground/host/connectHost.ts"
import type { SimWorkbook } from "../../playground/workbook/contract.ts"
import { browserSkipped } from "../support/openPlayground.ts"
import { hostStage, type PaneWindow } from "./hostStage.ts"

declare const workbook: SimWorkbook
declare const connection: HostConnection

describe("connectHost", () => {
  if (browserSkipped) return
  const { page, openPane } = hostStage()

  it("is Excel on the web for an unmodified Office.js", async () => {
    const pane = await openPane("/pane.html")
    const seen = await pane.evaluate(async () => ({
      ready: await (window as unknown as PaneWindow).ready,
      newest: Office.context.requirements.isSetSupported("ExcelApi", "1.17"),
      beyond: Office.context.requirements.isSetSupported("ExcelApi", "1.18"),
      bridge: Office.context.requirements.isSetSupported("NestedAppAuth", "1.1"),
      document: Office.context.document.url.split("/").pop(),
    }))
    assert.deepEqual(
      { ...seen, ready: { host: seen.ready.host, platform: seen.ready.platform } },
      {
        ready: { host: "Excel", platform: "OfficeOnline" },
        newest: true,
        beyond: false,
        bridge: false,
        document: "Orders.xlsx",
      },
    )
  })

  it("reads and writes cells and tells the pane of selections", async () => {
    const pane = await openPane("/pane.html")
    const values = await pane.evaluate(() =>
      Excel.run(async (excel) => {
        const sheet = excel.workbook.worksheets.getItem("Orders")
        sheet.getRange("C1:C2").values = [["Price"], [2.5]]
        const used = sheet.getUsedRange()
        used.load({ address: true, values: true })
        await excel.sync()
        return [used.address, used.values]
      }),
    )
    assert.deepEqual(values, [
      "Orders!A1:C3",
      [
        ["Region", "Units", "Price"],
        ["North", 10, 2.5],
        ["South", 32, ""],
      ],
    ])
    await pane.evaluate(() =>
      Excel.run(async (excel) => {
        const pane = window as unknown as PaneWindow
        pane.seen = []
        excel.workbook.onSelectionChanged.add(() => Promise.resolve(void pane.seen.push("workbook")))
        excel.workbook.worksheets.onSelectionChanged.add((event) => Promise.resolve(void pane.seen.push(event.address)))
        await excel.sync()
      }),
    )
    await page().evaluate(() =>
      workbook.select(workbook.activeSheet.id, { row: 1, column: 0, rowCount: 2, columnCount: 2 }),
    )
    await pane.waitForFunction(() => (window as unknown as PaneWindow).seen.length === 2)
    assert.deepEqual(await pane.evaluate(() => (window as unknown as PaneWindow).seen), ["workbook", "A2:B3"])
  })

  it("opens a dialog that talks with the pane both ways and can be closed", async () => {
    const pane = await openPane("/pane.html")
    const opened = page().waitForEvent("popup")
    const heard = pane.evaluate(
      () =>
        new Promise<unknown[]>((resolve, reject) => {
          const messages: unknown[] = []
          const options = { height: 30, width: 20, promptBeforeOpen: false }
          Office.context.ui.displayDialogAsync(`${location.origin}/dialog.html`, options, (result) => {
            if (result.status !== Office.AsyncResultStatus.Succeeded) return reject(new Error(result.error.message))
            const dialog = result.value
            dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
              messages.push("message" in event ? event.message : event.error)
              if (messages.length === 1) return dialog.messageChild("hello")
              dialog.close()
              resolve(messages)
            })
          })
        }),
    )
    const dialog = await opened
    assert.deepEqual(await heard, ["dialog is open", "dialog heard: hello"])
    if (!dialog.isClosed()) await dialog.waitForEvent("close")
  })

  it("runs the pane's ribbon functions and lets it show itself", async () => {
    const pane = await openPane("/pane.html")
    await pane.evaluate(() =>
      Office.actions.associate("ask", (event: Office.AddinCommands.Event) => {
        void Office.addin.showAsTaskpane().then(() => event.completed())
      }),
    )
    await page().evaluate(() => connection.invokeCommand("AskButton", "ask"))
    assert.deepEqual(await page().evaluate("window.visibility"), [true])
  })

  it("brings the keyboard into the pane and hears where it goes from there", async () => {
    const pane = await openPane("/pane.html")
    await pane.evaluate(() => {
      document.body.innerHTML = "<button id='first'>First</button><button id='last'>Last</button>"
    })
    await page().evaluate(() => connection.focusPane())
    await pane.waitForFunction(() => document.activeElement?.id === "first", undefined, { timeout: 5000 })
    for (const key of ["Shift+Tab", "Control+F6", "Control+Shift+F6", "Escape"]) await page().keyboard.press(key)
    await page().waitForFunction("window.left.length === 4", undefined, { timeout: 5000 })
    assert.deepEqual(await page().evaluate("window.left"), ["previous", "next", "previous", "sheet"])
  })

  it("shows the pane its theme as the preferred colour scheme", async () => {
    const pane = await openPane("/pane.html")
    const isDark = (): boolean => matchMedia("(prefers-color-scheme: dark)").matches
    assert.equal(await pane.evaluate(isDark), false)
    await page().evaluate(() => connection.setTheme("dark"))
    await pane.waitForFunction(isDark, undefined, { timeout: 5000 })
  })
})
