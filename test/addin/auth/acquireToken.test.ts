import assert from "node:assert/strict"
import { acquireToken } from "../../../addin/auth/acquireToken.ts"
import { AppError } from "../../../shared/errors.ts"

/** A JWT with this expiry in seconds and a name to tell it apart. */
const jwt = (exp: number, name: string): string => `h.${btoa(JSON.stringify({ exp, name }))}.s`

describe("acquireToken", () => {
  it("keeps a token until shortly before it expires", async () => {
    let now = 0
    let calls = 0
    const keeper = acquireToken(
      () => [() => Promise.resolve(jwt(3600 * ++calls, `token ${calls}`))],
      () => now,
    )
    assert.equal(await keeper.get(), jwt(3600, "token 1"))
    now = 3_479_000
    assert.equal(await keeper.get(), jwt(3600, "token 1"))
    now = 3_481_000
    assert.equal(await keeper.get(), jwt(7200, "token 2"))
  })

  it("asks again after the server has refused the token", async () => {
    let calls = 0
    const keeper = acquireToken(
      () => [() => Promise.resolve(jwt(3600, `token ${++calls}`))],
      () => 0,
    )
    await keeper.get()
    keeper.forget()
    assert.equal(await keeper.get(), jwt(3600, "token 2"))
  })

  it("never keeps a token that does not say when it expires", async () => {
    let calls = 0
    const keeper = acquireToken(() => [() => Promise.resolve(`opaque ${++calls}`)])
    assert.equal(await keeper.get(), "opaque 1")
    assert.equal(await keeper.get(), "opaque 2")
  })

  it("shares one sign-in between requests at the same time", async () => {
    let calls = 0
    const keeper = acquireToken(() => [() => Promise.resolve(`opaque ${++calls}`)])
    assert.deepEqual(await Promise.all([keeper.get(), keeper.get()]), ["opaque 1", "opaque 1"])
  })

  it("tries the sources in order and fails with the last one's reason", async () => {
    const refuse = (message: string) => () => Promise.reject(new AppError("forbidden", message))
    const second = acquireToken(() => [refuse("no host"), () => Promise.resolve("local")])
    assert.equal(await second.get(), "local")
    const none = acquireToken(() => [refuse("no host"), refuse("no local")])
    await assert.rejects(none.get(), { code: "forbidden", message: "no local" })
  })

  it("does not sign a person in another way who is signed out", async () => {
    const signedOut = () => Promise.reject(new AppError("signed_out", "Sign in."))
    const keeper = acquireToken(() => [signedOut, () => Promise.resolve("local")])
    await assert.rejects(keeper.get(), { code: "signed_out", message: "Sign in." })
  })
})
