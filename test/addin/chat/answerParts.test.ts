import assert from "node:assert/strict"
import { answerParts } from "../../../addin/chat/answerParts.ts"

describe("answerParts", () => {
  it("takes what was understood from under a computed answer, table and all", () => {
    assert.deepEqual(
      answerParts(
        "West leads: **$5**.\n\n| Region | Sum |\n| --- | ---: |\n| West | $5 |\n\nI understood: total by Region.\n\n- 2 rows are hidden.\n\nCells: [A1](cell:Orders!A1)",
      ),
      {
        answer: "West leads: **$5**.\n\n| Region | Sum |\n| --- | ---: |\n| West | $5 |",
        assumed: "",
        how: "I understood: total by Region.\n\n- 2 rows are hidden.\n\nCells: [A1](cell:Orders!A1)",
        examples: [],
      },
    )
  })

  it("says what was assumed apart", () => {
    const assumed = (text: string): string => answerParts(`5.\n\n${text}\n\nCells: [A1](cell:Orders!A1)`).assumed
    assert.equal(
      assumed(
        "I understood: the total of Revenue, over 144 of 210 rows. You named no column, so I used Revenue. If you meant something else, name Units.",
      ),
      "You named no column, so I used Revenue. If you meant something else, name Units.",
    )
    assert.equal(
      assumed("I understood: the sum of both. If you meant something else, name one."),
      "If you meant something else, name one.",
    )
    assert.equal(assumed("I understood: the total of Revenue, over all 210 rows."), "")
  })

  it("takes the examples out of a refusal", () => {
    assert.deepEqual(
      answerParts(
        "I cannot forecast.\n\nThis range has the columns A, B. I can answer questions such as:\n\n- What is the total A?\n- Describe this table",
      ),
      {
        answer: "I cannot forecast.\n\nThis range has the columns A, B.",
        assumed: "",
        how: "",
        examples: ["What is the total A?", "Describe this table"],
      },
    )
  })

  it("leaves any other text whole", () => {
    const text = "He said: I understood: nothing.\n\n- a\n- b"
    assert.deepEqual(answerParts(text), { answer: text, assumed: "", how: "", examples: [] })
    assert.deepEqual(answerParts(""), { answer: "", assumed: "", how: "", examples: [] })
  })
})
