import assert from "node:assert/strict"
import { memoize } from "../../../server/words/memoize.ts"

describe("memoize", () => {
  it("does the work once for each text, until more characters are remembered than may be", () => {
    const worked: string[] = []
    const doubled = memoize((text) => {
      worked.push(text)
      return text + text
    }, 5)
    assert.deepEqual(["ab", "ab", "cd", "ab"].map(doubled), ["abab", "abab", "cdcd", "abab"])
    assert.deepEqual(worked, ["ab", "cd"])
    doubled("ef")
    doubled("ab")
    assert.deepEqual(worked, ["ab", "cd", "ef", "ab"])
  })
})
