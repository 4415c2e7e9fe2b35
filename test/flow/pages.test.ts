import assert from "node:assert/strict"
import { existsSync } from "node:fs"
import { noAnalyzer, sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const built = existsSync("dist/playground/playground.html")

describe(built ? "the pages" : "the pages (left out: npm start or npm test builds them first)", function () {
  let development: TestServer
  let production: TestServer
  before(async function () {
    if (!built) this.skip()
    const parts = { analyzer: noAnalyzer, database: await sharedDatabase() }
    development = await startTestServer({}, parts)
    production = await startTestServer({ development: false }, parts)
  })
  after(async () => {
    if (!built) return
    await development.close()
    await production.close()
  })

  const textOf = async (server: TestServer, path: string): Promise<string> =>
    String((await server.request("GET", path)).body["text"])

  it("serves the pane with Office.js from Microsoft, in production too", async () => {
    for (const server of [development, production]) {
      const { status, headers, body } = await server.request("GET", "/taskpane.html")
      assert.equal(status, 200)
      assert.match(String(body["text"]), /src="?https:\/\/appsforoffice\.microsoft\.com\/lib\/1\/hosted\/office\.js"?>/)
      assert.match(
        headers.get("content-security-policy") ?? "",
        /frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com/,
      )
      assert.equal(headers.get("x-frame-options"), null)
      assert.equal(headers.get("cross-origin-opener-policy"), null)
      assert.equal(headers.get("cache-control"), "no-cache")
    }
  })

  it("serves the playground the same pane, only with Office.js from here", async () => {
    const pane = await textOf(development, "/taskpane.html")
    const inPlayground = await textOf(development, "/playground/taskpane.html")
    assert.equal(
      inPlayground,
      pane.replace("https://appsforoffice.microsoft.com/lib/1/hosted/office.js", "/office-js/office.js"),
    )
    assert.match(await textOf(development, "/office-js/office.js"), /Microsoft/)
    assert.match(await textOf(development, "/playground"), /<script/)
  })

  it("serves the pages that sign people in, without what would cut a window off from the pane", async () => {
    for (const [path, title] of [
      ["/sign-in.html", "office.js"],
      ["/sign-in-silent.html", "sign-in-silent"],
    ] as const) {
      const { status, headers, body } = await production.request("GET", path)
      assert.equal(status, 200)
      assert.ok(String(body["text"]).includes(title))
      assert.equal(headers.get("cross-origin-opener-policy"), null)
      assert.equal(headers.get("cache-control"), "no-cache")
      assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'/)
    }
    const page = await textOf(production, "/sign-in.html")
    assert.equal(
      await textOf(development, "/playground/sign-in.html"),
      page.replace("https://appsforoffice.microsoft.com/lib/1/hosted/office.js", "/office-js/office.js"),
    )
  })

  it("loads Microsoft's sign-in library only where it is needed", async () => {
    for (const page of ["/taskpane.html", "/sign-in.html"]) {
      const scripts = [...(await textOf(production, page)).matchAll(/src="?(\/assets\/[^">\s]+\.js)/g)]
      assert.equal(scripts.length, 1)
      assert.doesNotMatch(await textOf(production, scripts[0]?.[1] ?? ""), /msal\.js\.browser/)
    }
  })

  it("has no playground and no Office.js of its own in production", async () => {
    for (const path of ["/playground", "/playground/taskpane.html", "/playground/sign-in.html", "/office-js/office.js"])
      assert.equal((await production.request("GET", path)).status, 404)
  })

  it("lets browsers keep files with a hash in their name for ever, and Excel show the icons", async () => {
    const script = /src="?(\/assets\/[^">]+\.js)/.exec(await textOf(production, "/taskpane.html"))?.[1] ?? ""
    const { headers } = await production.request("GET", script)
    assert.equal(headers.get("cache-control"), "public, max-age=31536000, immutable")
    const icon = await production.request("GET", "/assets/icon-32.png")
    assert.equal(icon.status, 200)
    assert.equal(icon.headers.get("cross-origin-resource-policy"), "cross-origin")
    assert.equal(icon.headers.get("cache-control"), "no-cache")
  })

  it("leads from the bare address to where a person wants to be", async () => {
    const target = async (server: TestServer): Promise<string | null> =>
      (await fetch(server.url, { redirect: "manual" })).headers.get("location")
    assert.equal(await target(development), "/playground")
    assert.equal(await target(production), "/taskpane.html")
  })
})
