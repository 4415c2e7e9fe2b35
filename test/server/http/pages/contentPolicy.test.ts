import assert from "node:assert/strict"
import { contentPolicy } from "../../../../server/http/pages/contentPolicy.ts"

type Page = Parameters<typeof contentPolicy>[0]

const directive = (page: Page, name: string, authority?: string): string =>
  contentPolicy(page, authority)
    .split("; ")
    .find((part) => part.startsWith(`${name} `))
    ?.slice(name.length + 1) ?? ""

describe("contentPolicy", () => {
  it("lets the pane run its own scripts and Office.js, and nothing else", () => {
    assert.equal(directive("pane", "script-src"), "'self' https://appsforoffice.microsoft.com")
    assert.equal(directive("playgroundPane", "script-src"), "'self'")
    for (const page of [
      "pane",
      "playgroundPane",
      "playground",
      "signIn",
      "playgroundSignIn",
      "silentSignIn",
    ] as const) {
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

  describe("with Entra", () => {
    const authority = "https://login.microsoftonline.us"

    it("lets the pane and the sign-in window reach the cloud that is configured, and no other", () => {
      assert.equal(
        directive("pane", "connect-src", authority),
        "'self' https://appsforoffice.microsoft.com https://login.microsoftonline.us",
      )
      assert.equal(directive("playgroundPane", "connect-src", authority), "'self' https://login.microsoftonline.us")
      assert.equal(
        directive("signIn", "connect-src", authority),
        "'self' https://appsforoffice.microsoft.com https://login.microsoftonline.us",
      )
      assert.equal(directive("playground", "connect-src", authority), "'self'")
    })

    it("lets the pane alone hold a frame of the authority, in which tokens are renewed", () => {
      assert.equal(directive("pane", "frame-src", authority), "'self' https://login.microsoftonline.us")
      assert.equal(directive("playgroundPane", "frame-src", authority), "'self' https://login.microsoftonline.us")
      for (const page of ["signIn", "playgroundSignIn", "silentSignIn"] as const)
        assert.equal(directive(page, "frame-src", authority), "'none'")
    })

    it("shows the sign-in window in no frame, and the page that ends in a frame in the pane", () => {
      assert.equal(directive("signIn", "frame-ancestors", authority), "'none'")
      assert.match(
        directive("silentSignIn", "frame-ancestors", authority),
        /^'self' https:\/\/\*\.officeapps\.live\.com/,
      )
      assert.equal(directive("silentSignIn", "connect-src", authority), "'none'")
    })
  })

  it("reaches no authority where our own issuer signs people in", () => {
    for (const page of ["pane", "playgroundPane", "signIn"] as const) {
      assert.doesNotMatch(contentPolicy(page), /login\./)
      assert.equal(directive(page, "frame-src"), "'none'")
    }
  })
})
