import assert from "node:assert/strict"
import { wordsOf } from "../../../server/words/wordsOf.ts"

describe("wordsOf", () => {
  it("knows no case, accents, ligatures and widths", () => {
    assert.deepEqual(wordsOf("Café CAFE\u0301 ＡＢＣ ﬁle"), ["cafe", "cafe", "abc", "file"])
  })

  it("takes plural for singular where the letters tell, and leaves what only looks like one", () => {
    assert.deepEqual(wordsOf("regions cities boxes dishes classes"), ["region", "city", "box", "dish", "class"])
    assert.deepEqual(wordsOf("bus status analysis gas ties loss"), ["bus", "status", "analysis", "gas", "ties", "loss"])
  })

  it("reads names that are written together as two words", () => {
    assert.deepEqual(wordsOf("UnitPrice unit_price öleÄnderung"), ["unit", "price", "unit", "price", "ole", "anderung"])
  })

  it("reads numbers without their thousands separators", () => {
    assert.deepEqual(wordsOf("1,200 1'200 1\u202f200 1200 1,200,000.5"), ["1200", "1200", "1200", "1200", "1200000.5"])
    assert.deepEqual(wordsOf("12,34 1,2000"), ["12", "34", "1", "2000"])
  })

  it("leaves out the words that stand in every question", () => {
    assert.deepEqual(wordsOf("What is the revenue of my West region?"), ["revenue", "west", "region"])
  })

  it("cuts writing without spaces into pairs", () => {
    assert.deepEqual(wordsOf("地域別の 売上"), ["地域", "域別", "別の", "売上"])
    assert.deepEqual(wordsOf("売上高"), ["売上", "上高"])
  })

  it("finds no word in signs, nor in nothing", () => {
    assert.deepEqual(wordsOf(""), [])
    assert.deepEqual(wordsOf("—…!? \0 \ud800"), [])
  })

  it("takes the beginning of what is too long for a word", () => {
    assert.deepEqual(wordsOf("x".repeat(100_000)), ["x".repeat(64)])
  })
})
