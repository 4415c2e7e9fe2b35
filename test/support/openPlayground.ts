import type {} from "../../playground/page/simulatedExcel.ts"
import { chromium, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from "playwright-core"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Config } from "../../server/config/config.ts"
import { startServer, type Replacements } from "../../server/compose/startServer.ts"
import { browserArguments, findBrowser } from "../../scripts/browser.ts"
import { sharedDatabase, testConfig } from "./startTestServer.ts"

/** True when the browser tests are left out on purpose; `npm test` has said so. */
export const browserSkipped = process.env["SKIP_BROWSER"] === "1"

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error("No Chromium-based browser was found: run npm test, which finds or installs one.")
  return chromium.launch({ executablePath, args: browserArguments })
}

export interface Playground {
  readonly page: Page
  /** The task pane's frame. */
  readonly pane: FrameLocator
  /** What went wrong in the browser: console errors, page errors, policy violations, answers from 400 on. */
  readonly problems: string[]
  /** Selects cells through the page's name box, like a person. */
  readonly select: (address: string) => Promise<void>
  /** Address of the selected cells with its sheet. */
  readonly selection: () => Promise<string>
  /** Types a question and sends it. */
  readonly ask: (question: string) => Promise<void>
  readonly close: () => Promise<void>
}

export interface PlaygroundServer {
  readonly url: string
  /** A path on the server, or a whole address where something stands before it. */
  open(path?: string, options?: BrowserContextOptions): Promise<Playground>
  close(): Promise<void>
}

/** The real server over https with its development certificate, and a browser to open its playground in. */
export async function startPlaygroundServer(
  changes: Partial<Config> = {},
  replacements: Replacements = {},
): Promise<PlaygroundServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "excel-chat-e2e-"))
  const server = await startServer(testConfig(dataDir, { tls: { kind: "dev" }, ...changes }), {
    database: await sharedDatabase(),
    ...replacements,
  })
  const browser = await launchBrowser()
  return {
    url: server.url,
    open: (path = "/playground", options = {}) => openPlayground(browser, new URL(path, server.url).href, options),
    close: async () => {
      await browser.close()
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function openPlayground(browser: Browser, url: string, options: BrowserContextOptions): Promise<Playground> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1400, height: 860 },
    ...options,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("response", (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`))
  await page.goto(url)
  const pane = page.frameLocator("iframe")
  await pane.getByRole("textbox").waitFor()
  return {
    page,
    pane,
    problems,
    select: async (address) => {
      const nameBox = page.getByTestId("name-box")
      await nameBox.fill(address)
      await nameBox.press("Enter")
    },
    selection: () =>
      page.evaluate(() => {
        const workbook = window.simulatedExcel?.workbook
        if (!workbook) throw new Error("the page has no workbook yet")
        const { row, column, rowCount, columnCount } = workbook.selection.area
        return `${workbook.activeSheet.name} r${row + 1} c${column + 1} ${rowCount}x${columnCount}`
      }),
    ask: async (question) => {
      await pane.getByRole("textbox").fill(question)
      await pane.getByRole("textbox").press("Enter")
    },
    close: () => context.close(),
  }
}
