import assert from "node:assert/strict"
import { isCopiedDown } from "../../../server/tables/isCopiedDown.ts"
import { moveFormula, toR1C1 } from "../../../shared/r1c1.ts"

const formulas = [
  "=A2*B2",
  "=SUM(A$1:A9)+$C$3",
  '=IF(A9="Q1",B9,"x9")',
  "='Sheet 9'!B9+Q1!B9",
  "=Sales[[#This Row],[Q1]]*2",
  "=LOG10(A2)+1.5",
  "=SUM(3:5)",
  "=SUM($3:$5)",
  "=TAX1+A99",
  "=A2*2+A9",
]

describe("isCopiedDown", () => {
  it("never takes a formula for a copy that R1C1 tells apart", () => {
    for (const above of formulas)
      for (const below of [
        above,
        moveFormula(above, [1, 3], [2, 3]),
        moveFormula(above, [1, 3], [3, 3]),
        moveFormula(above, [1, 3], [2, 4]),
        above.replaceAll("9", "10"),
        above.replaceAll("2", "3"),
        above.replace("Q1", "Q2"),
      ])
        if (isCopiedDown(above, below)) assert.equal(toR1C1(above, [1, 3]), toR1C1(below, [2, 3]), `${above} ${below}`)
  })

  it("knows the copies that people make", () => {
    assert.equal(isCopiedDown("=A9*$B$1", "=A10*$B$1"), true)
    assert.equal(isCopiedDown('=IF(A2="Q1",B2,0)', '=IF(A3="Q1",B3,0)'), true)
    assert.equal(isCopiedDown("=SUM(A$1:A9)", "=SUM(A$1:A10)"), true)
    assert.equal(isCopiedDown("=A2", "=A2"), false)
    assert.equal(isCopiedDown("=A2+1", "=A3+2"), false)
  })
})
