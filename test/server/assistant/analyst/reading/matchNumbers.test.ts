import assert from "node:assert/strict"
import { matchNumbers } from "../../../../../server/assistant/analyst/reading/matchNumbers.ts"
import { editDistance, isTypo, stemOf, wordsOf } from "../../../../../server/assistant/analyst/reading/words.ts"

describe("matchNumbers", () => {
  const examples: readonly (readonly [string, string, ...number[]])[] = [
    ["over 1,000", "gt", 1000],
    ["more than $500", "gt", 500],
    ["at least 20%", "ge", 20],
    ["no more than 3", "le", 3],
    ["not over 10", "le", 10],
    ["under 1.5k", "lt", 1500],
    ["below 2 million", "lt", 2_000_000],
    ["between 10 and 5", "between", 5, 10],
    ["from 5 to 10", "between", 5, 10],
    ["4 or more", "ge", 4],
    [">= 7", "ge", 7],
    ["exactly 3", "eq", 3],
    ["less than or equal to 8", "le", 8],
  ]
  for (const [text, comparison, ...numbers] of examples)
    it(`reads "${text}" as ${comparison} ${numbers.join(" and ")}`, () => {
      const found = matchNumbers(wordsOf(`orders ${text}`), () => true)
      assert.deepEqual(
        found.map((match) => [match.comparison, ...match.numbers]),
        [[comparison, ...numbers]],
      )
    })

  it("finds no comparison in a bare number", () => {
    assert.deepEqual(
      matchNumbers(wordsOf("order 1042"), () => true),
      [],
    )
  })
})

describe("wordsOf", () => {
  it("splits contractions and possessives", () => {
    assert.deepEqual(
      wordsOf("What's West's share? It isn't paid").map(({ text }) => text),
      ["what", "west", "share", "it", "is", "not", "paid"],
    )
  })

  it("meets singular and plural in one stem", () => {
    for (const [many, one] of [
      ["categories", "category"],
      ["boxes", "box"],
      ["responses", "response"],
      ["statuses", "status"],
      ["people", "person"],
      ["salespeople", "salesperson"],
      ["January", "jan"],
    ] as const)
      assert.equal(stemOf(many.toLowerCase()), stemOf(one))
  })
})

describe("isTypo", () => {
  it("allows one slip, two in long words, none in short ones", () => {
    assert.equal(editDistance("reveneu", "revenue", 2), 1)
    assert.ok(isTypo("reveneu", "revenue"))
    assert.ok(isTypo("wset", "west"))
    assert.ok(!isTypo("east", "west"))
    assert.ok(!isTypo("cat", "car"))
    assert.ok(!isTypo("north", "south"))
  })
})
