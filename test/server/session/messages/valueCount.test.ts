import assert from "node:assert/strict"
import { valueCount } from "../../../../server/session/messages/valueCount.ts"

const count = (json: string): number => valueCount(Buffer.from(json))

describe("valueCount", () => {
  it("counts lists, objects and what stands in them", () => {
    assert.equal(count("1"), 1)
    assert.equal(count("[[1,2],[3,4]]"), 7)
    assert.equal(count('{"a":{},"b":[]}'), 5)
  })

  it("does not count what stands in texts", () => {
    assert.equal(count(String.raw`["[Red]0,00","a\\",",\"[,"]`), 4)
  })

  it("takes what is no JSON, too", () => {
    assert.equal(count('["never closed, [['), 2)
    assert.equal(count(""), 1)
  })
})
