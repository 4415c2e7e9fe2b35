import assert from "node:assert/strict"
import { hostToken } from "../../../addin/excel/hostToken.ts"
import { defaultRequirementSets } from "../../../playground/host/requirementSets.ts"
import type { OfficeInNodeOptions } from "../../support/officeInNode.ts"
import { excelInNode } from "./excelInNode.ts"

const withHost = async (options: OfficeInNodeOptions, mayPrompt = false): Promise<string> => {
  const excel = await excelInNode(undefined, options)
  try {
    return await hostToken({ mayPrompt })
  } finally {
    excel.close()
  }
}
const refusing = (code: number): OfficeInNodeOptions => ({
  getAccessToken: () => Promise.reject(Object.assign(new Error("refused"), { code })),
})

describe("hostToken", () => {
  it("gives the host's token", async () =>
    assert.equal(await withHost({ getAccessToken: () => Promise.resolve("a.b.c") }), "a.b.c"))

  it("leaves it to the person to sign in to Office, to finish a sign-in or to try again", async () => {
    await assert.rejects(withHost(refusing(13001)), {
      code: "signed_out",
      message: "You are not signed in to Office. Sign in to Excel, then try again.",
    })
    await assert.rejects(withHost(refusing(13002)), {
      code: "signed_out",
      message: "The sign-in was cancelled. Sign in to go on.",
    })
    await assert.rejects(withHost(refusing(13006)), { code: "signed_out" })
    await assert.rejects(withHost(refusing(13008)), { code: "excel_busy" })
    await assert.rejects(withHost(refusing(13010)), { code: "signed_out" })
  })

  // The codes for which Microsoft says to fall back to another way.
  for (const code of [13000, 13003, 13004, 13005, 13007, 13012, 13013, 13099])
    it(`leaves ${code} to another way to sign in`, async () => {
      await assert.rejects(withHost(refusing(code)), { code: "excel_failed" })
    })

  it("does not ask an Excel that has no single sign-on", async () => {
    const older = { ...defaultRequirementSets, IdentityAPI: "1.2" }
    const asked: string[] = []
    const getAccessToken = (): Promise<string> => Promise.resolve(String(asked.push("asked")))
    await assert.rejects(withHost({ requirementSets: older, getAccessToken }), { code: "excel_failed" })
    assert.deepEqual(asked, [])
  })

  it("lets Office show its prompts only when the person has asked to be signed in", async () => {
    const excel = await excelInNode(undefined)
    const seen: { allowSignInPrompt?: boolean; allowConsentPrompt?: boolean }[] = []
    const genuine = Office.auth.getAccessToken.bind(Office.auth)
    Office.auth.getAccessToken = (options) => {
      seen.push({ allowSignInPrompt: options?.allowSignInPrompt, allowConsentPrompt: options?.allowConsentPrompt })
      return genuine(options)
    }
    await hostToken({ mayPrompt: false })
    await hostToken({ mayPrompt: true })
    excel.close()
    assert.deepEqual(seen, [
      { allowSignInPrompt: false, allowConsentPrompt: false },
      { allowSignInPrompt: true, allowConsentPrompt: true },
    ])
  })
})
