import { build } from "esbuild"
import assert from "node:assert/strict"
import type { Browser, Page } from "playwright-core"
import { browserSkipped, sharedBrowser } from "../support/openPlayground.ts"

const script = `
import { nestedAppToken } from "./addin/auth/nestedAppToken.ts"
import { claimsOf } from "./addin/auth/claims.ts"
const part = (value) => btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
const jwt = (claims) => [{ alg: "none" }, claims, ""].map((value) => value === "" ? "" : part(value)).join(".")
const tenant = "11111111-1111-1111-1111-111111111111"
const claims = { oid: "user-1", tid: tenant, preferred_username: "ada@example.test", name: "Ada" }
const account = { environment: "login.microsoftonline.com", homeAccountId: "user-1." + tenant, localAccountId: "user-1", tenantId: tenant, username: "ada@example.test" }
// The scripted host: what it answers to each kind of request, and what it was asked.
window.host = { supported: true, bridge: true, asked: [], refuse: {} }
const listeners = new Set()
const bridge = {
  addEventListener: (type, listener) => listeners.add(listener),
  removeEventListener: (type, listener) => listeners.delete(listener),
  postMessage: (json) => {
    const { method, requestId, tokenParams } = JSON.parse(json)
    const { forceRefresh, scope, authority, clientId } = tokenParams ?? {}
    if (method !== "GetInitContext") host.asked.push({ method, scope, forceRefresh })
    const error = host.refuse[method]
    const id = jwt({ ...claims, aud: clientId, exp: 4102444800, iat: 1, iss: "https://login.microsoftonline.com/" + tenant + "/v2.0" })
    const answer = error
      ? { success: false, error }
      : method === "GetInitContext"
        ? { success: true, initContext: { sdkName: "test", sdkVersion: "1", capabilities: {} } }
        : { success: true, account, token: { access_token: "token " + host.asked.length, id_token: id, expires_in: 3600, scope } }
    queueMicrotask(() => listeners.forEach((listener) => listener(JSON.stringify({ messageType: "NestedAppAuthResponse", requestId, ...answer }))))
  },
}
window.open_ = () => {
  if (host.bridge) window.nestedAppAuthBridge = bridge
  const entra = { clientId: "22222222-2222-2222-2222-222222222222", authority: "https://login.microsoftonline.com/" + tenant, scope: "api://chat.example.com/x/access_as_user" }
  window.source = nestedAppToken(entra, { supported: () => host.supported, loginHint: async () => "ada@example.test" })
}
window.get = (wish) => source({ mayPrompt: false, fresh: false, ...wish }).then((token) => token, ({ code, message }) => ({ code, message }))
`

interface Refusal {
  readonly code: string
  readonly message: string
}
interface HostState {
  supported: boolean
  bridge: boolean
  asked: { method: string; scope: string; forceRefresh?: boolean }[]
  refuse: Record<string, { status: string; code?: string; description?: string }>
}
declare const host: HostState
declare const open_: () => void
declare const get: (wish?: { mayPrompt?: boolean; fresh?: boolean }) => Promise<string | Refusal>

describe("nestedAppToken", function () {
  let browser: Browser | undefined
  let page: Page
  let bundle: string

  before(async function () {
    if (browserSkipped) this.skip()
    const built = await build({
      stdin: { contents: script, resolveDir: process.cwd(), loader: "js" },
      bundle: true,
      write: false,
      format: "iife",
      logLevel: "silent",
    })
    bundle = built.outputFiles[0]?.text ?? ""
    browser = await sharedBrowser()
  })

  beforeEach(async () => {
    assert.ok(browser)
    page = await browser.newPage()
    // The genuine MSAL, on a page of its own that reaches no network.
    await page.route("**/*", (route) =>
      route.request().url() === "https://pane.test/"
        ? route.fulfill({ contentType: "text/html", body: "<!doctype html><title>pane</title>" })
        : route.abort(),
    )
    await page.goto("https://pane.test/")
    await page.addScriptTag({ content: bundle })
  })
  afterEach(() => page.close())

  const open = (state: Partial<HostState> = {}): Promise<void> =>
    page.evaluate((change) => {
      Object.assign(host, change)
      open_()
    }, state)

  it("gets a token of our application from Excel, without a window", async () => {
    await open()
    assert.equal(await page.evaluate(() => get()), "token 1")
    const asked = await page.evaluate(() => host.asked.map(({ method, scope }) => [method, scope]))
    assert.deepEqual(asked, [["GetToken", "api://chat.example.com/x/access_as_user"]])
  })

  it("takes a token that is still good from memory, and a fresh one from Excel", async () => {
    await open()
    const tokens = await page.evaluate(async () => [await get(), await get(), await get({ fresh: true })])
    assert.deepEqual(tokens, ["token 1", "token 1", "token 2"])
    assert.equal(await page.evaluate(() => host.asked[1]?.forceRefresh), true)
  })

  it("keeps nothing in the browser's storage", async () => {
    await open()
    await page.evaluate(() => get())
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
    assert.doesNotMatch(stored, /token 1|ada@example/)
  })

  const consent = { status: "USER_INTERACTION_REQUIRED", code: "invalid_grant", description: "AADSTS65001: consent" }

  it("opens no window that nobody has asked for", async () => {
    await open({ refuse: { GetToken: consent } })
    const refusal = await page.evaluate(() => get())
    assert.equal((refusal as Refusal).code, "signed_out")
    assert.match((refusal as Refusal).message, /needs your permission/)
    assert.deepEqual(await page.evaluate(() => host.asked.map(({ method }) => method)), ["GetToken"])
  })

  it("opens Excel's window when the person has asked and Entra has a question", async () => {
    await open({ refuse: { GetToken: consent } })
    assert.equal(await page.evaluate(() => get({ mayPrompt: true })), "token 2")
    assert.deepEqual(await page.evaluate(() => host.asked.map(({ method }) => method)), ["GetToken", "GetTokenPopup"])
  })

  for (const [status, code] of [
    ["USER_CANCEL", "signed_out"],
    ["ACCOUNT_UNAVAILABLE", "signed_out"],
    ["NO_NETWORK", "offline"],
    ["DISABLED", "excel_failed"],
    ["NESTED_APP_AUTH_UNAVAILABLE", "excel_failed"],
    ["PERSISTENT_ERROR", "excel_failed"],
  ] as const)
    it(`answers ${status} of Excel's window with ${code}`, async () => {
      await open({ refuse: { GetToken: consent, GetTokenPopup: { status } } })
      assert.equal(((await page.evaluate(() => get({ mayPrompt: true }))) as Refusal).code, code)
    })

  it("opens no window while there is no network", async () => {
    await open({ refuse: { GetToken: { status: "NO_NETWORK" } } })
    assert.equal(((await page.evaluate(() => get({ mayPrompt: true }))) as Refusal).code, "offline")
    assert.deepEqual(await page.evaluate(() => host.asked.map(({ method }) => method)), ["GetToken"])
  })

  it("says what conditional access forbids", async () => {
    const blocked = { status: "PERSISTENT_ERROR", code: "access_denied", description: "AADSTS53003: blocked" }
    await open({ refuse: { GetToken: blocked } })
    const refusal = (await page.evaluate(() => get())) as Refusal
    assert.equal(refusal.code, "forbidden")
    assert.match(refusal.message, /access rules/)
  })

  it("is left to another way where Excel has none of it, and where it promises it without a bridge", async () => {
    await open({ supported: false })
    assert.equal(((await page.evaluate(() => get({ mayPrompt: true }))) as Refusal).code, "excel_failed")
    await page.reload()
    await page.addScriptTag({ content: bundle })
    await open({ bridge: false })
    assert.equal(((await page.evaluate(() => get({ mayPrompt: true }))) as Refusal).code, "excel_failed")
  })
})
