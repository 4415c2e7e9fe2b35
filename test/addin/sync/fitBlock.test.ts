import assert from "node:assert/strict"
import { fitBlock } from "../../../addin/sync/fitBlock.ts"

const content = (text: string, formula: string) => ({
  worksheet: "Orders",
  address: "A1:B1",
  values: [[text, 3]],
  formulas: [[text, formula]],
  numberFormats: [["General", "General"]],
})

describe("fitBlock", () => {
  it("leaves a block as it is that fits", () => {
    const { text, cut } = fitBlock(content("North", "=1+2"))
    assert.equal(text, '{"address":"A1:B1","values":[["North",3]],"formulas":[[null,"=1+2"]]}')
    assert.equal(cut, false)
  })

  it("shortens long texts until the block fits, without half a character, and leaves out long formulas", () => {
    const { text, cut } = fitBlock(content("😀".repeat(5_000), `=1+${"2".repeat(5_000)}`), 1_000)
    assert.equal(text, `{"address":"A1:B1","values":[["${"😀".repeat(128)}…",3]]}`)
    assert.equal(cut, true)
  })

  it("refuses what does not fit even so", () => {
    assert.throws(() => fitBlock(content("North", "=1+2"), 10), { code: "message_too_large" })
  })
})
