import assert from "node:assert/strict"
import { acquireToken } from "../../../addin/auth/acquireToken.ts"
import { tokenSources } from "../../../addin/auth/tokenSources.ts"
import type { Settings } from "../../../shared/conversation.ts"
import { excelInNode, type OpenedExcel } from "../excel/excelInNode.ts"

const local: Settings = {
  authMode: "local",
  answeredBy: "offline",
  model: null,
  embeddedBy: null,
  cellsPerQuestion: 100,
  entra: null,
}
const entra: Settings = {
  ...local,
  authMode: "entra",
  entra: { clientId: "id", authority: "https://login.microsoftonline.com/x", scope: "api://x/access_as_user" },
}

describe("tokenSources", () => {
  let excel: OpenedExcel | undefined
  const open = async (getAccessToken: () => Promise<string>): Promise<void> => {
    excel = await excelInNode(undefined, { getAccessToken })
    Object.assign(globalThis, { window: { location: { href: "https://chat.example.com/taskpane.html" } } })
  }
  afterEach(() => {
    excel?.close()
    Reflect.deleteProperty(globalThis, "window")
  })

  for (const settings of [local, entra])
    it(`takes Excel's token where it has single sign-on only (${settings.authMode})`, async () => {
      await open(() => Promise.resolve("a.b.c"))
      assert.equal(await acquireToken(tokenSources(() => settings)).get(), "a.b.c")
    })

  it("signs nobody in behind the back of a person who has signed out of Office", async () => {
    await open(() => Promise.reject(Object.assign(new Error("nobody"), { code: 13001 })))
    for (const settings of [local, entra])
      await assert.rejects(acquireToken(tokenSources(() => settings)).get(), { code: "signed_out" })
  })

  it("keeps its ways, and what they know of the person, as long as the settings stay", async () => {
    await open(() => Promise.resolve("a.b.c"))
    let settings: Settings | null = null
    const sources = tokenSources(() => settings)
    const before = sources()
    settings = entra
    const after = sources()
    assert.notEqual(after, before)
    assert.equal(sources(), after)
    assert.equal(after.length, 3)
  })
})
