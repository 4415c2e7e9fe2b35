import type {} from "../../playground/page/simulatedExcel.ts"
import { randomUUID } from "node:crypto"
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type FrameLocator,
  type Locator,
  type Page,
} from "playwright-core"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Config } from "../../server/config/config.ts"
import type { Replacements } from "../../server/compose/replacements.ts"
import { startServer } from "../../server/compose/startServer.ts"
import { browserArguments, findBrowser } from "../../scripts/browser.ts"
import { sharedAnalyzer } from "./sharedAnalyzer.ts"
import { sharedDatabase, testConfig } from "./startTestServer.ts"
import { trustedCertificate } from "./trustedCertificate.ts"

/** True when the browser tests are left out on purpose; `npm test` has said so. */
export const browserSkipped = process.env["SKIP_BROWSER"] === "1"

async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error("No Chromium-based browser was found: run npm test, which finds or installs one.")
  const { keyHash } = await trustedCertificate()
  const args = [...browserArguments, `--ignore-certificate-errors-spki-list=${keyHash}`]
  return chromium.launch({ executablePath, args })
}

let browser: Promise<Browser> | undefined

/** One browser for every test of a process; it ends with the process. */
export const sharedBrowser = (): Promise<Browser> => (browser ??= launchBrowser())

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
  /** The same, waits for the answer and unfolds what is behind it. All that is then shown of the turn. */
  readonly answerTo: (question: string) => Promise<string>
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
  await (await trustedCertificate()).installIn(dataDir)
  const server = await startServer(testConfig(dataDir, { tls: { kind: "dev" }, ...changes }), {
    database: await sharedDatabase(),
    analyzer: sharedAnalyzer(),
    ...replacements,
  })
  return {
    url: server.url,
    open: async (path = "/playground", options) => openPage(await contextFor(options), new URL(path, server.url)),
    close: async () => {
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

let ordinary: Promise<PlaygroundServer> | undefined

/**
 * A server as it is without settings, for every test of a process that needs no other; the browser keeps its pages compiled.
 * Each page is opened as a person of its own, unless the path names one. It ends with the process.
 */
export async function ordinaryPlaygroundServer(): Promise<PlaygroundServer> {
  const server = await (ordinary ??= startPlaygroundServer())
  return {
    url: server.url,
    open: (path = "/playground", options) => {
      const url = new URL(path, server.url)
      if (!url.searchParams.has("user")) url.searchParams.set("user", `person-${randomUUID()}`)
      return server.open(url.href, options)
    },
    close: () => Promise.resolve(),
  }
}

let reused: BrowserContext | undefined

/** A context that has seen our pages before opens them in a third of the time; one with options is new. */
async function contextFor(options: BrowserContextOptions | undefined): Promise<BrowserContext> {
  if (!options && reused?.pages().length === 0) return reused
  const browser = await sharedBrowser()
  const viewport = { width: 1400, height: 860 }
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport, ...options })
  context.setDefaultTimeout(60_000)
  if (options || reused) return context
  context.on("close", () => (reused = undefined))
  return (reused = context)
}

/** Leaves nothing behind in the browser but what it has cached. */
async function leave(page: Page, context: BrowserContext): Promise<void> {
  if (context !== reused) return context.close()
  if (page.isClosed()) return
  const storageTypes = "cookies,local_storage,indexeddb,service_workers,cache_storage"
  const origins = new Set(page.frames().map((frame) => (URL.canParse(frame.url()) ? new URL(frame.url()).origin : "")))
  await page.goto("about:blank")
  const session = await context.newCDPSession(page)
  for (const origin of origins)
    if (origin.startsWith("http")) await session.send("Storage.clearDataForOrigin", { origin, storageTypes })
  await context.clearCookies()
  for (const open of context.pages()) await open.close()
}

/** The folded line under an answer, which ends with its time. */
export const howOf = (turn: Locator): Locator => turn.getByRole("button", { name: /· [\d.,]+ m?s$/ })

async function openPage(context: BrowserContext, url: URL): Promise<Playground> {
  const page = await context.newPage()
  const problems: string[] = []
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("response", (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`))
  await page.goto(url.href)
  const pane = page.frameLocator("iframe")
  await pane.getByRole("textbox").waitFor()
  const ask = async (question: string): Promise<void> => {
    await pane.getByRole("textbox").fill(question)
    await pane.getByRole("textbox").press("Enter")
  }
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
    ask,
    answerTo: async (question) => {
      const before = await pane.getByRole("article").count()
      await ask(question)
      const turn = pane.getByRole("article").nth(before)
      await howOf(turn).click()
      await turn
        .getByText(/Computed without a model|Not answered/)
        .first()
        .waitFor()
      return turn.innerText()
    },
    close: () => leave(page, context),
  }
}
