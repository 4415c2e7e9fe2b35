import assert from "node:assert/strict"
import type { Page } from "playwright-core"
import {
  browserSkipped,
  startPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { startScriptedEntra, type ScriptedEntra } from "../support/scriptedEntra.ts"
import { startScriptedModel, type ScriptedModelServer } from "../support/scriptedModelServer.ts"

const tenantId = "11111111-1111-1111-1111-111111111111"
const clientId = "22222222-2222-2222-2222-222222222222"
const words = Array.from({ length: 100 }, (_, index) => `word${index} `)

describe("an open connection whose sign-in ends", function () {
  let entra: ScriptedEntra
  let model: ScriptedModelServer
  let server: PlaygroundServer
  let opened: Playground
  /** The pane's messages that renew the sign-in. */
  let renewals: number
  let sockets: number
  const trusted = process.env["NODE_TLS_REJECT_UNAUTHORIZED"]

  before(async function () {
    if (browserSkipped) this.skip()
    entra = await startScriptedEntra({ tenantId, clientId })
    model = await startScriptedModel(() => ({ kind: "say", chunks: words, delayMs: 100 }))
    // The server fetches Entra's keys over https, here with a certificate that nobody has signed.
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"
    const appIdUri = `api://localhost/${clientId}`
    server = await startPlaygroundServer({
      auth: { mode: "entra", tenantIds: [tenantId], clientId, authority: entra.authority, appIdUri },
      model: { provider: "openai", apiKey: "none", baseUrl: model.baseUrl, model: "scripted" },
    })
  })
  after(async () => {
    if (browserSkipped) return
    await server.close()
    await model.close()
    await entra.close()
    if (trusted === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"]
    else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = trusted
  })

  beforeEach(async () => {
    Object.assign(entra, { refusal: undefined, cookiesInFrames: true, tokenSeconds: 3600, refreshes: true })
    opened = await server.open("/playground")
    renewals = 0
    sockets = 0
    opened.page.on("websocket", (socket) => {
      sockets++
      socket.on("framesent", ({ payload }) => {
        if (String(payload).includes('"type":"renew"')) renewals++
      })
    })
    await opened.pane.getByText("You are signed out").waitFor()
  })
  afterEach(() => opened.close())

  const openWindow = async (): Promise<Page> => {
    const { page, pane } = opened
    await pane.getByRole("button", { name: "Sign in" }).click()
    const popup = page.waitForEvent("popup")
    await pane.getByRole("button", { name: "Allow" }).click()
    return popup
  }
  /** Signs in for so many seconds: the server, whose clock may be slow, takes a token for a minute longer than it says. */
  const signIn = async (seconds: number): Promise<void> => {
    entra.tokenSeconds = seconds - 60
    const popup = await openWindow()
    await popup.getByText("Ada").click()
    await opened.pane.getByRole("button", { name: /Connected · scripted/ }).waitFor()
    if (!popup.isClosed()) await popup.waitForEvent("close")
  }
  const answer = () => opened.pane.getByRole("article").first()
  const whole = words.join("").trim()

  it("is renewed in mid-answer, without a window, a new connection or a lost word", async () => {
    await signIn(8)
    await opened.ask("Tell me slowly")
    await answer()
      .getByText(/word99/)
      .waitFor({ timeout: 60_000 })
    assert.ok((await answer().innerText()).includes(whole))
    assert.ok(renewals >= 1, `${renewals} renewals`)
    assert.equal(sockets, 1)
    assert.equal(opened.page.context().pages().length, 1)
    assert.equal(await opened.pane.getByRole("alert").count(), 0)
  })

  it("says beforehand that the person must sign in, and goes on over the same connection once they have", async () => {
    await signIn(12)
    // The browser's session at Entra is over, and no new tokens are given for old ones.
    entra.cookiesInFrames = false
    entra.refreshes = false
    await opened.ask("Tell me slowly")
    await opened.pane.getByText(/^Your sign-in ends soon/).waitFor({ timeout: 30_000 })
    entra.tokenSeconds = 3600
    const popup = await openWindow()
    if (!popup.isClosed()) await popup.waitForEvent("close")
    await opened.pane.getByText(/^Your sign-in ends soon/).waitFor({ state: "detached" })
    await answer()
      .getByText(/word99/)
      .waitFor({ timeout: 60_000 })
    assert.ok((await answer().innerText()).includes(whole))
    assert.equal(sockets, 1)
  })

  it("is closed at its end, and the answer goes on where it was after the person has signed in", async () => {
    await signIn(6)
    entra.cookiesInFrames = false
    entra.refreshes = false
    await opened.ask("Tell me slowly")
    await answer()
      .getByText(/word1 /)
      .waitFor()
    await opened.pane.getByText("Not connected").waitFor({ timeout: 60_000 })
    await opened.pane.getByText("You are signed out; your chat is kept. Sign in to go on.").waitFor()
    entra.tokenSeconds = 3600
    const popup = await openWindow()
    if (!popup.isClosed()) await popup.waitForEvent("close")
    await answer()
      .getByText(/word99/)
      .waitFor({ timeout: 60_000 })
    assert.ok((await answer().innerText()).includes(whole))
    assert.equal(sockets, 2)
  })
})
