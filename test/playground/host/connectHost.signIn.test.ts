import assert from "node:assert/strict"
import type { Server } from "node:https"
import type { AddressInfo } from "node:net"
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from "playwright-core"
import { browserArguments, findBrowser } from "../../../scripts/browser.ts"
import { startHostServer } from "./hostServer.ts"

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
    server = await startHostServer()
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
