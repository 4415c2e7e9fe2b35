import assert from "node:assert/strict"
import type { Server } from "node:https"
import type { AddressInfo } from "node:net"
import type { BrowserContext, Frame, Page } from "playwright-core"
import { sharedBrowser } from "../support/openPlayground.ts"
import { startHostServer } from "./hostServer.ts"

declare const open_: (paneUrl: string, more?: Record<string, unknown>) => void

/** What the panes of `hostServer` put on their window. */
export interface PaneWindow {
  ready: Promise<{ host: string; platform: string }>
  seen: unknown[]
  createClient(options: object): Promise<{
    acquireTokenSilent(request: object): Promise<{ account: { username: string }; accessToken: string }>
    acquireTokenPopup(request: object): Promise<{ account: { username: string } }>
  }>
}

export interface HostStage {
  /** The page that plays Excel, a fresh one for each test. */
  readonly page: () => Page
  /** Opens a pane of the server in the page, and waits until its Office.js is ready. */
  readonly openPane: (path: string, more?: Record<string, unknown>) => Promise<Frame>
}

/** A server and a page for the tests of the `describe` that calls it. */
export function hostStage(): HostStage {
  let server: Server | undefined
  let context: BrowserContext | undefined
  let page: Page | undefined

  before(async () => {
    server = await startHostServer()
  })
  after(() => {
    server?.closeAllConnections()
    server?.close()
  })
  beforeEach(async () => {
    const { port } = server?.address() as AddressInfo
    context = await (await sharedBrowser()).newContext({ ignoreHTTPSErrors: true, colorScheme: null })
    page = await context.newPage()
    await page.goto(`https://localhost:${port}/host.html`)
    await page.waitForFunction(() => "open_" in window)
  })
  afterEach(() => context?.close())

  const opened = (): Page => {
    assert.ok(page)
    return page
  }
  return {
    page: opened,
    async openPane(path, more = {}) {
      await opened().evaluate(([url, options]) => open_(url, options), [path, more] as const)
      const frame = await (await opened().waitForSelector("iframe")).contentFrame()
      assert.ok(frame)
      await frame.waitForURL(`**${path}`)
      await frame.evaluate(() => (window as unknown as PaneWindow).ready)
      return frame
    },
  }
}
