import assert from "node:assert/strict"
import { detectIntent } from "../../../../server/assistant/question/detectIntent.ts"

describe("detectIntent", () => {
  const examples = [
    ["write a formula for total revenue in West", "formula_help"],
    ["How do I use XLOOKUP here?", "formula_help"],
    ["=SUM(A1:A3) gives the wrong result", "formula_help"],
    ["Plot revenue by month", "visualization"],
    ["Which chart fits these data?", "visualization"],
    ["highlight cells over 100", "formatting"],
    ["Add conditional formatting to column C", "formatting"],
    ["make the header bold", "formatting"],
    ["total revenue by region", "analysis"],
    ["How many orders are not paid?", "analysis"],
    ["is X related to Y", "analysis"],
    ["hello", "general"],
    ["Thanks!", "general"],
  ] as const
  for (const [question, intent] of examples)
    it(`takes "${question}" for ${intent}`, () => {
      assert.equal(detectIntent(question), intent)
    })
})
