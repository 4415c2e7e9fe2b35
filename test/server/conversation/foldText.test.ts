import assert from "node:assert/strict"
import { foldText } from "../../../server/conversation/foldText.ts"

describe("foldText", () => {
  const folded: [string, string][] = [
    ["Total REVENUE", "total revenue"],
    ["ÄRGER Ωμέγα", "ärger ωμέγα"],
    ["  two \n\t lines  ", "two lines"],
    ["a\u0000b\ud800c", "a b c"],
    ["soft\u00adhyphen", "softhyphen"],
    ["ｆｕｌｌ ｗｉｄｔｈ １２", "full width 12"],
    ["cafe\u0301", "café"],
    ["100% _x \\ 'q'", "100% _x \\ 'q'"],
    ["\u0000 \u200b", ""],
  ]
  for (const [text, expected] of folded)
    it(`makes ${JSON.stringify(text)} ${JSON.stringify(expected)}`, () => assert.equal(foldText(text), expected))
})
