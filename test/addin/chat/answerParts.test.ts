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
        how: "I understood: total by Region.\n\n- 2 rows are hidden.\n\nCells: [A1](cell:Orders!A1)",
        examples: [],
      },
    )
  })

  it("takes the examples out of a refusal", () => {
    assert.deepEqual(
      answerParts(
        "I cannot forecast.\n\nThis range has the columns A, B. I can answer questions such as:\n\n- What is the total A?\n- Describe this table",
      ),
      {
        answer: "I cannot forecast.\n\nThis range has the columns A, B.",
        how: "",
        examples: ["What is the total A?", "Describe this table"],
      },
    )
  })

  it("leaves any other text whole", () => {
    const text = "He said: I understood: nothing.\n\n- a\n- b"
    assert.deepEqual(answerParts(text), { answer: text, how: "", examples: [] })
    assert.deepEqual(answerParts(""), { answer: "", how: "", examples: [] })
  })
})
