import assert from "node:assert/strict"
import { acquireToken, type TokenSource, type TokenWish } from "../../../addin/auth/acquireToken.ts"
import { AppError, type ErrorCode } from "../../../shared/errors.ts"

/** A JWT with this expiry in seconds and a name to tell it apart. */
const jwt = (exp: number, name: string): string => `h.${btoa(JSON.stringify({ exp, name }))}.s`
const refusing =
  (code: ErrorCode, message: string): TokenSource =>
  () =>
    Promise.reject(new AppError(code, message))

describe("acquireToken", () => {
  it("keeps a token until shortly before it ends, then asks for one that is not that one", async () => {
    let now = 0
    const wishes: TokenWish[] = []
    const source: TokenSource = (wish) => {
      wishes.push(wish)
      return Promise.resolve(jwt(3600 * wishes.length, `token ${wishes.length}`))
    }
    const keeper = acquireToken(() => [source], { now: () => now })
    assert.equal(await keeper.get(), jwt(3600, "token 1"))
    now = 3_479_000
    assert.equal(await keeper.get(), jwt(3600, "token 1"))
    now = 3_481_000
    assert.equal(await keeper.get(), jwt(7200, "token 2"))
    assert.deepEqual(wishes, [
      { mayPrompt: false, fresh: false },
      { mayPrompt: false, fresh: true },
    ])
  })

  it("asks for a fresh one after the server has refused the token", async () => {
    const fresh: boolean[] = []
    const source: TokenSource = (wish) => Promise.resolve(jwt(3600, `token ${fresh.push(wish.fresh)}`))
    const keeper = acquireToken(() => [source], { now: () => 0 })
    await keeper.get()
    keeper.forget()
    assert.equal(await keeper.get(), jwt(3600, "token 2"))
    assert.equal(await keeper.get(), jwt(3600, "token 2"))
    assert.deepEqual(fresh, [false, true])
  })

  it("never keeps a token that does not say when it ends", async () => {
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

  it("goes on with a token that is still good when it cannot be renewed, and not beyond its end", async () => {
    let now = 0
    let source: TokenSource = () => Promise.resolve(jwt(3600, "token"))
    const reported: unknown[] = []
    const keeper = acquireToken(() => [(wish) => source(wish)], {
      now: () => now,
      report: (error) => void reported.push(error),
    })
    await keeper.get()
    source = refusing("offline", "No network.")
    now = 3_599_000
    assert.equal(await keeper.get(), jwt(3600, "token"))
    assert.deepEqual(reported, [new AppError("offline", "No network.")])
    now = 3_600_000
    await assert.rejects(keeper.get(), { code: "offline" })
  })

  it("says why it cannot be renewed to whom needs a token that lasts", async () => {
    let source: TokenSource = () => Promise.resolve(jwt(100, "token"))
    const keeper = acquireToken(() => [(wish) => source(wish)], { now: () => 0 })
    await keeper.get()
    source = refusing("signed_out", "Sign in.")
    await assert.rejects(keeper.getLasting(), { code: "signed_out" })
    assert.equal(await keeper.get(), jwt(100, "token"))
  })

  describe("with several ways", () => {
    it("takes the next one only where a way does not work in this Excel, and reports why", async () => {
      const reported: unknown[] = []
      const sources = [refusing("excel_failed", "no host"), () => Promise.resolve("second")]
      const keeper = acquireToken(() => sources, { report: (error) => void reported.push(error) })
      assert.equal(await keeper.get(), "second")
      assert.deepEqual(reported, [new AppError("excel_failed", "no host")])
    })

    it("fails with the last one's reason", async () => {
      const keeper = acquireToken(() => [refusing("excel_failed", "no host"), refusing("excel_failed", "no window")])
      await assert.rejects(keeper.get(), { code: "excel_failed", message: "no window" })
    })

    for (const code of ["signed_out", "forbidden", "offline", "excel_busy", "sign_in_unavailable"] as const)
      it(`does not sign a person in another way after ${code}`, async () => {
        const keeper = acquireToken(() => [refusing(code, "Stop."), () => Promise.resolve("local")])
        await assert.rejects(keeper.get(), { code, message: "Stop." })
      })
  })

  describe("windows", () => {
    const recording = (now: () => number) => {
      const prompts: boolean[] = []
      const source: TokenSource = ({ mayPrompt }) => {
        prompts.push(mayPrompt)
        return Promise.reject(new AppError("signed_out", "Sign in."))
      }
      return { prompts, keeper: acquireToken(() => [source], { now }) }
    }

    it("are opened once for each time the person has asked", async () => {
      const { prompts, keeper } = recording(() => 0)
      await keeper.get().catch(() => undefined)
      keeper.allowPrompt()
      await keeper.get().catch(() => undefined)
      await keeper.get().catch(() => undefined)
      assert.deepEqual(prompts, [false, true, false])
    })

    it("are not opened long after the person has asked", async () => {
      let now = 0
      const { prompts, keeper } = recording(() => now)
      keeper.allowPrompt()
      now = 10_000
      await keeper.get().catch(() => undefined)
      assert.deepEqual(prompts, [false])
    })

    it("are opened although a silent attempt is under way, after it", async () => {
      const { prompts, keeper } = recording(() => 0)
      const silent = keeper.get()
      keeper.allowPrompt()
      const asked = keeper.get()
      const later = keeper.get()
      await Promise.allSettled([silent, asked, later])
      assert.deepEqual(prompts, [false, true])
    })
  })
})
