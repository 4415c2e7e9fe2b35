import assert from "node:assert/strict"
import { moveFormula, toA1, toR1C1 } from "../../shared/r1c1.ts"

describe("toR1C1 and toA1", () => {
  for (const [a1, r1c1] of [
    ["=A1+$B$2", "=R[-2]C[-2]+R2C2"],
    ["=SUM(C1:C2)*$C3", "=SUM(R[-2]C:R[-1]C)*RC3"],
    ["='My sheet'!D4&\"A1\"", "='My sheet'!R[1]C[1]&\"A1\""],
    ["=LOG10(5)", "=LOG10(5)"],
  ] as const)
    it(`turns ${a1} in C3 into ${r1c1} and back`, () => {
      assert.equal(toR1C1(a1, [2, 2]), r1c1)
      assert.equal(toA1(r1c1, [2, 2]), a1)
    })
})

describe("moveFormula", () => {
  it("moves relative references and keeps absolute ones", () => {
    assert.equal(moveFormula("=A1*$B$1+C$2", [0, 3], [2, 4]), "=B3*$B$1+D$2")
  })

  it("breaks references that leave the sheet", () => {
    assert.equal(moveFormula("=A1+1", [1, 1], [0, 1]), "=#REF!+1")
  })
})
