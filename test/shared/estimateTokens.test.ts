import assert from "node:assert/strict"
import { estimateTokens } from "../../shared/estimateTokens.ts"

describe("estimateTokens", () => {
  it("counts 3.5 characters as a token, and every character beyond ASCII as one", () => {
    assert.equal(estimateTokens(""), 0)
    assert.equal(estimateTokens("1234567"), 2)
    assert.equal(estimateTokens("12345678"), 3)
    assert.equal(estimateTokens("売上"), 2)
    assert.equal(estimateTokens("é1234567"), 3)
  })
})
