import assert from "node:assert/strict"
import { hostToken } from "../../../addin/excel/hostToken.ts"
import { excelInNode } from "./excelInNode.ts"

const withHost = async (getAccessToken: () => Promise<string>): Promise<string> => {
  const excel = await excelInNode(undefined, { getAccessToken })
  try {
    return await hostToken()
  } finally {
    excel.close()
  }
}
const refusing = (code: number) => () => Promise.reject(Object.assign(new Error("refused"), { code }))

describe("hostToken", () => {
  it("gives the host's token", async () => assert.equal(await withHost(() => Promise.resolve("a.b.c")), "a.b.c"))

  it("says what to do for each refusal", async () => {
    await assert.rejects(withHost(refusing(13001)), {
      code: "signed_out",
      message: "You are not signed in to Office. Sign in to Excel, then try again.",
    })
    await assert.rejects(withHost(refusing(13002)), {
      code: "signed_out",
      message: "The sign-in was cancelled. Sign in to go on.",
    })
    for (const unsupported of [13000, 13004, 13005, 13012])
      await assert.rejects(withHost(refusing(unsupported)), { code: "forbidden" })
    await assert.rejects(withHost(refusing(13008)), { code: "excel_busy" })
  })
})
