import assert from "node:assert/strict"
import { localToken } from "../../../addin/auth/localToken.ts"
import { AppError } from "../../../shared/errors.ts"

describe("localToken", () => {
  const { fetch } = globalThis
  afterEach(() => {
    globalThis.fetch = fetch
  })

  it("does not wait for ever for a server that does not answer", async () => {
    let signal: AbortSignal | null | undefined
    globalThis.fetch = (_address, options) => {
      signal = options?.signal
      return Promise.reject(new TypeError("Failed to fetch"))
    }
    await assert.rejects(localToken(), (error) => error instanceof AppError && error.code === "offline")
    assert.equal(signal instanceof AbortSignal, true)
  })
})
