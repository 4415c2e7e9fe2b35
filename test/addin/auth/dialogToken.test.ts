import assert from "node:assert/strict"
import { dialogToken } from "../../../addin/auth/dialogToken.ts"
import { AppError } from "../../../shared/errors.ts"

const entra = {
  clientId: "22222222-2222-2222-2222-222222222222",
  authority: "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111",
  scope: "api://chat.example.com/x/access_as_user",
}

// How it signs in without a person, and the window itself, are tested in a browser (test/e2e/signIn.test.ts).
describe("dialogToken, when the person has asked to be signed in", () => {
  const asking = (answer: string, page = "https://chat.example.com/taskpane.html?_host_Info=Excel") => {
    const opened: string[] = []
    const askDialog = (url: string): Promise<string> => {
      opened.push(url)
      return Promise.resolve(answer)
    }
    return { opened, get: () => dialogToken(entra, { askDialog, page })({ mayPrompt: true, fresh: false }) }
  }

  it("takes the token that the window sends", async () => {
    const { opened, get } = asking('{"signedIn":true,"accessToken":"a.b.c","username":"ada@example.test"}')
    assert.equal(await get(), "a.b.c")
    assert.deepEqual(opened, ["https://chat.example.com/sign-in.html"])
  })

  it("opens the page beside its own, which loads Office.js from the same place", async () => {
    const { opened, get } = asking("{}", "https://localhost:3000/playground/taskpane.html")
    await assert.rejects(get())
    assert.deepEqual(opened, ["https://localhost:3000/playground/sign-in.html"])
  })

  it("passes on why there is no token", async () => {
    const { get } = asking('{"signedIn":false,"code":"forbidden","message":"Ask your administrator."}')
    await assert.rejects(get(), { code: "forbidden", message: "Ask your administrator." })
  })

  for (const answer of [
    "",
    "hello",
    "null",
    "[]",
    '{"signedIn":true}',
    '{"signedIn":true,"accessToken":"","username":"x"}',
    '{"signedIn":true,"accessToken":{"__proto__":1},"username":"x"}',
    '{"signedIn":false,"code":"made_up","message":"x"}',
    `{"signedIn":false,"code":"forbidden","message":"${"x".repeat(501)}"}`,
  ])
    it(`takes ${JSON.stringify(answer.slice(0, 60))} for no answer`, async () => {
      await assert.rejects(asking(answer).get(), {
        code: "signed_out",
        message: "The sign-in window gave no answer. Choose Sign in to try again.",
      })
    })

  it("passes on why the window did not open", async () => {
    const askDialog = (): Promise<string> => Promise.reject(new AppError("signed_out", "Blocked."))
    const source = dialogToken(entra, { askDialog, page: "https://chat.example.com/taskpane.html" })
    await assert.rejects(source({ mayPrompt: true, fresh: false }), { message: "Blocked." })
  })
})
