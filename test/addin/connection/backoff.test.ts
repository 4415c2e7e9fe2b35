import assert from "node:assert/strict"
import { backoff } from "../../../addin/connection/backoff.ts"

describe("backoff", () => {
  it("doubles from half a second to twenty seconds", () =>
    assert.deepEqual(
      [0, 1, 2, 5, 6, 50].map((attempt) => backoff(attempt, 1)),
      [500, 1000, 2000, 16_000, 20_000, 20_000],
    ))
  it("takes off up to one half by chance", () => assert.equal(backoff(1, 0), 500))
})
