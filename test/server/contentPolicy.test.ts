import assert from "node:assert/strict"
import { contentPolicy } from "../../server/contentPolicy.ts"

const directive = (page: Parameters<typeof contentPolicy>[0], name: string): string =>
  contentPolicy(page)
    .split("; ")
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1) ?? ""

describe("contentPolicy", () => {
  it("lets the pane run its own scripts and Office.js, and nothing else", () => {
    assert.equal(directive("pane", "script-src"), "'self' https://appsforoffice.microsoft.com")
    assert.equal(directive("playgroundPane", "script-src"), "'self'")
    for (const page of ["pane", "playgroundPane", "playground"] as const) {
      assert.equal(directive(page, "default-src"), "'none'")
      assert.equal(directive(page, "object-src"), "'none'")
      assert.doesNotMatch(directive(page, "script-src"), /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*/)
    }
  })

  it("lets Excel on the web embed the pane, and nobody embed the playground", () => {
    const hosts = directive("pane", "frame-ancestors").split(" ")
    for (const host of [
      "'self'",
      "https://*.officeapps.live.com",
      "https://*.sharepoint.com",
      "https://*.cloud.microsoft",
    ])
      assert.ok(hosts.includes(host), host)
    assert.ok(!hosts.includes("*"))
    assert.equal(directive("playground", "frame-ancestors"), "'none'")
    assert.equal(directive("playgroundPane", "frame-ancestors"), "'self'")
  })

  it("allows WebAssembly in the playground only", () => {
    assert.match(directive("playground", "script-src"), /'wasm-unsafe-eval'/)
    assert.doesNotMatch(contentPolicy("pane") + contentPolicy("playgroundPane"), /wasm/)
  })
})
