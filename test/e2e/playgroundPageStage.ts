import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { extname, join } from "node:path"
import type { BrowserContext, Page } from "playwright-core"
import type {} from "../../playground/page/simulatedExcel.ts"
import type { Area } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import { browserSkipped, sharedBrowser } from "../support/openPlayground.ts"

const built = "dist/playground"
const kinds: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
}
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

/** The built page and nothing behind it: what is tested here needs no server. */
function servePage(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/\?.*/, "").replace(/^\/playground\/?/, "") || "playground.html"
    const file = join(built, path)
    if (path === "taskpane.html") {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>A pane</title>")
      return
    }
    if (!existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      "content-type": kinds[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
    })
    response.end(readFileSync(file))
  })
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)))
}

export const csv = "Name,Units,Price\nLamp,3,10\nDesk,5,20\nChair,8,30\n"

export interface PlaygroundPageStage {
  /** Of the test that runs. */
  readonly page: Page
  readonly drawn: () => Promise<void>
  /** The middle of a cell, columns being 64 and rows 20 pixels beyond the headers. */
  readonly cell: (row: number, column: number) => Promise<{ x: number; y: number }>
  readonly click: (row: number, column: number) => Promise<void>
  readonly nameBox: () => Promise<string>
  readonly formulaBar: () => Promise<string>
  readonly value: (row: number, column: number) => Promise<CellValue | undefined>
  readonly selection: () => Promise<Area | undefined>
}

/** The page with a small workbook for each test of the suite around, which fails at an error in the page. */
export function playgroundPageStage(): PlaygroundPageStage {
  let server: Server | undefined
  let context: BrowserContext
  let page: Page
  const failures: string[] = []

  before(async function () {
    if (browserSkipped) this.skip()
    assert.ok(existsSync(built), "the page is not built: run npm test, which builds it")
    server = await servePage()
    const browser = await sharedBrowser()
    context = await browser.newContext({ viewport: { width: 1200, height: 700 } })
    await context.grantPermissions(["clipboard-read", "clipboard-write"])
  })

  beforeEach(async () => {
    assert.ok(server)
    page = await context.newPage()
    page.on("pageerror", (error) => failures.push(error.message))
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/playground?theme=light`)
    await page.waitForFunction(() => window.simulatedExcel !== undefined)
    await page.evaluate((text) => window.simulatedExcel?.open(new TextEncoder().encode(text), "Stock.csv"), csv)
    await page.locator("canvas").waitFor()
    await page.getByTestId("name-box").and(page.locator("input")).waitFor()
    await drawn()
  })

  afterEach(async () => {
    await page.evaluate(() => localStorage.clear())
    await page.close()
    assert.deepEqual(failures.splice(0), [])
  })

  after(async () => {
    if (browserSkipped) return
    await context.close()
    server?.close()
  })

  const drawn = (): Promise<void> =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))
  const cell = async (row: number, column: number): Promise<{ x: number; y: number }> => {
    const box = await page.locator("canvas").boundingBox()
    assert.ok(box)
    return { x: box.x + 38 + column * 64 + 32, y: box.y + 22 + row * 20 + 10 }
  }
  return {
    get page() {
      return page
    },
    drawn,
    cell,
    click: async (row, column) => {
      const { x, y } = await cell(row, column)
      await page.mouse.click(x, y)
    },
    nameBox: () => page.getByTestId("name-box").and(page.locator("input")).inputValue(),
    formulaBar: () => page.getByTestId("formula-bar").inputValue(),
    value: (row, column) =>
      page.evaluate(([r, c]) => window.simulatedExcel?.workbook.activeSheet.value(r!, c!), [row, column]),
    selection: () => page.evaluate(() => window.simulatedExcel?.workbook.selection.area),
  }
}
