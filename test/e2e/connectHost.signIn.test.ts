import assert from "node:assert/strict"
import { browserSkipped } from "../support/openPlayground.ts"
import { hostStage, type PaneWindow } from "./hostStage.ts"

describe("connectHost, for sign-in", () => {
  if (browserSkipped) return
  const { page, openPane } = hostStage()

  it("hands out the page's token, and refuses with Excel's code when nobody is signed in", async () => {
    const pane = await openPane("/pane.html")
    const token = await pane.evaluate(() => Office.auth.getAccessToken({ allowSignInPrompt: true }))
    assert.match(Buffer.from(token.split(".")[1] ?? "", "base64").toString(), /"oid":"user-1"/)
    await page().evaluate("window.signedIn = false")
    const code = await pane.evaluate(() =>
      Office.auth.getAccessToken().catch((error: unknown) => (error as { code: number }).code),
    )
    assert.equal(code, 13001)
  })

  it("gives the genuine MSAL nested app authentication when it is switched on", async () => {
    const pane = await openPane("/naa.html", { nestedAppAuth: true })
    const result = await pane.evaluate(async () => {
      const client = await (window as unknown as PaneWindow).createClient({
        auth: {
          clientId: "11111111-1111-1111-1111-111111111111",
          authority: "https://login.microsoftonline.com/common",
        },
      })
      const silent = await client.acquireTokenSilent({ scopes: ["User.Read"] })
      const popup = await client.acquireTokenPopup({ scopes: ["User.Read"] })
      return [
        Office.context.requirements.isSetSupported("NestedAppAuth", "1.1"),
        silent.account.username,
        silent.accessToken.split(".").length,
        popup.account.username,
      ]
    })
    assert.deepEqual(result, [true, "ada@example.test", 3, "ada@example.test"])
  })

  it("tells MSAL when nobody is signed in", async () => {
    await page().evaluate("window.signedIn = false")
    const pane = await openPane("/naa.html", { nestedAppAuth: true })
    const refusal = await pane.evaluate(async () => {
      const client = await (window as unknown as PaneWindow).createClient({
        auth: {
          clientId: "11111111-1111-1111-1111-111111111111",
          authority: "https://login.microsoftonline.com/common",
        },
      })
      return client.acquireTokenPopup({ scopes: ["User.Read"] }).then(
        () => "signed in",
        (error: unknown) => (error as { errorCode: string }).errorCode,
      )
    })
    assert.equal(refusal, "no_account_found")
  })

  it("promises no nested app authentication after the pane has reloaded itself", async () => {
    const pane = await openPane("/pane.html", { nestedAppAuth: true })
    await pane.evaluate(() => location.reload())
    await pane.waitForFunction(() => "ready" in window)
    const promised = await pane.evaluate(async () => {
      await (window as unknown as PaneWindow).ready
      return Office.context.requirements.isSetSupported("NestedAppAuth", "1.1")
    })
    assert.equal(promised, false)
  })
})
