import assert from "node:assert/strict"
import { clip } from "../../shared/clip.ts"

describe("clip", () => {
  it("keeps short text and ends long text with an ellipsis", () => {
    assert.equal(clip("abcd", 4), "abcd")
    assert.equal(clip("abcde", 4), "abc…")
  })

  it("never halves an emoji", () => {
    assert.equal(clip("ab😀cd", 4), "ab…")
  })
})
