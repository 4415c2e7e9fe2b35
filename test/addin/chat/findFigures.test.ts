import assert from "node:assert/strict"
import { findFigures } from "../../../addin/chat/findFigures.ts"
import type { Proof } from "../../../shared/answer.ts"

const proof = (text: string): Proof => ({ value: 1, text, operation: "sum", ranges: [] })
const found = (text: string, proven: string[], unverified: string[] = []): string[] =>
  findFigures(text, proven.map(proof), unverified).map(
    ({ start, end, proofs }) => `${text.slice(start, end)} ${proofs.length > 0 ? "proven" : "unverified"}`,
  )

describe("findFigures", () => {
  it("finds proven and unverified figures in their order", () => {
    assert.deepEqual(found("Sales fell by 12 % to 1,204,500.", ["1,204,500"], ["12 %"]), [
      "12 % unverified",
      "1,204,500 proven",
    ])
  })
  it("finds every occurrence", () => assert.deepEqual(found("45 and 45", ["45"]), ["45 proven", "45 proven"]))
  it("does not find a figure inside a longer number or a word", () => {
    assert.deepEqual(found("1,450 and 45.5 and B45 and 45th and 0.45 and 3.45 and 45,000", ["45"]), [])
  })
  it("does not take the day of a date for a figure", () => {
    assert.deepEqual(found("from 4 Jan 2025 to 4 rows", ["4"]), ["4 proven"])
    assert.equal(findFigures("from 4 Jan 2025 to 4 rows", [proof("4")], [])[0]?.start, 19)
  })
  it("finds a figure before a full stop, a comma, a bracket and a sign", () => {
    assert.deepEqual(found("It is 45. Or 45, (45) or $45 or -45%", ["45"]).length, 5)
  })
  it("takes the longer of two figures that share their place", () => {
    assert.deepEqual(found("1,204,500 in all", ["500", "1,204,500"]), ["1,204,500 proven"])
  })
  it("takes a figure as proven when it is also on the list of unverified ones", () => {
    assert.deepEqual(found("45", ["45"], ["45"]), ["45 proven"])
  })
  it("gives all proofs of the same figure", () => {
    assert.equal(findFigures("45", [proof("45"), proof("45")], [])[0]?.proofs.length, 2)
  })
  it("does not hang on an empty figure", () => assert.deepEqual(found("45", [" "], [""]), []))
})
