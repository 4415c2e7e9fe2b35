import assert from "node:assert/strict"
import type { BrowserContext, FrameLocator, Page } from "playwright-core"
import { browserSkipped, startPlaygroundServer, type PlaygroundServer } from "../support/openPlayground.ts"
import { startScriptedEntra, type ScriptedEntra } from "../support/scriptedEntra.ts"

const tenantId = "11111111-1111-1111-1111-111111111111"
const clientId = "22222222-2222-2222-2222-222222222222"

describe("signing in with Entra in a browser", function () {
  let entra: ScriptedEntra
  let server: PlaygroundServer
  let context: BrowserContext
  let page: Page
  let pane: FrameLocator
  let problems: string[]
  let close: () => Promise<void>
  const trusted = process.env["NODE_TLS_REJECT_UNAUTHORIZED"]

  before(async function () {
    if (browserSkipped) this.skip()
    entra = await startScriptedEntra({ tenantId, clientId })
    // The server fetches Entra's keys over https, here with a certificate that nobody has signed.
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"
    const appIdUri = `api://localhost/${clientId}`
    server = await startPlaygroundServer({
      auth: { mode: "entra", tenantIds: [tenantId], clientId, authority: entra.authority, appIdUri },
    })
  })
  after(async () => {
    if (browserSkipped) return
    await server.close()
    await entra.close()
    if (trusted === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"]
    else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = trusted
  })

  beforeEach(async () => {
    Object.assign(entra, { refusal: undefined, cookiesInFrames: true, tokenSeconds: 3600 })
    entra.asked.length = 0
    entra.granted.length = 0
    const opened = await server.open("/playground")
    page = opened.page
    pane = opened.pane
    problems = opened.problems
    close = opened.close
    context = page.context()
    await pane.getByText("You are signed out").waitFor()
  })
  afterEach(() => close())

  /** What a person does: the button in the pane, then Office's own question whether the window may open. */
  async function openWindow(): Promise<Page> {
    await pane.getByRole("button", { name: "Sign in" }).click()
    const popup = page.waitForEvent("popup")
    await pane.getByRole("button", { name: "Allow" }).click()
    return popup
  }
  const signIn = async (): Promise<void> => {
    const popup = await openWindow()
    await popup.getByText("Ada").click()
    await pane.getByText("What would you like to know?").waitFor()
    if (!popup.isClosed()) await popup.waitForEvent("close")
  }
  const asked = () => entra.asked.map(({ prompt, framed }) => [prompt, framed ? "frame" : "window"])

  it("asks for a click, opens a window, and goes on with the chat", async () => {
    await pane.getByText("Sign in to go on.").waitFor()
    assert.equal(context.pages().length, 1)
    await signIn()
    assert.deepEqual(asked(), [
      ["none", "frame"],
      [null, "window"],
    ])
    assert.deepEqual(problems, [])
  })

  it("leaves no token in the browser's storage", async () => {
    await signIn()
    const frame = page.frames().find((each) => each.url().endsWith("/playground/taskpane.html"))
    assert.ok(frame)
    const stored = await frame.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
    // Tokens start with the letters of {"alg" or {"typ"; MSAL names an account by its home account id.
    assert.doesNotMatch(stored, /eyJ|ada@example\.test|33333333-3333/)
  })

  it("signs in without a window when the browser still knows the person", async () => {
    await signIn()
    await page.reload()
    await pane.getByText("What would you like to know?").waitFor()
    assert.deepEqual(asked().at(-1), ["none", "frame"])
    assert.equal(context.pages().length, 1)
  })

  it("asks for a click again where the browser keeps Entra's cookies from frames", async () => {
    await signIn()
    entra.cookiesInFrames = false
    await page.reload()
    await pane.getByText("You are signed out").waitFor()
    const popup = await openWindow()
    await pane.getByText("What would you like to know?").waitFor()
    // Entra still knows the person: the window closes by itself.
    if (!popup.isClosed()) await popup.waitForEvent("close")
  })

  it("says that the window was closed, and tries again on request", async () => {
    const popup = await openWindow()
    await popup.getByText("Ada").waitFor()
    await popup.close()
    await pane.getByText("The sign-in window was closed. Choose Sign in to go on.").waitFor()
    await signIn()
  })

  it("says that the window was not allowed", async () => {
    await pane.getByRole("button", { name: "Sign in" }).click()
    await pane.getByRole("button", { name: "Ignore" }).click()
    await pane.getByText("The sign-in window was not allowed to open. Choose Sign in, then Allow.").waitFor()
    assert.equal(context.pages().length, 1)
  })

  for (const [title, error, description, heading, sentence] of [
    ["a declined permission", "access_denied", "AADSTS65004: declined", "You are signed out", /was declined/],
    ["a policy", "access_denied", "AADSTS53003: blocked", "The chat cannot be opened", /access rules/],
    [
      "an administrator's consent",
      "access_denied",
      "AADSTS90094: admin",
      "The chat cannot be opened",
      /Only an administrator/,
    ],
    ["another tenant", "invalid_request", "AADSTS50020: tenant", "You are signed out", /does not belong/],
  ] as const)
    it(`passes on what Entra says of ${title}`, async () => {
      entra.refusal = { error, description }
      const popup = await openWindow()
      await popup.getByText("Ada").click()
      await pane.getByText(sentence).waitFor()
      await pane.getByText(heading).waitFor()
      if (!popup.isClosed()) await popup.waitForEvent("close")
    })

  it("renews the token with the one that Entra gave for it, without a window", async () => {
    await signIn()
    // From now on Entra gives tokens that are about to end, so that each request asks for another one.
    entra.tokenSeconds = 60
    await page.reload()
    await pane.getByText("What would you like to know?").waitFor()
    assert.ok(entra.granted.includes("refresh_token"), entra.granted.join())
    assert.equal(context.pages().length, 1)
  })

  it("signs nobody in on a page that somebody has opened by hand", async () => {
    const alone = await context.newPage()
    await alone.goto(`${server.url}/playground/sign-in.html`)
    await alone.getByText("This page signs people in for Excel Chat. Open Excel Chat in Excel.").waitFor()
    assert.deepEqual(asked(), [["none", "frame"]])
  })
})
