import assert from "node:assert/strict"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { allRoutes } from "../../server/http/routes/allRoutes.ts"
import { browserSkipped, sharedBrowser } from "../support/openPlayground.ts"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

describe("the readable description of the interface", () => {
  if (browserSkipped) return
  let server: TestServer
  let browser: Browser
  before(async () => {
    server = await startTestServer({}, { analyzer: noAnalyzer, database: await sharedDatabase() })
    browser = await sharedBrowser()
  })
  after(async () => {
    await server.close()
  })

  const problems: string[] = []
  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage(options)
    problems.length = 0
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()))
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("request", (request) => {
      const url = request.url()
      if (!url.startsWith(`${server.url}/`) && !url.startsWith("data:")) problems.push(`asked ${url}`)
    })
    await page.goto(`${server.url}/api/docs`)
    await page.locator(".opblock").first().waitFor()
    return page
  }

  it("lists every operation and calls this server alone, without a word from the content policy", async () => {
    const page = await open()
    assert.equal(await page.locator(".opblock").count(), allRoutes.length)
    const operation = page.locator("#operations-Starting-readSettings")
    await operation.locator("button.opblock-summary-control").click()
    await operation.getByRole("button", { name: "Try it out" }).click()
    await operation.getByRole("button", { name: "Execute" }).click()
    await operation.locator(".live-responses-table").getByText("cellsPerQuestion").first().waitFor()
    assert.deepEqual(problems, [])
    await page.close()
  })

  for (const [colorScheme, ink] of [
    ["light", /^rgb\((?:[0-9]|[0-9][0-9]), /],
    ["dark", /^rgb\(2\d\d, /],
  ] as const)
    it(`is written for eyes that like it ${colorScheme}`, async () => {
      const page = await open({ colorScheme })
      const title = page.locator("h1, h2").first()
      assert.match(await title.evaluate((element) => getComputedStyle(element).color), ink)
      assert.deepEqual(problems, [])
      await page.close()
    })
})
