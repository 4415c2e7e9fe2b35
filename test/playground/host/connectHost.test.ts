import { build } from "esbuild"
import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { createServer, type Server } from "node:https"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { dirname, extname, join } from "node:path"
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from "playwright-core"
import { generate } from "selfsigned"
import type { HostConnection } from "../../../playground/host/connectHost.ts"
import type { SimWorkbook } from "../../../playground/workbook/contract.ts"
import { browserArguments, findBrowser } from "../../../scripts/browser.ts"

const officeFolder = dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/dist/office.js"))

const hostPage = `<!doctype html><title>host</title><div id="place"></div><script type="module" src="/host.js"></script>`

const hostScript = `
import { connectHost } from "./playground/host/connectHost.ts"
import { createWorkbook } from "./playground/workbook/createWorkbook.ts"
const claims = { tid: "tenant-1", oid: "user-1", preferred_username: "ada@example.test", name: "Ada", exp: 4102444800 }
const token = ["{}", JSON.stringify(claims), ""].map((part) => btoa(part)).join(".")
window.signedIn = true
window.visibility = []
window.left = []
window.open_ = (paneUrl, more = {}) => {
  window.workbook = createWorkbook({ fileName: "Orders.xlsx", sheets: [{ name: "Orders", rows: [["Region", "Units"], ["North", 10], ["South", 32]] }] })
  const iframe = document.createElement("iframe")
  window.connection = connectHost({
    iframe, paneUrl, workbook: window.workbook, theme: "light",
    getAccessToken: async () => {
      if (!window.signedIn) throw Object.assign(new Error("nobody is signed in"), { code: 13001 })
      return token
    },
    onVisibility: (visible) => window.visibility.push(visible),
    onLeave: (to) => window.left.push(to),
    ...more,
  })
  document.getElementById("place").append(iframe)
}
`

const panePage = (more: string): string =>
  `<!doctype html><title>pane</title><script src="/office/office.js"></script>${more}<script>window.ready = Office.onReady()</script>pane`

const dialogPage = `<!doctype html><title>dialog</title><script src="/office/office.js"></script><script>
Office.onReady(() => {
  Office.context.ui.addHandlerAsync(Office.EventType.DialogParentMessageReceived, (message) =>
    Office.context.ui.messageParent("dialog heard: " + message.message), () => Office.context.ui.messageParent("dialog is open"))
})</script>dialog`

const msalScript = `import { createNestablePublicClientApplication } from "@azure/msal-browser"; window.createClient = createNestablePublicClientApplication`

const bundle = async (contents: string): Promise<string> => {
  const built = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  })
  return built.outputFiles[0]?.text ?? ""
}

async function startServer(): Promise<Server> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }])
  const pages: Record<string, string> = {
    "/host.html": hostPage,
    "/host.js": await bundle(hostScript),
    "/pane.html": panePage(""),
    "/naa.html": panePage('<script type="module" src="/msal.js"></script>'),
    "/msal.js": await bundle(msalScript),
    "/dialog.html": dialogPage,
  }
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" }
  const server = createServer({ key, cert }, (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "https://localhost")
    const page = pages[pathname]
    const body = page ?? (pathname.startsWith("/office/") ? readFile(join(officeFolder, pathname.slice(8))) : undefined)
    Promise.resolve(body).then(
      (content) =>
        response
          .writeHead(content === undefined ? 404 : 200, { "content-type": types[extname(pathname)] ?? "text/plain" })
          .end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return server
}

declare const workbook: SimWorkbook
declare const connection: HostConnection
declare const open_: (paneUrl: string, more?: Record<string, unknown>) => void

interface PaneWindow {
  ready: Promise<{ host: string; platform: string }>
  seen: unknown[]
  createClient(options: object): Promise<{
    acquireTokenSilent(request: object): Promise<{ account: { username: string }; accessToken: string }>
    acquireTokenPopup(request: object): Promise<{ account: { username: string } }>
  }>
}

describe("connectHost", function () {
  this.timeout(60_000)
  let server: Server | undefined
  let browser: Browser | undefined
  let context: BrowserContext | undefined
  let page: Page
  let origin: string

  before(async function () {
    if (process.env["SKIP_BROWSER"] === "1") {
      process.stderr.write("      skipped: there is no browser (SKIP_BROWSER)\n")
      this.skip()
    }
    const executablePath = findBrowser()
    assert.ok(executablePath, "No Chromium-based browser was found: run npm test, which finds or installs one.")
    server = await startServer()
    origin = `https://localhost:${(server.address() as AddressInfo).port}`
    browser = await chromium.launch({ executablePath, args: browserArguments })
  })

  after(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
  })

  beforeEach(async () => {
    assert.ok(browser)
    context = await browser.newContext({ ignoreHTTPSErrors: true, colorScheme: null })
    page = await context.newPage()
    await page.goto(`${origin}/host.html`)
    await page.waitForFunction(() => "open_" in window)
  })

  afterEach(() => context?.close())

  async function openPane(path: string, more: Record<string, unknown> = {}): Promise<Frame> {
    await page.evaluate(([url, options]) => open_(url, options), [path, more] as const)
    const frame = await (await page.waitForSelector("iframe")).contentFrame()
    assert.ok(frame)
    await frame.waitForURL(`**${path}`)
    await frame.evaluate(() => (window as unknown as PaneWindow).ready)
    return frame
  }

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
    await page.evaluate(() =>
      workbook.select(workbook.activeSheet.id, { row: 1, column: 0, rowCount: 2, columnCount: 2 }),
    )
    await pane.waitForFunction(() => (window as unknown as PaneWindow).seen.length === 2)
    assert.deepEqual(await pane.evaluate(() => (window as unknown as PaneWindow).seen), ["workbook", "A2:B3"])
  })

  it("hands out the page's token, and refuses with Excel's code when nobody is signed in", async () => {
    const pane = await openPane("/pane.html")
    const token = await pane.evaluate(() => Office.auth.getAccessToken({ allowSignInPrompt: true }))
    assert.match(Buffer.from(token.split(".")[1] ?? "", "base64").toString(), /"oid":"user-1"/)
    await page.evaluate("window.signedIn = false")
    const code = await pane.evaluate(() =>
      Office.auth.getAccessToken().catch((error: unknown) => (error as { code: number }).code),
    )
    assert.equal(code, 13001)
  })

  it("opens a dialog that talks with the pane both ways and can be closed", async () => {
    const pane = await openPane("/pane.html")
    const opened = page.waitForEvent("popup")
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
    await page.evaluate(() => connection.invokeCommand("AskButton", "ask"))
    assert.deepEqual(await page.evaluate("window.visibility"), [true])
  })

  it("brings the keyboard into the pane and hears where it goes from there", async () => {
    const pane = await openPane("/pane.html")
    await pane.evaluate(() => {
      document.body.innerHTML = "<button id='first'>First</button><button id='last'>Last</button>"
    })
    await page.evaluate(() => connection.focusPane())
    await pane.waitForFunction(() => document.activeElement?.id === "first", undefined, { timeout: 5000 })
    for (const key of ["Shift+Tab", "Control+F6", "Control+Shift+F6", "Escape"]) await page.keyboard.press(key)
    await page.waitForFunction("window.left.length === 4", undefined, { timeout: 5000 })
    assert.deepEqual(await page.evaluate("window.left"), ["previous", "next", "previous", "sheet"])
  })

  it("shows the pane its theme as the preferred colour scheme", async () => {
    const pane = await openPane("/pane.html")
    const isDark = (): boolean => matchMedia("(prefers-color-scheme: dark)").matches
    assert.equal(await pane.evaluate(isDark), false)
    await page.evaluate(() => connection.setTheme("dark"))
    await pane.waitForFunction(isDark, undefined, { timeout: 5000 })
  })

  it("gives the genuine MSAL nested app authentication when it is switched on", async () => {
    const pane = await openPane("/naa.html", { nestedAppAuth: true })
    const result = await pane.evaluate(async () => {
      const client = await (window as unknown as PaneWindow).createClient({
        auth: {
          clientId: "11111111-1111-1111-1111-111111111111",
          authority: "https://login.microsoftonline.com/common",
        },
      })
      const silent = await client.acquireTokenSilent({ scopes: ["User.Read"] })
      const popup = await client.acquireTokenPopup({ scopes: ["User.Read"] })
      return [
        Office.context.requirements.isSetSupported("NestedAppAuth", "1.1"),
        silent.account.username,
        silent.accessToken.split(".").length,
        popup.account.username,
      ]
    })
    assert.deepEqual(result, [true, "ada@example.test", 3, "ada@example.test"])
  })

  it("tells MSAL when nobody is signed in", async () => {
    await page.evaluate("window.signedIn = false")
    const pane = await openPane("/naa.html", { nestedAppAuth: true })
    const refusal = await pane.evaluate(async () => {
      const client = await (window as unknown as PaneWindow).createClient({
        auth: {
          clientId: "11111111-1111-1111-1111-111111111111",
          authority: "https://login.microsoftonline.com/common",
        },
      })
      return client.acquireTokenPopup({ scopes: ["User.Read"] }).then(
        () => "signed in",
        (error: unknown) => (error as { errorCode: string }).errorCode,
      )
    })
    assert.equal(refusal, "no_account_found")
  })

  it("promises no nested app authentication after the pane has reloaded itself", async () => {
    const pane = await openPane("/pane.html", { nestedAppAuth: true })
    await pane.evaluate(() => location.reload())
    await pane.waitForFunction(() => "ready" in window)
    const promised = await pane.evaluate(async () => {
      await (window as unknown as PaneWindow).ready
      return Office.context.requirements.isSetSupported("NestedAppAuth", "1.1")
    })
    assert.equal(promised, false)
  })
})
